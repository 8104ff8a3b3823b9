using TeamsBot.Core.Conversations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Rounds;

/// <summary>The cards of the round of an invented board, for every reader.</summary>
internal static class BoardRoundSamples
{
    private static readonly GroupId Board = new("locality-fernshaw");

    private static readonly ThemeList Themes = new(0, [new(new("language"), "Early language", null, []), new(new("attendance"), "Attendance", null, [])]);

    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);

    private static readonly Electorate Places = new(((string Id, string Name)[])[("chair", "Chair"), ("vice", "Vice-chair"), ("one", "Member 1"), ("two", "Member 2"), ("three", "Member 3")]
        is var places ? places.Select(place => new Seat(SeatId.OfPlace(Board, new(place.Id)), place.Name, [new(place.Id)])) : []);

    public static Round Locality { get; } = RoundSamples.Open with
    {
        Group = Board,
        GroupName = "Fernshaw Locality Board",
        BoardName = "County Partnership Board",
        Electorate = Places,
        Facilitators = [new("chair"), new("clerk")],
        IsBoards = true,
        Stage = Stage.Merging,
        Plan = new(Monday, Monday, Monday.AddDays(2), Monday.AddDays(9).AddHours(8)),
    };

    private static Round Partnership => Locality with { Group = new("partnership"), GroupName = "County Partnership Board", BoardName = null };

    public static ProposalBook Book { get; } = new(
        [
            Of("a", "network-alder-vale", "Alder Vale Network", "More children talking well by five", "language"),
            Of("b", "network-tarnside", "Tarnside Network", "Early talk in every nursery", "language"),
            Of("c", "network-tarnside", "Tarnside Network", "Pupils who miss a day a week", "attendance"),
        ],
        [],
        []);

    private static ProposalBook AllButOneAnswered { get; } = new([Of("a", "network-alder-vale", "Alder Vale Network", "More children talking well by five", "language")], [], []);

    public static IEnumerable<CardSample> All() => [.. Of("Board", Locality), .. Of("Partnership board", Partnership)];

    private static IEnumerable<CardSample> Of(string who, Round round)
    {
        (string State, Round Round, ProposalBook Book)[] stages =
        [
            ("planned", round with { Stage = Stage.Planned }, Book),
            ("what came up", round, Book),
            ("the vote waits", round with { WaitsSince = Monday.AddDays(2) }, AllButOneAnswered),
            ("the vote", round with { Stage = Stage.Vote }, Book),
            ("complete", round with { Stage = Stage.Finished, End = RoundEnd.Agreed, Priorities = [Book.Standing[0].ToOption()] }, Book),
            ("nothing agreed", round with { Stage = Stage.Finished, End = RoundEnd.NothingAgreed }, Book),
        ];
        foreach (var (state, stage, book) in stages)
        {
            yield return new(RoundSamples.Part, $"{who}, channel, {state}", RoundChannelCards.ForChannel(stage, book.Standing, Monday));
            yield return new(RoundSamples.Part, $"{who}, officer, {state}", RoundOwnerCards.ForOwner(new(stage, book, 0, Themes, "fresh", null)));
        }

        var poll = PollOf(round);
        var seat = poll.Electorate.Seats[0];
        yield return new(RoundSamples.Part, $"{who}, member, to vote", PollCards.ForVoter(new(poll, seat, seat.Voters[0], null, 2, poll.OpenedAt, null)));
        yield return new(RoundSamples.Part, $"{who}, channel, the poll", PollChannelCards.ForChannel(poll, 2, poll.OpenedAt));
    }

    private static Poll PollOf(Round round) => PollSamples.Open with
    {
        Id = round.Poll,
        Round = round.Id,
        Group = round.Group,
        GroupName = round.GroupName,
        BoardName = round.BoardName,
        Wording = new(1, [.. Book.Standing.Select(standing => standing.ToOption())], 2),
        Electorate = round.Electorate,
        Rule = AgreementRule.MoreThanHalf(2),
    };

    private static Proposal Of(string id, string network, string name, string text, string theme) =>
        new(id, new($"group-{network}"), new("bot"), 0, text, theme, name, Monday) { Matter = $"poll~{id}~locality" };
}
