using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Rounds;

/// <summary>A proposal as a voter's form sends it: claims, all of it.</summary>
/// <param name="Id">Made when the form was drawn, so that a repeated press proposes once (rule V7).</param>
public sealed record NewProposal(string Id, string Text, string Theme, string Why);

/// <summary>Everything that can become of proposing something, or of taking it back.</summary>
public abstract record ProposeOutcome
{
    private ProposeOutcome()
    {
    }

    /// <param name="IsNew">False for a repeat, which writes nothing.</param>
    public sealed record Done(Round Round, Seat Seat, bool IsNew) : ProposeOutcome;

    /// <summary>The stage is over (rule V9).</summary>
    public sealed record Late(Round Round, Seat Seat) : ProposeOutcome;

    public sealed record Wrong(Round Round, Seat Seat, string Why) : ProposeOutcome;

    /// <summary>No such round, no such seat, or not this person's: they look the same from outside (rule T2).</summary>
    public sealed record NotYours : ProposeOutcome;
}

/// <summary>Takes a proposal for a seat, while proposals are open.</summary>
public sealed class Propose(RoundStore rounds, ProposalStore proposals, ThemeStore themes, RoundNews news)
{
    public Task<ProposeOutcome> HandleAsync(Caller caller, RoundId id, SeatId seatId, NewProposal asked, CancellationToken cancellation) =>
        Race.RetryAsync<ProposeOutcome>(async () =>
        {
            if (await rounds.FindStoredAsync(caller.Tenant, id, cancellation) is not { Round: var round } read || round.Electorate.Find(seatId) is not { } seat || seat.RankOf(caller.Person) is not { } rank)
            {
                return new ProposeOutcome.NotYours();
            }

            var (book, now) = (await proposals.ReadAsync(round, cancellation), news.Now);
            var theme = (await themes.CurrentAsync(caller.Tenant, cancellation)).FindOffered(asked.Theme);
            var why = Proposal.ReadText(asked.Why) is { Length: > 0 } words ? words : null;
            var proposal = new Proposal(asked.Id, seat.Id, caller.Person, rank, Proposal.ReadText(asked.Text), asked.Theme, why, now);
            if (book.Find(asked.Id) is { } standing)
            {
                return standing == proposal with { At = standing.At } ? new ProposeOutcome.Done(round, seat, IsNew: false)
                    : new ProposeOutcome.Wrong(round, seat, "Your card was an older one. Look at your proposals, then press again.");
            }

            return !round.Takes(Stage.Proposals, now) ? new ProposeOutcome.Late(round, seat)
                : (theme is null ? "Choose a theme from the list." : Proposal.Problem(proposal.Text, why, now) ?? Problem(book, proposal)) is { } problem ? new ProposeOutcome.Wrong(round, seat, problem)
                : await news.SaveAsync(read, round, new(caller.Person.Value, $"propose {proposal.Id}", now), cancellation, [ProposalStore.Insert(proposal)]) ? new ProposeOutcome.Done(round, seat, IsNew: true)
                : null;
        });

    private static string? Problem(ProposalBook book, Proposal proposal)
    {
        var own = book.Of(proposal.Seat).Select(pair => pair.Proposal).ToList();
        return own.Exists(other => string.Equals(other.Text, proposal.Text, StringComparison.OrdinalIgnoreCase)) ? "Your school has proposed this already."
            : own.Count >= Proposal.OfOneSeatAtMost ? $"Your school has made {Words.Number(own.Count)} proposals, the most there can be. Withdraw one first."
            : book.FindMerge(proposal.Id) is not null ? "Your card was an older one. Look at your proposals, then press again."
            : null;
    }
}

/// <summary>Takes a seat's proposal back, while proposals are open. A deputy does not take back what the head proposed.</summary>
public sealed class WithdrawProposal(RoundStore rounds, ProposalStore proposals, RoundNews news)
{
    public Task<ProposeOutcome> HandleAsync(Caller caller, RoundId id, SeatId seatId, string claimed, CancellationToken cancellation) =>
        Race.RetryAsync<ProposeOutcome>(async () =>
        {
            if (await rounds.FindStoredAsync(caller.Tenant, id, cancellation) is not { Round: var round } read || round.Electorate.Find(seatId) is not { } seat || seat.RankOf(caller.Person) is not { } rank)
            {
                return new ProposeOutcome.NotYours();
            }

            var (book, now) = (await proposals.ReadAsync(round, cancellation), news.Now);
            if (book.Find(claimed) is not { } proposal || proposal.Seat != seat.Id)
            {
                return new ProposeOutcome.Wrong(round, seat, "Choose one of your school’s proposals.");
            }

            if (book.IsWithdrawn(proposal.Id))
            {
                return new ProposeOutcome.Done(round, seat, IsNew: false);
            }

            return !round.Takes(Stage.Proposals, now) ? new ProposeOutcome.Late(round, seat)
                : proposal.Rank < rank ? new ProposeOutcome.Wrong(round, seat, "Your head made this proposal. Speak with your head about it.")
                : book.Of(seat.Id).Any(pair => pair.Proposal == proposal && pair.JoinedInto is not null) ? new ProposeOutcome.Wrong(round, seat, "This proposal was joined with others, so it can no longer be withdrawn. Speak with your facilitator.")
                : await news.SaveAsync(read, round, new(caller.Person.Value, $"withdraw {proposal.Id}", now), cancellation, [ProposalStore.Insert(new Withdrawal(proposal.Id, caller.Person, now))])
                    ? new ProposeOutcome.Done(round, seat, IsNew: true)
                    : null;
        });
}
