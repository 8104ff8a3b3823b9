using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Consultations;

/// <summary>Each head's and deputy's card for each school, in personal chat: posted when it opens, brought up to date once when it closes, whether or not the school answered; whom none has reached by then is sent the result.</summary>
public sealed class SchoolCards(ConsultationStore consultations, DeliveryReport deliveries, TimeProvider clock) : Dispatch
{
    public override string Kind => ConsultationIntents.Cards;

    public override string? NotedAs(Intent intent, Recipient recipient) => intent.Name == ConsultationIntents.OpenCards ? intent.Subject : null;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        if (await consultations.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } asked)
        {
            return null;
        }

        var updates = intent.Name != ConsultationIntents.OpenCards;
        var reminded = updates ? await RemindedAsync(asked, cancellation) : [];
        return
        [
            .. asked.Roll.Electorate.Seats
                .SelectMany(seat => seat.Voters, (seat, voter) => (Id: PollIntents.RecipientOf(seat.Id, voter), voter))
                .OrderBy(pair => pair.Id, StringComparer.Ordinal)
                .Select(pair => new Recipient(pair.Id, new Target.Person(pair.voter), updates ? (ConsultationIntents.OpenCards, pair.Id) : null, PostIfNone: updates && !reminded.Contains(pair.Id))),
        ];
    }

    // A reminder that stands in a chat turns into the result there (FinishedReminders).
    private async Task<HashSet<string>> RemindedAsync(Consultation asked, CancellationToken cancellation)
    {
        var reminded = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reminder in asked.Reminded.Select(occasion => ConsultationIntents.Remind(asked, occasion)))
        {
            reminded.UnionWith(await deliveries.SentToAsync(reminder.Partition, reminder.Name, cancellation));
        }

        return reminded;
    }

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        var (seatId, voter) = PollIntents.Read(recipient.Id);
        if (await consultations.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } asked || asked.Roll.Electorate.Find(seatId) is not { } seat)
        {
            return null;
        }

        // A county has hundreds of cards: its frozen result says how many answered, and only before there is one are they counted.
        var answered = asked.Result?.Answered ?? (await consultations.AnsweredAsync(asked, cancellation)).Count;
        return AnswerCards.ForSchool(new(asked, seat, voter, await consultations.FindAnswerAsync(asked, seatId, cancellation), answered, clock.GetUtcNow(), teamsUserId));
    }
}

/// <summary>The card in the channel of each network that is asked: posted when it opens, then with the number of answers, then with the result.</summary>
public sealed class NetworkCards(ConsultationStore consultations, TimeProvider clock) : Dispatch
{
    public override string Kind => ConsultationIntents.Channels;

    public override string? NotedAs(Intent intent, Recipient recipient) => intent.Name == ConsultationIntents.OpenChannels ? intent.Subject : null;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await consultations.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } asked
            ?
            [
                .. asked.Scope.Networks.OrderBy(network => network.Value, StringComparer.Ordinal).Select(network => new Recipient(
                    network.Value,
                    new Target.Channel(network),
                    intent.Name == ConsultationIntents.OpenChannels ? null : (ConsultationIntents.OpenChannels, network.Value),
                    PostIfNone: asked.State is ConsultationState.Closed)),
            ]
            : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await consultations.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } asked
            ? ConsultationChannelCards.ForChannel(asked, asked.Result?.Answered ?? (await consultations.AnsweredAsync(asked, cancellation)).Count, clock.GetUtcNow())
            : null;
}

/// <summary>The result, to whoever started it.</summary>
public sealed class StarterCard(ConsultationStore consultations) : Dispatch
{
    public override string Kind => ConsultationIntents.Starter;

    public override string? NotedAs(Intent intent, Recipient recipient) => intent.Subject;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await consultations.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } asked ? [new(asked.StartedBy.Value, new Target.Person(asked.StartedBy))] : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await consultations.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { Result: { } result } asked ? ConsultationResultCards.ForStarter(asked, result) : null;
}
