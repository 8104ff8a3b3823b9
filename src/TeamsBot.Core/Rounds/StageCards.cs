using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Rounds;

/// <summary>
/// The card that a stage has for each voter of each seat: posted when the stage begins, brought up to date once when it is over. A stage that is registered
/// as one of these is offered by the form, has its button in the channel, and is opened from there.
/// </summary>
public abstract class StageCards(RoundStore rounds) : Dispatch
{
    public abstract Stage Stage { get; }

    protected RoundStore Rounds { get; } = rounds;

    public sealed override string Kind => RoundIntents.CardsOf(Stage);

    /// <summary>The card as it stands now for one voter of one seat.</summary>
    public abstract Task<Message> ForVoterAsync(Round round, Seat seat, PersonId voter, string? teamsUserId, CancellationToken cancellation);

    /// <summary>What the group's channel shows of the stage: how many schools have answered while it is on, and what they said when it is over.</summary>
    public virtual Task<IReadOnlyList<Element>> InChannelAsync(Round round, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Element>>([]);

    public sealed override string? NotedAs(Intent intent, Recipient recipient) => intent.Name == RoundIntents.Opening(Stage) ? intent.Subject : null;

    public sealed override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        if (await Rounds.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } round)
        {
            return null;
        }

        var opening = RoundIntents.Opening(Stage);
        return
        [
            .. round.Electorate.Seats
                .SelectMany(seat => seat.Voters, (seat, voter) => (Id: PollIntents.RecipientOf(seat.Id, voter), voter))
                .OrderBy(pair => pair.Id, StringComparer.Ordinal)
                .Select(pair => new Recipient(pair.Id, new Target.Person(pair.voter), intent.Name == opening ? null : (opening, pair.Id))),
        ];
    }

    public sealed override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        var (seatId, voter) = PollIntents.Read(recipient.Id);
        return await Rounds.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } round && round.Electorate.Find(seatId) is { } seat
            ? await ForVoterAsync(round, seat, voter, teamsUserId, cancellation)
            : null;
    }
}

/// <summary>Finds what a press on a stage's card is about. All that a card carries is a claim.</summary>
public sealed class StagePress(RoundStore rounds, Outbox outbox)
{
    /// <summary>The round and the caller's own seat that the card names; null where there is none such, or not theirs (rule T2). A press in a personal chat shows that the card arrived.</summary>
    public async Task<(Round Round, Seat Seat)?> FindAsync(Press press, Stage stage, CancellationToken cancellation)
    {
        if (await FindRoundAsync(press, cancellation) is not { } round || !PollId.IsWellFormed(press["seat"]) || round.Electorate.Find(new(press["seat"])) is not { } seat || seat.RankOf(press.Caller.Person) is null)
        {
            return null;
        }

        if (press is { Place: Place.Personal, CardActivityId: { } card })
        {
            await outbox.SettleByPressAsync(RoundStore.Partition(round.Tenant, round.Id), RoundIntents.Opening(stage), PollIntents.RecipientOf(seat.Id, press.Caller.Person), card, cancellation);
        }

        return (round, seat);
    }

    public async Task<Round?> FindRoundAsync(Press press, CancellationToken cancellation) =>
        RoundId.IsWellFormed(press["round"]) ? await rounds.FindAsync(press.Caller.Tenant, new(press["round"]), cancellation) : null;
}
