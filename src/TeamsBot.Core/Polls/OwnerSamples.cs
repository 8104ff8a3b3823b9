using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Polls;

/// <summary>The cards of whoever runs a poll, in every state, and what everybody else sees of what they did.</summary>
internal static class OwnerSamples
{
    private const string Part = "Running a poll";
    private const string TeamsUser = "29:facilitator";

    private static readonly PollRights Both = new(Facilitates: true, Role.Facilitator);
    private static readonly PollRights Chair = new(Facilitates: false, Role.Chair);

    public static IEnumerable<CardSample> All() => [.. Time(), .. Early(), new(Part, "Not the facilitator", OwnerCards.NotYours())];

    private static IEnumerable<CardSample> Time()
    {
        var (poll, during) = (PollSamples.Open, PollSamples.Open.ClosesAt.AddDays(-1));
        var more = new Extension(poll.OpenedBy, during, poll.ClosesAt, poll.ClosesAt.AddDays(3), "Two schools were closed by snow.");
        var typed = new Dictionary<string, string> { [OwnerCards.UntilInput] = PollForm.Value(more.To), [OwnerCards.WhyInput] = "" };
        return
        [
            new(Part, "Facilitator, while it is open", OwnerCards.ForOwner(new(poll, Both, 12, during, TeamsUser))),
            new(Part, "Facilitator, more time not given yet", OwnerCards.ForOwner(new(poll, Both, 12, during, TeamsUser, "Not changed yet. Write a reason.", typed))),
            new(Part, "Facilitator, gave more time", OwnerCards.ForOwner(new(poll with { ClosesAt = more.To, Extensions = [more] }, Both, 12, during, TeamsUser))),
            new(Part, "Facilitator, while it is counted", OwnerCards.ForOwner(new(poll, Both, 14, poll.ClosesAt, TeamsUser))),
        ];
    }

    public static IEnumerable<CardSample> Reworded()
    {
        var (poll, at) = (PollSamples.Open, PollSamples.Open.ClosesAt.AddDays(-4));
        var (seat, ballot) = (poll.Electorate.Seats[0], PollSamples.Ballots(11, 9, 8, 4, 3, 2, 1)[0]);
        var amended = poll with { Wording = new(2, [.. poll.Wording.Options.Select(option => option.Id == "p7" ? option with { Text = "Exclusions and suspensions in Years\u00A08 and\u00A09" } : option)], 3) { Amendment = new(poll.OpenedBy, at, "Several heads asked whether suspensions are meant.") } };
        VoterView View(Ballot? standing) => new(amended, seat, seat.Voters[0], standing, standing is null ? 0 : 12, at, TeamsUser);
        return
        [
            new(Part, "Facilitator, new words while nobody has voted", RewordCards.Form(new(poll, Both, 0, at, TeamsUser))),
            new(Part, "Facilitator, new words once schools have voted", RewordCards.Form(new(poll, Both, 12, at, TeamsUser))),
            new(Part, "Facilitator, words not changed yet", RewordCards.Form(new(poll, Both, 12, at, TeamsUser, "Not changed yet. Write a reason.", new Dictionary<string, string> { [RewordCards.WordsInput(0)] = "Early talk" }))),
            new(Part, "Facilitator, changed the words", OwnerCards.ForOwner(new(amended, Both, 12, at, TeamsUser))),
            new(Part, "Head, told of new words", RewordCards.ToVoter(View(ballot), poll.Wording)),
            new(Part, "Head, told of new words, not voted", RewordCards.ToVoter(View(null), new(1, [.. poll.Wording.Options.Take(5), new("p8", "Uniform", "Uniform")], 3))),
            new(Part, "Head, to vote on new words", PollCards.ForVoter(View(null))),
            new(Part, "Head, voted before the words changed", PollCards.ForVoter(View(ballot))),
            new(Part, "Channel, with new words", PollChannelCards.ForChannel(amended, 12, at)),
        ];
    }

    public static IEnumerable<CardSample> Seats()
    {
        var (poll, seat) = (PollSamples.Open, PollSamples.Open.Electorate.Seats[0]);
        var view = new OwnerView(poll, Both, 12, poll.ClosesAt.AddDays(-2), TeamsUser);
        Successors[] changed = [new(seat, "Head of Kestrel Bank and Deputy of Kestrel Bank"), new(poll.Electorate.Seats[9], "Head of Ivy Lane")];
        return
        [
            new(Part, "Facilitator, who votes", SeatCards.Form(view, changed)),
            new(Part, "Facilitator, who votes, not changed yet", SeatCards.Form(view with { Note = "Not changed yet. Write a reason.", Kept = new Dictionary<string, string> { [SeatCards.SeatInput] = seat.Id.Value } }, changed)),
            new(Part, "Facilitator, nobody to change", SeatCards.Form(view with { Note = "✓ The seat has passed on. Who joins gets a card." }, [])),
            new(Part, "Head, the seat has passed on", SeatCards.Left(poll, seat)),
        ];
    }

