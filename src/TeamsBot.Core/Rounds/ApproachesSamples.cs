using TeamsBot.Core.Conversations;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Rounds;

/// <summary>The cards of the stage of approaches of the same invented network, in every state.</summary>
internal static class ApproachesSamples
{
    private const string Part = "Approaches";
    private const string TeamsUser = "29:head";

    private static readonly DateTimeOffset Began = new(2026, 12, 7, 9, 0, 0, TimeSpan.Zero);

    public static ApproachesBook Book { get; } = new(
        [
            Of("a1", 1, "A talking hour every day in reception, with training for its staff", new(2027, 1, 11), "EEF toolkit, oral language", EvidenceStrength.Strong),
            Of("a2", 2, "Reading mornings with breakfast", new(2027, 1, 18), null, EvidenceStrength.None),
        ],
        []);

    public static IEnumerable<CardSample> All()
    {
        var (on, over) = (CausesSamples.RoundIn(Stage.Approaches), CausesSamples.RoundIn(Stage.Finished) with { End = RoundEnd.Agreed });
        var skipped = over with { Skips = [new(Stage.Approaches, new("facilitator"), Began.AddDays(1), "The board decides on the approaches.")] };
        ApproachesView View(Round round, ApproachesBook book) => new(new(round, CausesSamples.First, book), CausesSamples.Book, CausesSamples.Language, "fresh", Began.AddDays(1), TeamsUser);
        var typed = new Dictionary<string, string> { [ApproachesCards.TextInput] = "A library van", [ApproachesCards.StrengthInput] = nameof(EvidenceStrength.Limited), [ApproachesCards.StartInput] = "2027-02-01" };
        return
        [
            new(Part, "Head, nothing suggested yet", ApproachesCards.ForSeat(View(on, ApproachesBook.Empty))),
            new(Part, "Head, one suggested", ApproachesCards.ForSeat(View(on, Book), "✓ Suggested. You can add another.")),
            new(Part, "Head, not counted yet", ApproachesCards.ForSeat(View(on, ApproachesBook.Empty), "Not counted yet. Choose who leads it from the list.", typed)),
            new(Part, "Head, after the close", ApproachesCards.ForSeat(View(over, Book))),
            new(Part, "Head, left out", ApproachesCards.ForSeat(View(skipped, ApproachesBook.Empty))),
        ];
    }

    private static SuggestedApproach Of(string id, int number, string text, NodaTime.LocalDate start, string? source, EvidenceStrength strength) =>
        new(id, CausesSamples.Language.Id, new SeatId($"school-{number}"), new($"head-{number}"), 0, text, new($"school-{number}"), start, source, strength, Began);
}
