using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Rounds;

/// <summary>Draws the card of approaches for a seat, with an id that nobody has used.</summary>
public sealed class ApproachesForm(CausesStore causes, PollClock clock)
{
    /// <param name="priority">The priority in hand; null for the first for which the school has suggested nothing.</param>
    internal async Task<Message> DrawAsync(ApproachesDesk at, Option? priority, string? teamsUserId, CancellationToken cancellation, string? note = null, IReadOnlyDictionary<string, string>? typed = null)
    {
        var inHand = priority ?? at.Round.Priorities.FirstOrDefault(option => !at.Book.Of(at.Seat.Id, option.Id).Any()) ?? at.Round.Priorities.FirstOrDefault() ?? new Option("", "", "");
        return ApproachesCards.ForSeat(new(at, await causes.ReadAsync(at.Round, cancellation), inHand, clock.NewId(), clock.Now, teamsUserId), note, typed);
    }
}

/// <summary>Answers the buttons of the cards of approaches. All that a card carries is a claim; the caller is verified.</summary>
public sealed class ApproachesTurn(ContributeApproaches contribute, StagePress presses, ApproachesStore approaches, ApproachesForm form)
{
    /// <summary>Draws the card as things stand, for the priority that was picked: what a refresh asks for too.</summary>
    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation) =>
        await presses.FindAsync(press, Stage.Approaches, cancellation) is ({ } round, { } seat)
            ? await DrawAsync(press, new(round, seat, await approaches.ReadAsync(round, cancellation)), note: null, typed: null, cancellation)
            : new Answer.Show(RoundCards.NotYours());

    public Task<Answer> AddAsync(Press press, CancellationToken cancellation)
    {
        var source = Proposal.ReadText(press[ApproachesCards.SourceInput]);
        EvidenceStrength? strength = Enum.TryParse<EvidenceStrength>(press[ApproachesCards.StrengthInput], out var said) && Enum.IsDefined(said) ? said : null;
        return ActAsync(
            press,
            new ApproachesAct.Add(
                press["approach"], press["priority"], Proposal.ReadText(press[ApproachesCards.TextInput]), press[ApproachesCards.LeadInput], ApproachesCards.ReadDay(press[ApproachesCards.StartInput]),
                source.Length == 0 ? null : source, strength),
            "✓ Suggested. You can add another.",
            cancellation);
    }

    public Task<Answer> TakeBackAsync(Press press, CancellationToken cancellation) => ActAsync(press, new ApproachesAct.TakeBack(press[ApproachesCards.BackInput]), "✓ Taken back.", cancellation);

    private async Task<Answer> ActAsync(Press press, ApproachesAct act, string done, CancellationToken cancellation)
    {
        if (await presses.FindAsync(press, Stage.Approaches, cancellation) is not ({ } round, { } seat) || (act is ApproachesAct.Add && !Proposal.IsWellFormed(act.Id)))
        {
            return new Answer.Show(RoundCards.NotYours());
        }

        return await contribute.HandleAsync(press.Caller, round.Id, seat.Id, act, cancellation) switch
        {
            ApproachesOutcome.Done ok => await DrawAsync(press, ok.At, ok.At.Round.Stage is Stage.Approaches ? done : "This was counted in time.", null, cancellation),
            ApproachesOutcome.Late late => await DrawAsync(press, late.At, "Too late: nothing was changed.", null, cancellation),
            ApproachesOutcome.Overtaken overtaken => await DrawAsync(press, overtaken.At, "Not counted yet: your card was an older one. Press again.", press.Data, cancellation),
            ApproachesOutcome.Wrong wrong => await DrawAsync(press, wrong.At, $"Not counted yet. {wrong.Why}", press.Data, cancellation),
            _ => new Answer.Show(RoundCards.NotYours()),
        };
    }

    private async Task<Answer> DrawAsync(Press press, ApproachesDesk at, string? note, IReadOnlyDictionary<string, string>? typed, CancellationToken cancellation) =>
        new Answer.Show(await form.DrawAsync(at, CausesParts.Picked(at.Round, press[CausesParts.PriorityInput], press["priority"]), press.TeamsUserId, cancellation, note, typed));
}
