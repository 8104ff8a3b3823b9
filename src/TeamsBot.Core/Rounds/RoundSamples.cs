using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Rounds;

/// <summary>The cards of a round of an invented network in every state, for every reader.</summary>
internal static class RoundSamples
{
    public const string Part = "Rounds";

    private const string TeamsUser = "29:head-of-kestrel-bank";

    private static readonly DateTimeOffset Started = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);

    private static readonly ThemeList Themes = new(0, [new(new("language"), "Early language", null, []), new(new("attendance"), "Attendance", null, []), new(new("health"), "Mental health", null, [])]);

    public static Round Open { get; } = new()
    {
        Tenant = PollSamples.Open.Tenant,
        Id = new("round-1"),
        Group = PollSamples.Open.Group,
        GroupName = PollSamples.Open.GroupName,
        BoardName = PollSamples.Open.BoardName,
        Electorate = PollSamples.Open.Electorate,
        Facilitators = [new("facilitator")],
        StartedBy = new("facilitator"),
        StartedAt = Started,
        AtMost = 3,
        Ask = Ask.Support,
        Visibility = Visibility.Members,
        Plan = new(Started, At(23, 17), At(25, 9), At(30, 17), At(30, 17).AddDays(7), At(30, 17).AddDays(14)),
        Stage = Stage.Proposals,
        Audit = AuditChain.Empty,
    };

    public static ProposalBook Book { get; } = new(
        [
            Of("a", 0, "More children talking well by five", "language", "Half of our new starters speak in single words."),
            Of("b", 1, "Early talk in every nursery", "language", null),
            Of("c", 2, "Pupils who miss a day a week", "attendance", null),
            Of("d", 3, "Pupils who miss a day a week", "attendance", null),
            Of("e", 4, "Waiting times for mental health support", "health", null),
        ],
        [],
        []);

    public static ProposalBook Merged { get; } = new(
        [Of("a", 0, "More children talking well by five", "language", null), Of("b", 1, "Early talk in every nursery", "language", null), Of("c", 2, "Pupils who miss a day a week", "attendance", null)],
        [],
        [new("m", ["a", "b"], "Early language: more children talking well by five", "language", new("facilitator"), At(24, 10))]);

    private static readonly ProposalBook Nothing = new([], [], []);

    private static Round Merging => Open with { Stage = Stage.Merging };

    private static Round Causes => Open with { Stage = Stage.Causes, Priorities = [Merged.Standing[0].ToOption()] };

    private static Round Skipped => Causes.Skipping(Stage.Causes, new("facilitator"), "The schools named them at the conference in October.", At(30, 18)) with { Stage = Stage.Approaches };

    public static IEnumerable<CardSample> All() => [.. Voters(), .. Owners(), .. Channels()];

    private static IEnumerable<CardSample> Voters()
    {
        var (kestrel, other) = (Open.Electorate.Seats[0], Open.Electorate.Seats[10]);
        Language.Message View(Seat seat, Round round, ProposalBook book, DateTimeOffset now, string? problem = null, IReadOnlyDictionary<string, string>? kept = null) =>
            ProposalCards.ForVoter(new(round, seat, seat.Voters[0], book, Themes, now, "fresh", TeamsUser, problem, kept));
        return
        [
            new(Part, "Head, to propose", View(other, Open, Nothing, At(17, 9))),
            new(Part, "Head, to propose beside others", View(other, Open, Book, At(17, 9))),
            new(Part, "Head, proposed", View(kestrel, Open, Book, At(17, 9))),
            new(Part, "Head, not proposed yet", View(other, Open, Book, At(17, 9), "Choose a theme from the list.", new Dictionary<string, string> { [ProposalCards.TextInput] = "Reading for pleasure" })),
            new(Part, "Head, proposals closed", View(kestrel, Merging, Merged, At(24, 11))),
            new(Part, "Head, too late to propose", View(other, Merging, Book, At(24, 11), "Proposals closed before yours arrived.")),
            new(Part, "Head, proposals closed, voting", View(kestrel, Open with { Stage = Stage.Vote }, Merged, At(25, 11))),
            new(Part, "Head, told of a merge", ProposalCards.Joined(Merging, kestrel, Merged.FindMerge("m")!, Merged)),
            new(Part, "Head of two schools", RoundCards.ChooseSeat(Open, Stage.Proposals, [kestrel, other])),
            new(Part, "Nobody’s round", RoundCards.NotYours()),
        ];
    }

    private static IEnumerable<CardSample> Owners()
    {
        Language.Message View(Round round, ProposalBook book, string? problem = null, IReadOnlyDictionary<string, string>? kept = null) =>
            RoundOwnerCards.ForOwner(new(round, book, 5, Themes, "fresh", TeamsUser, problem, kept));
        return
        [
            new(Part, "Facilitator, planned", View(Open with { Stage = Stage.Planned }, Nothing)),
            new(Part, "Facilitator, proposals", View(Open, Book)),
            new(Part, "Facilitator, may join proposals", View(Merging, Book)),
            new(Part, "Facilitator, not joined yet", View(Merging, Book, "Choose two proposals or more to join.", new Dictionary<string, string> { [RoundOwnerCards.JoinedInput] = "a", [RoundOwnerCards.MergedTextInput] = "Early language" })),
            new(Part, "Facilitator, too few proposals", View(Merging, Nothing)),
            new(Part, "Facilitator, the vote waits", View(Merging with { WaitsSince = At(25, 9) }, Nothing)),
            new(Part, "Facilitator, the vote", View(Open with { Stage = Stage.Vote }, Merged)),
            new(Part, "Facilitator, causes", View(Causes, Merged)),
            new(Part, "Facilitator, skipped a stage", View(Skipped, Merged)),
            new(Part, "Facilitator, complete", View(Causes with { Stage = Stage.Finished, End = RoundEnd.Agreed }, Merged)),
            new(Part, "Facilitator, of two rounds", RoundOwnerCards.Choose([Open, Open with { Id = new("round-2"), GroupName = "Tarnside Network" }], new("round-3"))),
        ];
    }

    private static IEnumerable<CardSample> Channels()
    {
        Language.Message View(Round round, ProposalBook book) => RoundChannelCards.ForChannel(round, book.Standing, round.EndsAt?.AddDays(-1) ?? At(30, 18));
        return
        [
            new(Part, "Channel, proposals", View(Open, Book)),
            new(Part, "Channel, proposals closed", View(Merging, Book)),
            new(Part, "Channel, the vote waits", View(Merging with { WaitsSince = At(25, 9) }, Nothing)),
            new(Part, "Channel, the vote", View(Open with { Stage = Stage.Vote }, Merged)),
            new(Part, "Channel, causes", View(Causes, Merged)),
            new(Part, "Channel, causes skipped", View(Skipped, Merged)),
            new(Part, "Channel, complete", View(Causes with { Stage = Stage.Finished, End = RoundEnd.Agreed }, Merged)),
            new(Part, "Channel, nothing agreed", View(Open with { Stage = Stage.Finished, End = RoundEnd.NothingAgreed }, Merged)),
            new(Part, "Channel, without a vote", View(Merging.Skipping(Stage.Vote, new("facilitator"), "Nobody proposed anything this term.", At(25, 10)) with { Stage = Stage.Finished, End = RoundEnd.NotVoted }, Nothing)),
        ];
    }

    private static Proposal Of(string id, int school, string text, string theme, string? why) =>
        new(id, Open.Electorate.Seats[school].Id, new($"head-{school}"), 0, text, theme, why, Started.AddHours(school + 1));

    private static DateTimeOffset At(int day, int hour) => new(2026, 11, day, hour, 0, 0, TimeSpan.Zero);
}