    public static IEnumerable<CardSample> Lists()
    {
        var (open, closes, ballots) = (PollSamples.Open, PollSamples.Open.ClosesAt, PollSamples.Ballots(11, 9, 8, 4, 3, 2, 1));
        const string Why = "Two schools could not take part because of the snow.";
        var closed = open.Close(ballots, closes);
        var before = closed with { AskedAgain = new(new("poll-2"), open.OpenedBy, closes.AddDays(3), Why) };
        var again = open with { Id = new("poll-2"), OpenedAt = closes.AddDays(3), ClosesAt = closes.AddDays(14), Reopens = new(open.Id, closes, Why) };
        var (seat, now) = (open.Electorate.Seats[0], closes.AddDays(4));
        return
        [
            new(Part, "Facilitator, the list", ListPolls.Card([again, before])),
            new(Part, "Facilitator, an empty list", ListPolls.Card([])),
            new(Part, "Nobody’s polls", ListPolls.NotAnOwner()),
            new(Part, "Facilitator, may ask again", OwnerCards.ForOwner(new(closed, Both, ballots.Count, now, TeamsUser))),
            new(Part, "Facilitator, asked again", OwnerCards.ForOwner(new(before, Both, ballots.Count, now, TeamsUser, AskAgainTurn.WhyNot(before)))),
            new(Part, "Channel, asked again", PollChannelCards.ForChannel(before, ballots.Count, now)),
            new(Part, "Channel, asks again", PollChannelCards.ForChannel(again, 0, now)),
            new(Part, "Head, to vote again", PollCards.ForVoter(new(again, seat, seat.Voters[0], null, 0, now, TeamsUser))),
        ];
    }

    private static IEnumerable<CardSample> Early()
    {
        var (poll, at) = (PollSamples.Open, PollSamples.Open.ClosesAt.AddDays(-2));
        var nobody = poll with { Electorate = new(poll.Electorate.Seats.Select((seat, n) => n < 9 ? seat : seat with { Voters = [] })) };
        var (ballots, seat) = (PollSamples.Ballots(11, 9, 8, 4, 3, 2, 1), poll.Electorate.Seats[0]);
        var closed = ClosedEarly(poll, "Every school has voted, and the board meets tomorrow.");
        return
        [
            new(Part, "Chair, everybody has voted", OwnerCards.ForOwner(new(poll, Chair, poll.Electorate.Voting, at, TeamsUser))),
            new(Part, "Facilitator beside a chair, everybody has voted", OwnerCards.ForOwner(new(poll, PollRights.Facilitator, poll.Electorate.Voting, at, TeamsUser))),
            new(Part, "Chair, not closed yet", OwnerCards.ForOwner(new(poll, Chair, 12, at, TeamsUser, "Not closed yet. Write a reason.", new Dictionary<string, string> { [OwnerCards.CloseReasonInput] = "" }))),
            new(Part, "Facilitator, nothing can change the result", OwnerCards.ForOwner(new(nobody, Both, 5, at, TeamsUser))),
            new(Part, "Chair, closed it early", OwnerCards.ForOwner(new(closed, Chair, ballots.Count, at, TeamsUser))),
            new(Part, "Head, closed early", PollCards.ForVoter(new(closed, seat, seat.Voters[0], ballots[0], ballots.Count, at, TeamsUser))),
            new(Part, "Channel, closed early", PollChannelCards.ForChannel(closed, ballots.Count, at)),
            new(Part, "Channel, closed because nothing could change", PollChannelCards.ForChannel(ClosedEarly(nobody, why: null), 5, at)),
            new(Part, "Head, too late after an early close", ResultCards.TooLate(closed, seat, null, ["Early language"], at.AddMinutes(4))),
        ];

        Poll ClosedEarly(Poll open, string? why) =>
            (open with { ClosesAt = at, Early = new(new("chair"), Role.Chair, at, open.ClosesAt, why) }).Close(why is null ? ballots.Take(5) : ballots, at);
    }
}
