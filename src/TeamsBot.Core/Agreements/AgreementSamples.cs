using NodaTime;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Agreements;

/// <summary>The agreements of an invented county: the list, one party in each state, and every refusal.</summary>
internal static class AgreementSamples
{
    private const string Part = "Data-sharing agreements";

    private static readonly LocalDate Today = new(2026, 11, 16);
    private static readonly AgreementTerms Terms = new(2);
    private static readonly PersonId Clerk = new("clerk");
    private static readonly Register Register = new(
        1,
        [],
        [.. Enumerable.Range(0, 14).Select(n => new School(new($"{990101 + n}"), Names[n], "Primary", "Community school", 4, "Open", null, null))],
        [new(Clerk, "Clerk, County Partnership Board", "clerk@council.example", [])]);

    private static string[] Names =>
    [
        "Bramble Gill Primary", "Cold Keld Primary", "Curlew Edge Primary", "Dunnock Lane Juniors", "Fernshaw High School", "Heron Street Nursery School", "Hollin Rise Primary",
        "Kestrel Bank Primary", "Lowther Fold Primary", "Millgate Moor Academy", "Plover Sands Primary", "Ravenbeck Special School", "Tarnside Primary", "Tansy Lane Infants",
    ];

    public static IEnumerable<CardSample> All()
    {
        var book = Book();
        AgreementList ListOf(string filter, string find, string page) => AgreementList.Of(Register, book, Today, Terms, filter, find, page);
        return
        [
            new(Part, "Keeper, the list", AgreementCards.ForKeeper(ListOf("", "", ""))),
            new(Part, "Keeper, the second page", AgreementCards.ForKeeper(ListOf("", "", "2"))),
            new(Part, "Keeper, nobody found", AgreementCards.ForKeeper(ListOf(nameof(AgreementFilter.Ended), "990", ""))),
            .. States().Select(state => new CardSample(Part, $"Keeper, {state.Name}", AgreementForm.Draw(ViewOf(book, state.Urn)))),
            new(Part, "Keeper, recorded", AgreementForm.Draw(ViewOf(book, "990102") with { Note = "✓ Recorded." })),
            new(Part, "Keeper, not recorded yet", AgreementForm.Draw(ViewOf(book, "990101") with { Note = "Not recorded yet. Choose the day it was signed." })),
            new(Part, "Head, in force", AgreementCards.ForParties([LineOf(book, "990102")], Terms)),
            new(Part, "Head of two schools, one without", AgreementCards.ForParties([LineOf(book, "990102"), LineOf(book, "990101")], Terms)),
            new(Part, "Neither keeper nor head", AgreementCards.NotAParty()),
            .. States().Where(state => state.State is not AgreementState.InForce)
                .Select(state => new CardSample(Part, $"Head, asked for something restricted: {state.Name}", new GateRefusal(LineOf(book, state.Urn).Party.Party, LineOf(book, state.Urn).Party.Name, Way.In, state.State, LineOf(book, state.Urn).Agreement, Terms).ToMessage())),
            new(Part, "Head, the school followed another", new GateRefusal(LineOf(book, "990101").Party.Party, LineOf(book, "990101").Party.Name, Way.In, AgreementState.None, null, Terms) { Before = new("990099") }.ToMessage()),
            new(Part, "Head, would send something restricted", new GateRefusal(LineOf(book, "990101").Party.Party, LineOf(book, "990101").Party.Name, Way.Out, AgreementState.None, null, Terms).ToMessage()),
        ];
    }

    private static IEnumerable<(string Name, string Urn, AgreementState State)> States() =>
        [("none", "990101", AgreementState.None), ("in force", "990102", AgreementState.InForce), ("an older version", "990103", AgreementState.OldVersion), ("ended", "990104", AgreementState.Ended), ("not begun", "990105", AgreementState.NotYet)];

    private static PartyView ViewOf(AgreementBook book, string urn) => new(LineOf(book, urn), book.HistoryOf(AgreementParty.Of(new Urn(urn))), Register, Terms, Today);

    private static PartyLine LineOf(AgreementBook book, string urn) => PartyLine.Of(new(AgreementParty.Of(new Urn(urn)), Register.Find(new Urn(urn))!.Name), book, Today, Terms);

    private static AgreementBook Book()
    {
        var at = new DateTimeOffset(2026, 9, 2, 10, 0, 0, TimeSpan.Zero);
        AgreementRecord RecordOf(string urn, int version, LocalDate signed, LocalDate? ended = null, string who = "bot") => new(new(AgreementParty.Of(new Urn(urn)), version, signed, ended), who, at);
        return new(
            1,
            [
                RecordOf("990102", 1, new(2024, 9, 2)), RecordOf("990102", 2, new(2026, 9, 1), who: Clerk.Value),
                RecordOf("990103", 1, new(2024, 9, 2)),
                RecordOf("990104", 2, new(2026, 9, 1)), RecordOf("990104", 2, new(2026, 9, 1), new(2026, 10, 30), Clerk.Value),
                RecordOf("990105", 2, new(2027, 1, 4)),
                .. Enumerable.Range(990106, 8).Select(urn => RecordOf($"{urn}", 2, new(2026, 9, 1))),
            ]);
    }
}
