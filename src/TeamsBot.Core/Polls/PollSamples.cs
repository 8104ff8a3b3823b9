using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Polls;

/// <summary>The cards of a poll of an invented network in every state, for every reader.</summary>
internal static class PollSamples
{
    private const string Part = "Polls";
    private const string TeamsUser = "29:head-of-kestrel-bank";

    private static readonly DateTimeOffset Opened = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Closes = new(2026, 11, 27, 17, 0, 0, TimeSpan.Zero);

    private static readonly string[] Schools =
    [
        "Kestrel Bank Primary", "Alder Grange Community Primary", "Beckside Church of England Primary", "Calderwood High", "Dunnow Infant", "Eller Bank Junior", "Fellside Academy",
        "Gorse Hill Primary", "Hollin Rise Primary", "Ivy Lane Nursery", "Jackdaw Special", "Kirk Beck Primary", "Larch Hill Primary", "Moor End High", "Nether Mill Primary",
        "Old Mill Primary", "Pinfold Primary", "Quarry Side Primary", "Rowan Tree Pupil Referral Unit",
    ];

    public static Poll Open { get; } = new()
    {
        Tenant = new("tenant"),
        Id = new("poll-1"),
        Group = new("network-alder-vale"),
        GroupName = "Alder Vale Network",
        BoardName = "Fernshaw Locality Board",
        Wording = new(
            version: 1,
            [
                new("p1", "Early language: more children talking well by five", "Early language"),
                new("p2", "Attendance of pupils who miss a day a week", "Attendance"),
                new("p3", "Waiting times for mental health support", "Mental health waits"),
                new("p4", "Helping families support learning at home", "Family support"),
                new("p5", "Special school places close to home", "Special school places"),
                new("p6", "Reading at the move to Year\u00A07", "Year\u00A07 reading"),
                new("p7", "Exclusions in Years\u00A08 and\u00A09", "Exclusions"),
            ],
            atMost: 3),
        Electorate = new(Schools.Select((name, at) => new Seat(new($"school-{at:00}"), name, at == 9 ? [] : [new($"head-{at}"), new($"deputy-{at}")]))),
        Rule = AgreementRule.MoreThanHalf(3),
        Ask = Ask.Support,
        Visibility = Visibility.Members,
        OpenedBy = new("facilitator"),
        OpenedAt = Opened,
        ClosesAt = Closes,
        State = PollState.Open,
        Audit = AuditChain.Empty,
    };

    public static Poll Agreed => Open.Close(Ballots(11, 9, 8, 4, 3, 2, 1), Closes);

    public static Poll Tied => Open.Close(Ballots(10, 9, 8, 8, 2, 0, 0), Closes);

    public static IEnumerable<CardSample> All() => [.. Voters(), .. Time(), .. Channel(), .. Results()];

    private static IEnumerable<CardSample> Voters()
    {
        var ballots = Ballots(11, 9, 8, 4, 3, 2, 1);
        var seat = Open.Electorate.Seats[0];
        var (head, deputy, mine) = (seat.Voters[0], seat.Voters[1], ballots[0]);
        VoterView View(PersonId voter, Ballot? ballot, DateTimeOffset now) => new(Open, seat, voter, ballot, ballots.Count, now, TeamsUser);
        var (during, after) = (Closes.AddDays(-3), Closes);
        return
        [
            new(Part, "Head, to vote", PollCards.ForVoter(View(head, null, during))),
            new(Part, "Head, over the deputy’s vote", PollCards.ForVoter(View(head, mine with { Person = deputy, Rank = 1 }, during))),
            new(Part, "Head, not counted yet", PollCards.ToVote(View(head, null, during), "You ticked 4. Tick 3 at most.", "p1,p2,p3,p4")),
            new(Part, "Head, voted", PollCards.ForVoter(View(head, mine, during))),
            new(Part, "Head, chose none", PollCards.ForVoter(View(head, mine with { Choices = Choices.None }, during))),
            new(Part, "Head, to change the vote", PollCards.ToVote(View(head, mine, during))),
            new(Part, "Deputy, the head has voted", PollCards.ForVoter(View(deputy, mine, during))),
            new(Part, "Head, while it is counted", PollCards.ForVoter(View(head, mine, after))),
            new(Part, "Head, while it is counted, not voted", PollCards.ForVoter(View(head, null, after))),
            new(Part, "Head, too late", ResultCards.TooLate(Open, seat, null, ["Early language", "Attendance"], Closes.AddMinutes(4))),
            new(Part, "Nobody’s ballot", VoterTurn.NotYours().Message),
        ];
    }

