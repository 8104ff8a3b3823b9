using System.Collections.Immutable;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Escalations;

/// <summary>Sends what a closed poll agreed to the board above: one matter for each agreed option (rule E1), what settled a tie included. A repeated run makes none again.</summary>
public sealed class RaiseMatters(MatterStore matters, PollStore polls, DirectoryStore directory, GatherEvidence gather, MatterNews news)
{
    private static readonly TimeSpan UntilThereIsABoard = TimeSpan.FromDays(1);

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (await polls.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { Result: { } result } poll
            || await directory.CurrentAsync(item.Tenant, cancellation) is not { } register)
        {
            return new DueOutcome.Missing();
        }

        if (await gather.ReadAsync(poll, cancellation) is not { } gathered)
        {
            return new DueOutcome.Missing();
        }

        // The board is the one that the poll named when it opened. A later import may have removed the group, and what it agreed goes up all the same.
        if ((poll.Board ?? register.Find(poll.Group)?.Parent) is not { } boardId)
        {
            return new DueOutcome.Finished();
        }

        if (register.Find(boardId) is not { } board)
        {
            return new DueOutcome.Again(news.Now + UntilThereIsABoard);
        }

        var origin = new Party(poll.Group, poll.GroupName, register.Find(poll.Group)?.Tier ?? board.Tier - 1);

        var seats = SeatsOf(poll, await polls.VotersAsync(poll, cancellation), await polls.EverVotedAsync(poll, cancellation));
        foreach (var agreed in poll.Agreed)
        {
            var evidence = EvidenceOf(poll, result, agreed, origin, seats);
            await RaiseAsync(poll, evidence with { Gathered = gathered(evidence.Option), Follows = await BeforeAsync(poll, agreed, board, cancellation) }, board, register, cancellation);
        }

        // A settlement is announced before its commit: while its tie is still open, what it settles is not among what was agreed.
        return item.At > poll.ClosedAt && result.Tied.Any() && poll.Tie?.Settlement is null ? new DueOutcome.Missing() : new DueOutcome.Finished();
    }

    // A poll asked again keeps the ids of the options whose words it keeps.
    private async Task<MatterId?> BeforeAsync(Poll poll, OptionVerdict agreed, Group board, CancellationToken cancellation) =>
        poll.Reopens is { } before && MatterId.Of(before.Poll, agreed.Option, board.Tier) is var id && await matters.FindAsync(poll.Tenant, id, cancellation) is not null ? id : null;

    private static Evidence EvidenceOf(Poll poll, Result result, OptionVerdict agreed, Party origin, ImmutableArray<BackingSeat> seats) =>
        new()
        {
            Poll = poll.Id,
            Option = poll.Wording.Find(agreed.Option)!,
            WordingVersion = poll.Wording.Version,
            Origin = origin,
            Ask = poll.Ask,
            Visibility = poll.Visibility,
            Backing = new(result.Seats, result.Cast, agreed.Count, result.VotesNeeded, result.Rule.Share),
            Seats = seats,
        };

    private static ImmutableArray<BackingSeat> SeatsOf(Poll poll, IReadOnlyDictionary<SeatId, PersonId> voters, ILookup<SeatId, PersonId> ever) =>
    [
        .. poll.Electorate.Seats.Select(seat => new BackingSeat(seat.Id, PlainText.Clean(seat.Name), voters.TryGetValue(seat.Id, out var voter) ? voter : null)
        {
            Earlier = [.. ever[seat.Id].Where(person => person != voter)],
        }),
    ];

    private Task<Matter> RaiseAsync(Poll poll, Evidence evidence, Group board, Register register, CancellationToken cancellation) =>
        Race.RetryAsync(async () =>
        {
            var id = MatterId.Of(poll.Id, evidence.Option.Id, board.Tier);
            if (await matters.FindAsync(poll.Tenant, id, cancellation) is { } standing)
            {
                return standing;
            }

            var matter = news.Timed(NewMatter(poll.Tenant, id, evidence, board, register, news.Now));
            return await news.AnnounceAsync(matter, cancellation) is { } intents && await matters.InsertAsync(matter, intents, cancellation) is Committed.Done ? matter : null;
        });

    private static Matter NewMatter(TenantId tenant, MatterId id, Evidence evidence, Group board, Register register, DateTimeOffset now) => new()
    {
        Tenant = tenant,
        Id = id,
        Evidence = evidence,
        State = MatterState.Raised,
        Holder = Party.Of(board),
        AboveChain = Party.ChainFrom(register, board),
        Moves = [new(1, Act.Raise, null, null, evidence.Origin, Party.Of(board), null, now, [.. Officers.OfBoard(register, board.Id)])],
        Audit = AuditChain.Empty,
    };
}
