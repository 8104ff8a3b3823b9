using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Concerns;

/// <summary>The cards of concerns of an invented county in every state, for every reader.</summary>
internal static class ConcernSamples
{
    private const string Part = "Concerns";
    private const string TeamsUser = "29:reader";

    private static readonly DateTimeOffset At = new(2026, 10, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Head = new("head"), Adviser = new("adviser"), Clerk = new("clerk"), Representative = new("representative");
    private static readonly Group Board = new(new("partnership"), "County Partnership Board", Tier.Partnership, null);
    private static readonly Group Locality = new(new("locality-fernshaw"), "Fernshaw Locality Board", Tier.Locality, Board.Id);
    private static readonly Group Network = new(new("network-alder-vale"), "Alder Vale Network", Tier.Network, Locality.Id);

    private static readonly School Own = new(new("990101"), "Kestrel Bank Primary", "Primary", "Community school", 4, "Open", "Alder Vale", Network.Id);
    private static readonly School Maintained = new(new("990102"), "Cold Keld Primary", "Primary", "Community school", 4, "Open", "Alder Vale", Network.Id);
    private static readonly School Academy = new(new("990110"), "Curlew Edge Primary", "Primary", "Academy converter", 10, "Open", "Millgate", Network.Id);
    private static readonly School Independent = new(new("990130"), "The Rookery School", "Not applicable", "Other independent school", 3, "Open", null, null);

    private static readonly ConcernWording Wording = new(
        "Nobody from the school has come to a network meeting since January. Two invitations were answered with thanks.",
        "I rang in March and offered to bring our minutes over.",
        "A visit, perhaps with a head of a school of the same kind.");

    private static readonly Register Register = new(
        1,
        [Board, Locality, Network],
        [Own, Maintained, Academy, Independent],
        [
            new(Head, "Head of Kestrel Bank Primary", "head@x.example", [new(Role.Head, Own.Urn, null)]), new(Adviser, "Adviser for Fernshaw", "adviser@x.example", [new(Role.Facilitator, null, Network.Id)]),
            new(Clerk, "Clerk", "clerk@x.example", [new(Role.Clerk, null, Board.Id)]), new(Representative, "Regional representative", "rep@x.example", [new(Role.RegionalRepresentative, null, null)]),
        ]);

    public static IEnumerable<CardSample> All()
    {
        var (direct, raised, unclear) = (Raised(Maintained), Raised(Academy), Raised(Independent));
        var sent = After(raised, ConcernAct.Send, Taker.Board, "Please see the head first; they are new.", Taker.Representative);
        var taken = After(unclear, ConcernAct.Send, Taker.Board, null, Taker.Board);
        return
        [
            .. Forms(),
            .. States("maintained", direct, Taker.Adviser),
            new(Part, "Clerk, an academy’s, raised", ConcernCards.For(View(raised, Clerk))),
            new(Part, "Head, an academy’s, raised", ConcernReporterCards.ForReporter(View(raised, Head))),
            .. States("academy", sent, Taker.Representative),
            new(Part, "Clerk, an academy’s, passed on", ConcernCards.For(View(sent, Clerk))),
            new(Part, "Clerk, an academy’s, after somebody else passed it on", ConcernCards.For(View(sent, Clerk), ConcernWords.Already(sent.Last))),
            new(Part, "Clerk, a reminder", ConcernCards.For(View(raised, Clerk), ConcernCards.ReminderNote)),
            .. new[] { WhyAPerson.Kind, WhyAPerson.NoNetwork, WhyAPerson.NoAdviser, WhyAPerson.NoRepresentative }
                .Select(why => new CardSample(Part, $"Clerk, to decide ({why})", ConcernCards.For(View(unclear with { Why = why }, Clerk)))),
            new(Part, "Clerk, nothing chosen yet", ConcernCards.For(View(unclear, Clerk), "Choose who takes it up.")),
            new(Part, "Clerk, the board took it up", ConcernCards.For(View(taken, Clerk))),
            new(Part, "Chair of a locality, told that there is one", ConcernReporterCards.ForChair(raised)),
            new(Part, "Clerk, what is with them", ConcernFormCards.Open([View(raised, Clerk), View(sent, Clerk)])),
            new(Part, "No such concern", ConcernTurn.NotFound),
        ];
    }

    private static IEnumerable<CardSample> Forms()
    {
        var id = new ConcernId("concern-1");
        var typed = new Dictionary<string, string>
        {
            [ConcernFormCards.SearchInput] = "primary", [ConcernFormCards.SchoolInput] = Academy.Urn.Value, [ConcernFormCards.FactsInput] = Wording.Facts, [ConcernFormCards.TriedInput] = Wording.Tried,
        };
        return
        [
            new(Part, "Head, to find the school", ConcernFormCards.Form(id, Own, [], _ => null, problem: null)),
            new(Part, "Head, no such school", ConcernFormCards.Form(id, Own, [], _ => "Nowhere", "No open school of the county has that name. Write a part of it as the national register has it, or the URN.")),
            new(Part, "Head, the form", ConcernFormCards.Form(id, Own, [Maintained, Academy], typed.GetValueOrDefault, problem: null)),
            new(Part, "Head, not sent yet", ConcernFormCards.Form(id, Own, [Maintained, Academy], typed.GetValueOrDefault, "Write what you have seen.")),
            new(Part, "Neither head nor deputy", ConcernFormCards.NotAHead()),
            new(Part, "Pressed in a channel", ConcernFormCards.OnlyInChat()),
        ];
    }

    private static IEnumerable<CardSample> States(string kind, Concern sent, Taker taker)
    {
        var (who, name) = taker is Taker.Adviser ? (Adviser, "Adviser") : (Representative, "Regional representative");
        var talking = After(sent, ConcernAct.Begin, taker, null);
        (string State, Concern Concern)[] states =
        [
            ("sent", sent), ("in dialogue", talking), ("resolved", After(talking, ConcernAct.Resolve, taker, "They will come to the November meeting.")), ("no change", After(talking, ConcernAct.NoChange, taker, null)),
        ];
        return states.SelectMany(state => (CardSample[])
        [
            new(Part, $"{name}, {kind}, {state.State}", ConcernCards.For(View(state.Concern, who))), new(Part, $"Head, {kind}, {state.State}", ConcernReporterCards.ForReporter(View(state.Concern, Head))),
        ]);
    }

    private static ConcernView View(Concern concern, PersonId person) => new(concern, Routing.PartOf(Register, concern, person)!, Register, TeamsUser);

    private static Concern Raised(School school)
    {
        var routed = Routing.Of(Register, school, Head);
        var direct = routed.Route is ConcernRoute.Adviser;
        ConcernMove raised = new(1, ConcernAct.Raise, Head, null, null, null, At, direct ? [] : routed.First), sent = new(2, ConcernAct.Send, null, null, Taker.Adviser, null, At, routed.First);
        return new()
        {
            Tenant = new("tenant"),
            Id = new("concern-1"),
            School = new(school.Urn, school.Name, school.TypeGroup, school.Type, school.Network),
            Wording = Wording,
            Reporter = new(Head, Own.Urn, Own.Name),
            Route = routed.Route,
            Why = routed.Why,
            State = direct ? ConcernState.Sent : ConcernState.Raised,
            Informed = [],
            Moves = direct ? [raised, sent] : [raised],
            Audit = AuditChain.Empty,
        };
    }

    private static Concern After(Concern concern, ConcernAct act, Taker by, string? text, Taker? to = null) => concern with
    {
        State = ConcernRules.Find(concern.State, act)!.Next,
        Moves = concern.Moves.Add(new(concern.Version + 1, act, Clerk, by, to, text, At.AddDays(2), to is { } taker ? Routing.ReadersOf(Register, concern, taker) : ImmutableArray<PersonId>.Empty)),
    };
}
