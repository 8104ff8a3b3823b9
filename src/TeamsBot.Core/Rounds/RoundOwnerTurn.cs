using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Rounds;

/// <summary>Draws a round for its facilitators.</summary>
public sealed class RoundOwnerTurn(RoundStore rounds, ProposalStore proposals, ThemeStore themes, DirectoryStore directory, PollClock clock)
{
    public DateTimeOffset Now => clock.Now;

    public string NewId() => clock.NewId();

    /// <summary>The rounds that run in any of the groups.</summary>
    public async Task<IReadOnlyList<Round>> RunningAsync(TenantId tenant, IEnumerable<Group> groups, CancellationToken cancellation)
    {
        var running = new List<Round>();
        foreach (var group in groups)
        {
            running.AddRange(await rounds.RunningOfAsync(tenant, group.Id, cancellation));
        }

        return running;
    }

    /// <summary>The round that a press names, if the caller facilitates its group now; not found looks the same (rule T2).</summary>
    public async Task<Round?> FindAsync(Press press, CancellationToken cancellation)
    {
        var claimed = press["round"].Length > 0 ? press["round"] : press[RoundForm.RoundInput];
        return RoundId.IsWellFormed(claimed)
            && await rounds.FindAsync(press.Caller.Tenant, new(claimed), cancellation) is { } round
            && await directory.CurrentAsync(press.Caller.Tenant, cancellation) is { } register
            && BoardRounds.MayRun(register, press.Caller.Person, round.Group)
                ? round
                : null;
    }

    internal async Task<RoundOwnerView> ViewAsync(Round round, string? teamsUserId, CancellationToken cancellation)
    {
        var contributed = round.Stage is Stage.Proposals or Stage.Merging or Stage.Causes or Stage.Approaches ? await rounds.ContributorsAsync(round, round.Stage, cancellation) : 0;
        return new(round, await proposals.ReadAsync(round, cancellation), contributed, await themes.CurrentAsync(round.Tenant, cancellation), clock.NewId(), teamsUserId);
    }
}

/// <summary>Answers the buttons of a facilitator's card of a round.</summary>
public sealed class SteerTurn(RoundOwnerTurn owner, SkipStage skip, MergeProposals merge)
{
    /// <summary>Draws the card as things stand: what a refresh asks for.</summary>
    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation) =>
        new Answer.Show(await owner.FindAsync(press, cancellation) is { } round ? RoundOwnerCards.ForOwner(await owner.ViewAsync(round, press.TeamsUserId, cancellation)) : OwnerCards.NotYours());

    public async Task<Answer> SkipAsync(Press press, CancellationToken cancellation) => !RoundId.IsWellFormed(press["round"])
        ? new Answer.Show(OwnerCards.NotYours())
        : await AnswerAsync(press, await skip.HandleAsync(press.Caller, new(press["round"]), press[RoundOwnerCards.StageInput], press[RoundOwnerCards.NoteInput], cancellation), cancellation);

    public async Task<Answer> MergeAsync(Press press, CancellationToken cancellation) => !RoundId.IsWellFormed(press["round"]) || !Proposal.IsWellFormed(press["merge"])
        ? new Answer.Show(OwnerCards.NotYours())
        : await AnswerAsync(
            press,
            await merge.HandleAsync(
                press.Caller,
                new(press["round"]),
                new(press["merge"], press[RoundOwnerCards.JoinedInput], press[RoundOwnerCards.MergedTextInput], press[RoundOwnerCards.MergedThemeInput]),
                cancellation),
            cancellation);

    private async Task<Answer> AnswerAsync(Press press, SteerOutcome outcome, CancellationToken cancellation)
    {
        (Round Round, string? Problem)? shown = outcome switch { SteerOutcome.Done done => (done.Round, null), SteerOutcome.Wrong wrong => (wrong.Round, wrong.Why), _ => null };
        if (shown is not var (round, problem))
        {
            return new Answer.Show(OwnerCards.NotYours());
        }

        var view = await owner.ViewAsync(round, press.TeamsUserId, cancellation);
        return new Answer.Show(RoundOwnerCards.ForOwner(problem is null ? view : view with { Problem = problem, Kept = press.Data }));
    }
}

/// <summary>Sends the facilitators their card when there is something to do, and brings it up to date at every stage after.</summary>
public sealed class RoundOwner(RoundStore rounds, RoundOwnerTurn owner) : Dispatch
{
    public override string Kind => RoundIntents.Owner;

    public override string? NotedAs(Intent intent, Recipient recipient) => intent.Name == RoundIntents.FirstOwner ? intent.Subject : null;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        var posts = intent.Name is RoundIntents.FirstOwner or RoundIntents.WaitingOwner;
        return await rounds.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } round
            ?
            [
                .. round.Facilitators.OrderBy(person => person.Value, StringComparer.Ordinal)
                    .Select(person => new Recipient(person.Value, new Target.Person(person), posts ? null : (RoundIntents.FirstOwner, person.Value), PostIfNone: !posts)),
            ]
            : null;
    }

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await rounds.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } round ? RoundOwnerCards.ForOwner(await owner.ViewAsync(round, teamsUserId, cancellation)) : null;
}
