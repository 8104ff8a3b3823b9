using NodaTime;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Rounds;

/// <summary>The cards of the stage of causes of an invented network, in every state.</summary>
internal static class CausesSamples
{
    private const string Part = "Causes";
    private const string TeamsUser = "29:head";

    public static readonly Option Language = new("p1", "Early language: more children talking well by five", "Early language", "early-language");
    public static readonly Option Attendance = new("p2", "Attendance of pupils who miss a day a week", "Attendance", "attendance");

    private static readonly DateTimeOffset Began = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly Seat[] Seats = [SeatOf(1, "Kestrel Bank Primary"), SeatOf(2, "Hollin Rise Primary"), SeatOf(3, "Dunnock Lane Juniors")];

    public static Seat First => Seats[0];

    public static CausesBook Book { get; } = new(
        [
            Of("c1", 0, "Waits for speech and language therapy", CauseMark.External, "Eleven of our reception class have waited since May."), Of("c2", 0, "Parental engagement", CauseMark.Shared, null),
            Of("c3", 1, "Parental engagement", CauseMark.School, null), Of("c4", 2, "Parental engagement", CauseMark.Shared, "Few families come to our reading mornings."),
        ],
        [new("g1", Language.Id, Seats[0].Id, new("head-1"), 0, ["Children under five", "Disadvantaged pupils"], Began), new("g2", Language.Id, Seats[1].Id, new("head-2"), 0, ["Disadvantaged pupils"], Began)],
        []);

    public static IEnumerable<CardSample> Of(CausesChoices choices)
    {
        var (on, over) = (RoundIn(Stage.Causes), RoundIn(Stage.Approaches));
        var skipped = over with { Skips = [new(Stage.Causes, new("facilitator"), Began.AddDays(2), "The board has heard the causes last term.")] };
        CausesView View(Round round, CausesBook book) => new(new(round, First, book), Language, choices, "fresh", Began.AddDays(1), TeamsUser);
        var typed = new Dictionary<string, string> { [CausesCards.ListedInput] = CausesCards.Own, [CausesCards.OwnInput] = "Few places at the nursery", [CausesCards.EvidenceInput] = "Sixty families are on its list." };
        return
        [
            new(Part, "Head, nothing named yet", CausesCards.ForSeat(View(on, CausesBook.Empty))),
            new(Part, "Head, two causes named", CausesCards.ForSeat(View(on, Book), "✓ Added. You can name another.")),
            new(Part, "Head, not counted yet", CausesCards.ForSeat(View(on, Book), "Not counted yet. Say who can change it.", typed)),
            new(Part, "Head, one priority only", CausesCards.ForSeat(View(on with { Priorities = [Language] }, CausesBook.Empty))),
            new(Part, "Head, after the close", CausesCards.ForSeat(View(over, Book), "Too late: nothing was changed.")),
            new(Part, "Head, nothing was named", CausesCards.ForSeat(View(over, CausesBook.Empty))),
            new(Part, "Head, left out", CausesCards.ForSeat(View(skipped, CausesBook.Empty))),
        ];
    }

    /// <summary>The round in a stage that began that morning.</summary>
    public static Round RoundIn(Stage stage) => new()
    {
        Tenant = new("tenant"),
        Id = new("round-1"),
        Group = new("network-alder-vale"),
        GroupName = "Alder Vale Network",
        BoardName = "Fernshaw Locality Board",
        Electorate = new(Seats),
        Facilitators = [new("facilitator")],
        StartedBy = new("facilitator"),
        StartedAt = Began.AddDays(-20),
        AtMost = 3,
        Ask = Ask.Support,
        Visibility = Visibility.Members,
        Plan = new(
            Began.AddDays(-20), RoundPlan.Closing(new LocalDate(2026, 11, 17)), Began.AddDays(-11), RoundPlan.Closing(new LocalDate(2026, 11, 27)), RoundPlan.Closing(new LocalDate(2026, 12, 4)),
            RoundPlan.Closing(new LocalDate(2026, 12, 11))),
        Stage = stage,
        Priorities = [Language, Attendance],
        Audit = AuditChain.Empty,
    };

    private static Seat SeatOf(int number, string name) => new(new($"school-{number}"), name, [new($"head-{number}")]);

    private static Cause Of(string id, int seat, string text, CauseMark mark, string? evidence) => new(id, Language.Id, Seats[seat].Id, Seats[seat].Voters[0], 0, text, mark, evidence, Began);
}
