using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>A reminder to each voter of a seat that has not voted when it is planned, nor when it is sent (rule V20).</summary>
public sealed class RemindCards(PollStore polls, SchoolCalendar calendar, TimeProvider clock) : Dispatch
{
    private const string Prefix = "remind-";

    public override string Kind => "polls.reminder";

    /// <summary>What did not go out before the evening goes out in the morning.</summary>
    public override DateTimeOffset? NotBefore(DateTimeOffset now) => calendar.IsQuiet(now) ? calendar.NextWorking(now) : null;

    /// <param name="number">1 for a poll's first reminder.</param>
    public static string NameOf(int number) => $"{Prefix}{number}";

    public static Intent IntentOf(Poll poll, int number) => new(poll.Tenant, PollStore.Partition(poll.Tenant, poll.Id), NameOf(number), "polls.reminder", poll.Id.Value);

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        if (await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } poll)
        {
            return null;
        }

        if (IsOver(poll))
        {
            return [];
        }

        var voted = await polls.VotedSeatsAsync(poll, cancellation);
        return
        [
            .. poll.Electorate.Seats
                .Where(seat => !voted.Contains(seat.Id))
                .SelectMany(seat => seat.Voters, (seat, voter) => new Recipient(PollIntents.RecipientOf(seat.Id, voter), new Target.Person(voter)))
                .OrderBy(recipient => recipient.Id, StringComparer.Ordinal),
        ];
    }

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        var (seatId, voter) = PollIntents.Read(recipient.Id);
        var poll = await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation);
        if (poll?.Electorate.Find(seatId) is not { } seat || IsOver(poll) || calendar.IsQuiet(clock.GetUtcNow()) || await polls.HasVotedAsync(poll, seatId, cancellation))
        {
            return null;
        }

        return ToVoter(new(poll, seat, voter, null, await polls.VotedAsync(poll, cancellation), clock.GetUtcNow(), teamsUserId));
    }

    /// <summary>The short card: one fact and one button, which opens the seat's ballot in its place.</summary>
    internal static Message ToVoter(VoterView view)
    {
        var (poll, seat) = (view.Poll, view.Seat);
        var card = new AdaptiveCard
        {
            FallbackText = $"{poll.GroupName} still waits for the vote of {seat.Name}. Voting closes on {When.DayAndTime(poll.ClosesAt)}.",
            Speak = $"{poll.GroupName} still waits for the vote of {seat.Name}. Voting closes on {When.DayAtTime(poll.ClosesAt)}.",
            Refresh = Refresh.For(view.TeamsUserId, PollCards.Show, PollCards.DataOf(view)),
            Body =
            [
                FromLine(Bold(poll.GroupName), " asks again for the vote of ", Bold(seat.Name), ", because its vote has not come yet."),
                Heading($"{Words.Sentence(poll.Electorate.Says.You)} can still vote"),
                Paragraph(Bold($"Closes {When.DayAndTime(poll.ClosesAt)}. "), $"{PollCards.HaveVoted(poll, view.Voted)} It takes about a minute."),
                WhoCanSeeThis("only you. Nobody is told that you were reminded.", underLine: true),
                Buttons(Main(new ActionExecute("Vote now", PollCards.Show, PollCards.DataOf(view)))),
            ],
        };
        return new(card, $"{poll.GroupName}: {poll.Electorate.Says.You} can still vote, until {When.ShortDay(poll.ClosesAt)}");
    }

    private bool IsOver(Poll poll) => poll.State is not PollState.Open || clock.GetUtcNow() >= poll.ClosesAt;
}
