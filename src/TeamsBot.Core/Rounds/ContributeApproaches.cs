using TeamsBot.Core.Conversations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>Takes what a school says of approaches, in time for the stage (rules V9, V10).</summary>
public sealed class ContributeApproaches(RoundStore rounds, ApproachesStore approaches, RoundNews news)
{
    public Task<ApproachesOutcome> HandleAsync(Caller caller, RoundId id, SeatId seatId, ApproachesAct act, CancellationToken cancellation) =>
        Race.RetryAsync<ApproachesOutcome>(async () =>
        {
            if (await rounds.FindStoredAsync(caller.Tenant, id, cancellation) is not { Round: var round } read || round.Electorate.Find(seatId) is not { } seat || seat.RankOf(caller.Person) is null)
            {
                return new ApproachesOutcome.NotYours();
            }

            var (book, now) = (await approaches.ReadAsync(round, cancellation), news.Now);
            var outcome = act.Decide(round, book, seat, caller.Person, now);
            if (outcome is not ApproachesOutcome.Done { Write: { } write } done)
            {
                return outcome;
            }

            // Rows are only ever added, so a school answers for the first time once.
            var told = book.HasHeard(seat.Id) ? [] : CausesParts.FirstOf(round, Stage.Approaches, seat.Id);
            return await news.SaveAsync(read, round, new(caller.Person.Value, done.What, now), cancellation, [write], told) ? outcome : null;
        });
}
