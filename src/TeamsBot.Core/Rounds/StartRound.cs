using System.Collections.Immutable;
using NodaTime;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>A round as a facilitator's form asks for it. Each day is the one at whose 5 pm the stage closes.</summary>
/// <param name="Id">Made when the form was drawn, so that a repeated press starts one round (rule V7).</param>
public sealed record NewRound(RoundId Id, GroupId Group, int AtMost, Ask Ask, LocalDate Proposals, LocalDate Vote, LocalDate? Causes = null, LocalDate? Approaches = null);

/// <summary>Everything that can become of starting a round.</summary>
public abstract record StartOutcome
{
    private StartOutcome()
    {
    }

    /// <param name="IsNew">False where the form had been pressed before: the round that exists is shown.</param>
    public sealed record Started(Round Round, bool IsNew) : StartOutcome;

    /// <summary>The caller facilitates no such group. Not found looks the same (rule T2).</summary>
    public sealed record NotAllowed : StartOutcome;

    /// <param name="Why">Says what was expected, for the form to show beside what was chosen.</param>
    public sealed record Wrong(string Why) : StartOutcome;
}

/// <summary>A round about to start, with the proposals that it starts with.</summary>
/// <param name="Problem">Why it cannot; null where nothing is in its way.</param>
internal sealed record StartingRound(Round Round, ImmutableArray<Proposal> Proposals = default, string? Problem = null)
{
    public ImmutableArray<Proposal> Proposals { get; } = Proposals.IsDefault ? [] : Proposals;
}

/// <summary>Starts a round of a network and freezes its electorate (rule V1). The clock opens proposals, at once or when quiet hours are over.</summary>
public sealed class StartRound(RoundStore rounds, RoundPlace place, DirectoryStore directory, RoundNews news, SchoolCalendar calendar)
{
    public const int ChooseAtMost = 5;

    public Task<StartOutcome> HandleAsync(Caller caller, NewRound asked, CancellationToken cancellation) =>
        HandleAsync(caller, asked.Id, asked.Group, board: false, (register, group, now) => Task.FromResult(NewFrom(caller, asked, group, register, now)), cancellation);

    /// <param name="board">Whether a board's round, for its officers, or a network's.</param>
    /// <param name="make">The round as it would start.</param>
    internal Task<StartOutcome> HandleAsync(Caller caller, RoundId id, GroupId groupId, bool board, Func<Register, Group, DateTimeOffset, Task<StartingRound>> make, CancellationToken cancellation) =>
        Race.RetryAsync<StartOutcome>(async () =>
        {
            if (await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || !BoardRounds.MayRun(register, caller.Person, groupId)
                || register.Find(groupId) is not { } group || (board ? !BoardRounds.IsBoard(group) : group.Tier is not Tier.Network))
            {
                return new StartOutcome.NotAllowed();
            }

            if (await rounds.FindAsync(caller.Tenant, id, cancellation) is { } standing)
            {
                return standing.StartedBy == caller.Person ? new StartOutcome.Started(standing, IsNew: false) : new StartOutcome.NotAllowed();
            }

            var now = news.Now;
            var starting = await make(register, group, now);
            var round = starting.Round;
            var running = await rounds.RunningOfAsync(caller.Tenant, group.Id, cancellation);
            return (Problem(round, running, now) ?? starting.Problem) is { } problem ? new StartOutcome.Wrong(problem)
                : await place.IsPassedOverAsync(round, cancellation) ? new StartOutcome.Wrong("Somebody else started a round of this group at the same moment, and theirs came first. Type round to see it.")
                : await TryAsync(round, starting.Proposals, cancellation);
        });

    private async Task<StartOutcome?> TryAsync(Round round, IEnumerable<Proposal> proposals, CancellationToken cancellation)
    {
        var electorateId = news.NewId();
        if (!await rounds.PrepareAsync(round, electorateId, cancellation) || !await place.TakeAsync(round, cancellation))
        {
            return null;
        }

        var announced = await news.AnnounceStartAsync(round, cancellation);
        return !announced.IsStale(news.Now) && await rounds.InsertAsync(round, electorateId, proposals.Select(ProposalStore.Insert), cancellation) is Committed.Done ? new StartOutcome.Started(round, IsNew: true) : null;
    }

    private string? Problem(Round round, IReadOnlyList<Round> running, DateTimeOffset now) =>
        round.Electorate.Seats.IsEmpty ? $"This {(round.IsBoards ? "board has no chair or member in the directory" : "network has no open school")}, so nobody could take part. Ask the administrator to look at the register."
        : running.Count > 0 ? $"A round that began on {When.Day(running[0].StartedAt)} is still running in this {(round.IsBoards ? "board" : "network")}. Type round to see it."
        : round.AtMost is < 1 or > ChooseAtMost ? $"Let each {(round.IsBoards ? "member" : "school")} choose between one and {Words.Number(ChooseAtMost)} priorities."
        : round.Plan.Problem(calendar, now, proposes: !round.IsBoards);

    private StartingRound NewFrom(Caller caller, NewRound asked, Group group, Register register, DateTimeOffset now)
    {
        var proposals = RoundPlan.Closing(asked.Proposals);
        return new(new()
        {
            Tenant = caller.Tenant,
            Id = asked.Id,
            Group = group.Id,
            GroupName = group.Name,
            Board = group.Parent,
            BoardName = group.Parent is { } parent ? register.Find(parent)?.Name : null,
            Electorate = Electorate.OfNetwork(register, group.Id),
            Facilitators = [.. register.HoldersOf(Role.Facilitator, group.Id).Select(person => person.Id)],
            StartedBy = caller.Person,
            StartedAt = now,
            AtMost = asked.AtMost,
            Ask = asked.Ask,
            Visibility = Visibility.Members,
            Stage = Stage.Planned,
            Plan = new(
                calendar.NextWorking(now),
                proposals,
                RoundPlan.VoteOpensAfter(proposals, calendar),
                RoundPlan.Closing(asked.Vote),
                asked.Causes is { } causes ? RoundPlan.Closing(causes) : null,
                asked.Approaches is { } approaches ? RoundPlan.Closing(approaches) : null),
            Audit = AuditChain.Empty,
        });
    }
}
