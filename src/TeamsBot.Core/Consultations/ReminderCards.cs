using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Consultations;

/// <summary>A reminder to each head and deputy of a school that has not answered when it is planned, nor when it is sent (rule V20).</summary>
public sealed class ReminderCards(ConsultationStore consultations, SchoolCalendar calendar, TimeProvider clock) : Dispatch
{
    public override string Kind => ConsultationIntents.Reminders;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        if (await consultations.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } asked)
        {
            return null;
        }

        if (IsOver(asked))
        {
            return [];
        }

        var answered = await consultations.AnsweredAsync(asked, cancellation);
        return
        [
            .. asked.Roll.Electorate.Seats
                .Where(seat => !answered.Contains(seat.Id))
                .SelectMany(seat => seat.Voters, (seat, voter) => new Recipient(PollIntents.RecipientOf(seat.Id, voter), new Target.Person(voter)))
                .OrderBy(recipient => recipient.Id, StringComparer.Ordinal),
        ];
    }

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        var (seatId, voter) = PollIntents.Read(recipient.Id);
        var asked = await consultations.FindAsync(intent.Tenant, new(intent.Subject), cancellation);
        if (asked?.Roll.Electorate.Find(seatId) is not { } seat || IsOver(asked) || calendar.IsQuiet(clock.GetUtcNow()) || await consultations.FindAnswerAsync(asked, seatId, cancellation) is not null)
        {
            return null;
        }

        return ToSchool(new(asked, seat, voter, null, (await consultations.AnsweredAsync(asked, cancellation)).Count, clock.GetUtcNow(), teamsUserId));
    }

    /// <summary>The short card: one fact and one button, which opens the school's card in its place.</summary>
    internal static Message ToSchool(SchoolView view)
    {
        var (asked, seat) = (view.Consultation, view.Seat);
        var card = new AdaptiveCard
        {
            FallbackText = $"{asked.AskedBy} still waits for the answer of {seat.Name}. It closes on {When.DayAndTime(asked.ClosesAt)}.",
            Speak = $"{asked.AskedBy} still waits for the answer of {seat.Name}. It closes on {When.DayAtTime(asked.ClosesAt)}.",
            Refresh = Refresh.For(view.TeamsUserId, AnswerCards.Show, AnswerCards.DataOf(view)),
            Body =
            [
                FromLine(Bold(asked.AskedBy), " asks again for the answer of ", Bold(seat.Name), ", because it has not come yet."),
                Heading("Your school can still answer"),
                Paragraph(Bold(asked.Questions.Title)),
                Paragraph(Bold($"Closes {When.DayAndTime(asked.ClosesAt)}. "), $"{AnswerCards.HaveAnswered(asked, view.Answered)} It takes a few minutes."),
                WhoCanSeeThis("only you. Nobody is told that you were reminded.", underLine: true),
                Buttons(Main(new ActionExecute("Answer now", AnswerCards.Show, AnswerCards.DataOf(view)))),
            ],
        };
        return new(card, $"{asked.AskedBy}: your school can still answer, until {When.ShortDay(asked.ClosesAt)}");
    }

    private bool IsOver(Consultation asked) => asked.State is not ConsultationState.Open || clock.GetUtcNow() >= asked.ClosesAt;
}

/// <summary>What stands in place of a reminder after the close: the result.</summary>
public sealed class FinishedReminders(ConsultationStore consultations, DeliveryReport deliveries, SchoolCards cards) : Dispatch
{
    public override string Kind => ConsultationIntents.RemindersClosed;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        if (await consultations.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is null)
        {
            return null;
        }

        var reminder = ConsultationIntents.ReminderOf(intent);
        return
        [
            .. (await deliveries.SentToAsync(intent.Partition, reminder, cancellation))
                .Order(StringComparer.Ordinal)
                .Select(id => new Recipient(id, new Target.Person(PollIntents.Read(id).Voter), (reminder, id))),
        ];
    }

    public override Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        cards.MessageAsync(intent, recipient, teamsUserId, reminder, cancellation);
}
