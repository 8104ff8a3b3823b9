using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>Falls back to the channel where cards do not arrive (rule S3): once a poll, with how many schools that are, never which, nor whose.</summary>
public sealed class TellChannel(RemindStore reminders, ReachPoll reach, ReachNews news, TimeProvider clock)
{
    public const string Intent = "reach-told";

    public static Intent IntentOf(Poll poll) => new(poll.Tenant, PollStore.Partition(poll.Tenant, poll.Id), Intent, ChannelReach.DispatchKind, poll.Id.Value);

    /// <returns>Whether the channel is told now; false where it was told before (rule V7), everyone can be reached, or voting is over. Null where it was not done for certain: read again.</returns>
    public async Task<bool?> HandleAsync(StoredReminders read, PersonId who, CancellationToken cancellation)
    {
        var poll = read.Poll.Poll;
        var stands = await reach.HandleAsync(poll, read.Reminders, cancellation);
        if (poll.IsRestricted || poll.State is not PollState.Open || clock.GetUtcNow() >= poll.ClosesAt || stands.Unreached.IsEmpty || stands.Channel is not ChannelNotice.NotTold)
        {
            return false;
        }

        var announced = await news.AnnounceAsync(poll, IntentOf(poll), cancellation);
        var now = clock.GetUtcNow();
        return !announced.Ticket.IsStale(now) && now < poll.ClosesAt
            && await reminders.SaveActAsync(read.Poll, (who.Value, $"tell channel {stands.Unreached.Length}", now), announced.Writes, cancellation) is Committed.Done ? true : null;
    }
}

/// <summary>What stands in the channel for those who get no card: while voting runs the way to vote, then the result.</summary>
public sealed class ChannelReach(RemindStore reminders, ReachPoll reach, TimeProvider clock) : Dispatch
{
    internal const string DispatchKind = "polls.reachChannel";

    public override string Kind => DispatchKind;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await reminders.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { Poll.Poll: var poll }
            ? poll.IsRestricted ? [] : [new(poll.Group.Value, new Target.Channel(poll.Group), intent.Name == TellChannel.Intent ? null : (TellChannel.Intent, poll.Group.Value))]
            : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        if (await reminders.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { Poll.Poll: var poll } read)
        {
            return null;
        }

        var unreached = (await reach.HandleAsync(poll, read.Reminders, cancellation)).Unreached.Length;
        return intent.Name == TellChannel.Intent && (unreached == 0 || poll.State is not PollState.Open) ? null : Card(poll, unreached, clock.GetUtcNow());
    }

    internal static Message Card(Poll poll, int unreached, DateTimeOffset now)
    {
        var over = poll.State is not PollState.Open || now >= poll.ClosesAt;
        var heading = poll.Result is { } result ? $"{ResultCards.StatusOf(result.Outcome)}: voting has closed" : over ? "Voting has closed" : "You can vote from here";
        var schools = Words.Sentence(Words.Some(unreached, poll.Electorate.Says.One));
        var card = new AdaptiveCard
        {
            FallbackText = over ? $"{poll.GroupName}: voting has closed." : $"{schools} of {poll.GroupName} cannot be reached by a card. Voting is open until {When.DayAndTime(poll.ClosesAt)}.",
            Speak = over ? $"{poll.GroupName}: voting has closed." : $"{schools} of {poll.GroupName} cannot be reached by a card. You can vote from here until {When.DayAtTime(poll.ClosesAt)}.",
            Body =
            [
                FromLine(Bold(poll.GroupName), $" {(over ? "asked" : "asks")} {(poll.Electorate.Says == SeatWords.OfBoard ? "every member for their" : "every head and deputy for their school’s")} vote."),
                Heading(heading),
                over ? Paragraph($"Voting closed on {When.DayAtTime(poll.ClosesAt)}. The poll’s own card in this channel has the result.")
                    : Paragraph(Bold($"Closes {When.DayAndTime(poll.ClosesAt)}. "), $"{schools} cannot be reached by a card of their own. If you have had no card, press Vote."),
                WhoCanSeeThis(over ? "everyone in this team." : "everyone in this team. Your vote opens in a view of your own.", underLine: true),
                .. over ? [] : (Element[])[Buttons(Main(new ActionExecute("Vote", PollCards.FindBallot, new() { ["poll"] = poll.Id.Value })))],
            ],
        };
        return new(card, over ? $"{poll.GroupName}: voting has closed" : $"{poll.GroupName}: vote from the channel until {When.ShortDay(poll.ClosesAt)}");
    }
}
