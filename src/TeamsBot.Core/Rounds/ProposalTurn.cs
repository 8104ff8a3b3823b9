using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Rounds;

/// <summary>Each voter's card of the stage in which schools propose what to work on.</summary>
public sealed class ProposalStage(RoundStore rounds, ProposalStore proposals, ThemeStore themes, PollClock clock) : StageCards(rounds)
{
    public override Stage Stage => Stage.Proposals;

    public override async Task<Message> ForVoterAsync(Round round, Seat seat, PersonId voter, string? teamsUserId, CancellationToken cancellation) =>
        ProposalCards.ForVoter(await ViewAsync(round, seat, voter, teamsUserId, cancellation));

    internal async Task<ProposalView> ViewAsync(Round round, Seat seat, PersonId voter, string? teamsUserId, CancellationToken cancellation)
    {
        var book = await proposals.ReadAsync(round, cancellation);
        return new(round, seat, voter, book, await themes.CurrentAsync(round.Tenant, cancellation), clock.Now, book.NextIdFor(round.Id, seat.Id, voter), teamsUserId);
    }
}

/// <summary>Answers the buttons of a voter's proposals card.</summary>
public sealed class ProposalTurn(Propose propose, WithdrawProposal withdraw, ProposalStage cards, StagePress presses)
{
    public async Task<Answer> ProposeAsync(Press press, CancellationToken cancellation)
    {
        if (await presses.FindAsync(press, Stage.Proposals, cancellation) is not { } found || !Proposal.IsWellFormed(press["proposal"]))
        {
            return new Answer.Show(RoundCards.NotYours());
        }

        var asked = new NewProposal(press["proposal"], press[ProposalCards.TextInput], press[ProposalCards.ThemeInput], press[ProposalCards.WhyInput]);
        return await AnswerAsync(press, await propose.HandleAsync(press.Caller, found.Round.Id, found.Seat.Id, asked, cancellation), "Proposals closed before yours arrived.", cancellation);
    }

    public async Task<Answer> WithdrawAsync(Press press, CancellationToken cancellation) =>
        await presses.FindAsync(press, Stage.Proposals, cancellation) is not { } found
            ? new Answer.Show(RoundCards.NotYours())
            : await AnswerAsync(
                press,
                await withdraw.HandleAsync(press.Caller, found.Round.Id, found.Seat.Id, press[ProposalCards.WithdrawnInput], cancellation),
                "Proposals had closed, so nothing was withdrawn.",
                cancellation);

    private async Task<Answer> AnswerAsync(Press press, ProposeOutcome outcome, string late, CancellationToken cancellation)
    {
        (Round Round, Seat Seat, string? Problem)? shown = outcome switch
        {
            ProposeOutcome.Done done => (done.Round, done.Seat, null),
            ProposeOutcome.Late over => (over.Round, over.Seat, late),
            ProposeOutcome.Wrong wrong => (wrong.Round, wrong.Seat, wrong.Why),
            _ => null,
        };
        if (shown is not var (round, seat, problem))
        {
            return new Answer.Show(RoundCards.NotYours());
        }

        var view = await cards.ViewAsync(round, seat, press.Caller.Person, press.TeamsUserId, cancellation);
        return new Answer.Show(ProposalCards.ForVoter(problem is null ? view : view with { Problem = problem, Kept = press.Data }));
    }
}

/// <summary>Opens a stage's card in the presser's own view: from the channel, or because their client asks for it again.</summary>
public sealed class OpenStage(IEnumerable<StageCards> stages, StagePress presses)
{
    public async Task<Answer> HandleAsync(Press press, CancellationToken cancellation)
    {
        if (await presses.FindRoundAsync(press, cancellation) is not { } round || stages.FirstOrDefault(cards => cards.Stage.ToString() == press["stage"]) is not { } stage)
        {
            return new Answer.Show(RoundCards.NotYours());
        }

        IReadOnlyList<Seat> seats = [.. round.Electorate.SeatsOf(press.Caller.Person)];
        var claimed = press["seat"].Length > 0 ? press["seat"] : press[RoundCards.SeatInput];
        var seat = claimed.Length > 0 ? seats.FirstOrDefault(seat => seat.Id.Value == claimed) : seats.Count == 1 ? seats[0] : null;
        return new Answer.Show(
            seats.Count == 0 || (seat is null && claimed.Length > 0) ? RoundCards.NotYours()
            : seat is null ? RoundCards.ChooseSeat(round, stage.Stage, seats)
            : await stage.ForVoterAsync(round, seat, press.Caller.Person, press.TeamsUserId, cancellation));
    }
}

/// <summary>Tells those whose school's proposal was joined with others, once a merge.</summary>
public sealed class JoinedCards(RoundStore rounds, ProposalStore proposals) : Dispatch
{
    public override string Kind => RoundIntents.MergedKind;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await rounds.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } round
            ?
            [
                .. (await proposals.ReadAsync(round, cancellation)).OriginsOf(RoundIntents.MergeOf(intent))
                    .Select(proposal => (Id: PollIntents.RecipientOf(proposal.Seat, proposal.Person), proposal.Person)).Distinct()
                    .OrderBy(pair => pair.Id, StringComparer.Ordinal).Select(pair => new Recipient(pair.Id, new Target.Person(pair.Person))),
            ]
            : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        if (await rounds.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } round || round.Electorate.Find(PollIntents.Read(recipient.Id).Seat) is not { } seat)
        {
            return null;
        }

        var book = await proposals.ReadAsync(round, cancellation);
        return book.FindMerge(RoundIntents.MergeOf(intent)) is { } merge ? ProposalCards.Joined(round, seat, merge, book) : null;
    }
}
