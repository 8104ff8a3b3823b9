using TeamsBot.Core.Conversations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>Takes what a school says in a stage, in time for it (rules V9, V10).</summary>
public sealed class ContributeToStage<TBook>(RoundStore rounds, StageStore<TBook> books, RoundNews news)
    where TBook : StageBook
{
    public Task<StageOutcome<TBook>> HandleAsync(Caller caller, RoundId id, SeatId seatId, StageAct<TBook> act, CancellationToken cancellation) =>
        Race.RetryAsync<StageOutcome<TBook>>(async () =>
        {
            if (await rounds.FindStoredAsync(caller.Tenant, id, cancellation) is not { Round: var round } read || round.Electorate.Find(seatId) is not { } seat || seat.RankOf(caller.Person) is null)
            {
                return new StageOutcome<TBook>.NotYours();
            }

            var (book, now) = (await books.ReadAsync(round, cancellation), news.Now);
            var outcome = act.Decide(round, book, seat, caller.Person, now);
            if (outcome is not StageOutcome<TBook>.Done { Write: { } write } done)
            {
                return outcome;
            }

            // Rows are only ever added, so a school answers for the first time once.
            var told = book.HasHeard(seat.Id) ? [] : CausesParts.FirstOf(round, act.Stage, seat.Id);
            return await news.SaveAsync(read, round, new(caller.Person.Value, done.What, now), cancellation, [write], told) ? outcome : null;
        });
}