    /// <summary>Reminders, and more time.</summary>
    private static IEnumerable<CardSample> Time()
    {
        var (seat, during) = (Open.Electorate.Seats[0], Closes.AddDays(-1));
        var more = new Extension(Open.OpenedBy, during, Closes, Closes.AddDays(3), "Two schools were closed by snow.");
        var extended = Open with { ClosesAt = more.To, Extensions = [more] };
        return
        [
            new(Part, "Head, reminded", RemindCards.ToVoter(new(Open, seat, seat.Voters[0], null, 12, during, TeamsUser))),
            new(Part, "Head, told of more time", OwnerCards.MoreTimeFor(new(extended, seat, seat.Voters[0], null, 12, during, TeamsUser), more)),
            new(Part, "Channel, with more time", PollChannelCards.ForChannel(extended, 12, during)),
        ];
    }

    private static IEnumerable<CardSample> Channel() =>
    [
        new(Part, "Channel, open", PollChannelCards.ForChannel(Open, 11, Closes.AddDays(-3))),
        new(Part, "Channel, while it is counted", PollChannelCards.ForChannel(Open, 14, Closes)),
        new(Part, "Channel, of two schools", PollChannelCards.ChooseSeat(Open, [Open.Electorate.Seats[0], Open.Electorate.Seats[1]])),
    ];

    private static IEnumerable<CardSample> Results()
    {
        (string Name, IReadOnlyList<Ballot> Ballots)[] outcomes =
        [
            ("agreed", Ballots(11, 9, 8, 4, 3, 2, 1)), ("tied", Ballots(10, 9, 8, 8, 2, 0, 0)), ("not agreed", Ballots(6, 6, 5, 5, 4, 4, 3)), ("not quorate", Ballots(11, 9, 8, 4, 3, 2, 1)[..6]),
            ("nobody voted", []),
        ];
        foreach (var (name, ballots) in outcomes)
        {
            var (closed, seat) = (Open.Close(ballots, Closes), Open.Electorate.Seats[0]);
            var mine = ballots.Count == 0 ? null : ballots[0];
            yield return new(Part, $"Head, {name}", PollCards.ForVoter(new(closed, seat, seat.Voters[0], mine, ballots.Count, Closes, TeamsUser)));
            yield return new(Part, $"Channel, {name}", PollChannelCards.ForChannel(closed, ballots.Count, Closes));
        }

        var agreed = Open.Close(outcomes[0].Ballots, Closes);
        yield return new(Part, "Head, votes by school", ResultCards.VotesBySchool(agreed, outcomes[0].Ballots));
        yield return new(Part, "Head, too late, with the result", ResultCards.TooLate(agreed, Open.Electorate.Seats[0], outcomes[0].Ballots[0], ["Early language"], Closes.AddMinutes(4)));
    }

    /// <summary>Fourteen ballots that choose the options so often, in the wording's order; the last chooses none.</summary>
    internal static List<Ballot> Ballots(params IReadOnlyList<int> counts)
    {
        const int Choosing = 13;
        var votes = counts.SelectMany((count, option) => Enumerable.Repeat($"p{option + 1}", count)).Select((option, at) => (Option: option, Ballot: at % Choosing)).ToLookup(vote => vote.Ballot, vote => vote.Option);
        return [.. Enumerable.Range(0, Choosing + 1).Select(at => new Ballot(Open.Electorate.Seats[at].Id, new($"head-{at}"), 0, new(votes[at]), Opened.AddHours(at), 1, AuditChain.Empty))];
    }
}
