using TeamsBot.Core.Polls;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Rounds;

/// <summary>Rounds that ask for causes, for the seats of a person that have named none.</summary>
public sealed class CausesWaiting(RoundStore rounds, CausesStore causes, TimeProvider clock) : StageWaiting(rounds, clock)
{
    protected override Stage Stage => Stage.Causes;

    protected override string Button => RoundCards.ButtonOf(Stage.Causes);

    protected override string TitleOf(Round round, Seat seat) => $"Name what lies behind the priorities of {round.GroupName}, for {seat.Name}";

    protected override async Task<Func<SeatId, bool>> DoneAsync(Round round, CancellationToken cancellation)
    {
        var book = await causes.ReadAsync(round, cancellation);
        return seat => round.Priorities.Any(priority => book.Of(seat, priority.Id).Any() || book.GroupsOf(seat, priority.Id) is not null);
    }
}

/// <summary>Rounds that ask for approaches, for the seats of a person that have suggested none.</summary>
public sealed class ApproachesWaiting(RoundStore rounds, ApproachesStore approaches, TimeProvider clock) : StageWaiting(rounds, clock)
{
    protected override Stage Stage => Stage.Approaches;

    protected override string Button => RoundCards.ButtonOf(Stage.Approaches);

    protected override string TitleOf(Round round, Seat seat) => $"Suggest what schools of {round.GroupName} could do, for {seat.Name}";

    protected override async Task<Func<SeatId, bool>> DoneAsync(Round round, CancellationToken cancellation)
    {
        var book = await approaches.ReadAsync(round, cancellation);
        return seat => round.Priorities.Any(priority => book.Of(seat, priority.Id).Any());
    }
}

/// <summary>What one of the stages after the vote asks of people, until their school has said something or the stage is over.</summary>
public abstract class StageWaiting(RoundStore rounds, TimeProvider clock) : WaitingReader
{
    public sealed override string Kind => RoundIntents.CardsOf(Stage);

    public sealed override string Opens => RoundCards.Open;

    protected abstract Stage Stage { get; }

    protected abstract string Button { get; }

    public sealed override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation)
    {
        if (await rounds.FindAsync(tenant, new(subject), cancellation) is not { } round || round.Stage > Stage)
        {
            return WaitingNow.Over;
        }

        if (!round.Takes(Stage, clock.GetUtcNow()))
        {
            return WaitingNow.Nothing;
        }

        // It waits since the stage began, which is when the one before it was to end.
        var (done, since) = (await DoneAsync(round, cancellation), Enum.GetValues<Stage>().Where(before => before < Stage).Select(round.Plan.EndOf).Last(end => end is not null)!.Value);
        return WaitingNow.For([.. round.Electorate.SeatsOf(person).Where(seat => !done(seat.Id)).Select(seat => new WaitingItem(TitleOf(round, seat), since, round.EndsAt, Button, RoundCards.DataOf(round, Stage, seat)))]);
    }

    protected abstract string TitleOf(Round round, Seat seat);

    /// <summary>Which seats have said something.</summary>
    protected abstract Task<Func<SeatId, bool>> DoneAsync(Round round, CancellationToken cancellation);
}
