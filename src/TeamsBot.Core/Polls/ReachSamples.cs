using System.Collections.Immutable;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Polls;

/// <summary>The cards about reach of an invented network in every state.</summary>
internal static class ReachSamples
{
    private const string Part = "Polls";
    private const string TeamsUser = "29:facilitator-of-alder-vale";

    public static IEnumerable<CardSample> All()
    {
        var (poll, during) = (PollSamples.Open, PollSamples.Open.ClosesAt.AddDays(-1));
        var seats = poll.Electorate.Seats;
        var reminded = new Reminders([new(Reminders.First, during.AddDays(-2))]);
        ImmutableArray<Unreached> unreached =
        [
            new(seats[9], "No head or deputy is on record.", "ask the administrator to name them for the next poll."),
            new(seats[12], "The app is not on the head’s account.", "ask the school office to add it."),
            new(seats[17], "The app is blocked on the head’s account.", "ring the school."),
        ];
        ImmutableArray<Seat> rest = [.. seats.Where(seat => unreached.All(one => one.Seat != seat))];
        var reach = new Reach(poll, reminded, rest[..12], rest[12..], unreached, ChannelNotice.NotTold);
        return
        [
            new(Part, "Facilitator, some not reached", ReachCards.For(new(reach, during, TeamsUser))),
            new(Part, "Facilitator, some not reached, from the poll", ReachCards.For(new(reach, during, TeamsUser, IsOwners: true))),
            new(Part, "Facilitator, the channel is told", ReachCards.For(new(reach with { Channel = ChannelNotice.Told }, during, TeamsUser, Note: "✓ The channel is being told."))),
            new(Part, "Facilitator, the channel takes no post", ReachCards.For(new(reach with { Channel = ChannelNotice.Failed }, during, TeamsUser))),
            new(Part, "Facilitator, some not reached, a secret vote", ReachCards.For(new(reach with { Poll = poll with { Secrecy = Secrecy.Secret } }, during, TeamsUser))),
            new(Part, "Facilitator, all reached, not all voted", ReachCards.For(new(reach with { Reminders = Reminders.None, Unreached = [], NotYet = [.. rest[12..], .. unreached.Select(one => one.Seat)] }, during, TeamsUser))),
            new(Part, "Facilitator, every school voted", ReachCards.For(new(reach with { Voted = seats, Unreached = [], NotYet = [] }, during, TeamsUser))),
            new(Part, "Facilitator, some not reached, while it is counted", ReachCards.For(new(reach, poll.ClosesAt, TeamsUser))),
            new(Part, "Facilitator, some not reached, closed", ReachCards.For(new(reach with { Poll = PollSamples.Tied }, poll.ClosesAt, TeamsUser))),
            new(Part, "Not the facilitator, who has voted", ReachTurn.NotYours().Message),
            new(Part, "Channel, some get no card", ChannelReach.Card(poll, 3, during)),
            new(Part, "Channel, some got no card, closed", ChannelReach.Card(PollSamples.Tied, 3, poll.ClosesAt)),
        ];
    }
}
