using TeamsBot.Core.Conversations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>Takes what a school says of causes and pupil groups, in time for the stage (rules V9, V10).</summary>
public sealed class ContributeCauses(RoundStore rounds, CausesStore causes, RoundNews news)
{
    public Task<CausesOutcome> HandleAsync(Caller caller, RoundId id, SeatId seatId, CausesAct act, CancellationToken cancellation) =>
        Race.RetryAsync<CausesOutcome>(async () =>
        {
            if (await rounds.FindStoredAsync(caller.Tenant, id, cancellation) is not { Round: var round } read || round.Electorate.Find(seatId) is not { } seat || seat.RankOf(caller.Person) is null)
            {
                return new CausesOutcome.NotYours();
            }

            var (book, now) = (await causes.ReadAsync(round, cancellation), news.Now);
            var outcome = act.Decide(round, book, seat, caller.Person, now);
            if (outcome is not CausesOutcome.Done { Write: { } write } done)
            {
                return outcome;
            }

            // Rows are only ever added, so a school answers for the first time once.
            var told = book.HasHeard(seat.Id) ? [] : CausesParts.FirstOf(round, Stage.Causes, seat.Id);
            return await news.SaveAsync(read, round, new(caller.Person.Value, done.What, now), cancellation, [write], told) ? outcome : null;
        });
}
