using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Rounds;

/// <summary>Draws the card of causes for a seat, with ids that nobody has used.</summary>
public sealed class CausesForm(CausesChoices choices, PollClock clock)
{
    public CausesChoices Choices => choices;

    /// <param name="priority">The priority in hand; null for the first of which the school has said nothing.</param>
    internal Message Draw(CausesDesk at, Option? priority, string? teamsUserId, string? note = null, IReadOnlyDictionary<string, string>? typed = null)
    {
        var inHand = priority ?? at.Round.Priorities.FirstOrDefault(option => !at.Book.Of(at.Seat.Id, option.Id).Any()) ?? at.Round.Priorities.FirstOrDefault() ?? new Option("", "", "");
        return CausesCards.ForSeat(new(at, inHand, choices, clock.NewId(), clock.Now, teamsUserId), note, typed);
    }
}

/// <summary>Answers the buttons of the cards of causes. All that a card carries is a claim; the caller is verified.</summary>
public sealed class CausesTurn(ContributeCauses contribute, StagePress presses, CausesStore causes, CausesForm form)
{
    /// <summary>Draws the card as things stand, for the priority that was picked: what a refresh asks for too.</summary>
    public Task<Answer> ShowAsync(Press press, CancellationToken cancellation) => ShowAsync(press, note: null, typed: null, cancellation);

    public Task<Answer> AddAsync(Press press, CancellationToken cancellation)
    {
        var (listed, own) = (press[CausesCards.ListedInput], Proposal.ReadText(press[CausesCards.OwnInput]));
        var text = form.Choices.Causes.FirstOrDefault(cause => cause.Id == listed)?.Text;
        var evidence = Proposal.ReadText(press[CausesCards.EvidenceInput]);
        CauseMark? mark = Enum.TryParse<CauseMark>(press[CausesCards.MarkInput], out var said) && Enum.IsDefined(said) ? said : null;
        return text is not null && own.Length > 0
            ? ShowAsync(press, "Not counted yet. You chose a cause and wrote one too. Empty the line, or choose the last entry of the list.", press.Data, cancellation)
            : ActAsync(press, new CausesAct.Add(press["cause"], press["priority"], text ?? own, mark, evidence.Length == 0 ? null : evidence), "✓ Added. You can name another.", cancellation);
    }

    public Task<Answer> SayGroupsAsync(Press press, CancellationToken cancellation)
    {
        var ticked = press[CausesCards.GroupsInput].Split(',', StringSplitOptions.RemoveEmptyEntries);
        return ticked.All(id => form.Choices.PupilGroups.Any(group => group.Id == id))
            ? ActAsync(press, new CausesAct.SayGroups(press["said"], press["priority"], [.. form.Choices.PupilGroups.Where(group => ticked.Contains(group.Id)).Select(group => group.Text)]), "✓ Saved.", cancellation)
            : ShowAsync(press, "Not counted yet. Choose pupil groups from the list.", press.Data, cancellation);
    }

    public Task<Answer> TakeBackAsync(Press press, CancellationToken cancellation) => ActAsync(press, new CausesAct.TakeBack(press[CausesCards.BackInput]), "✓ Taken back.", cancellation);

    private async Task<Answer> ActAsync(Press press, CausesAct act, string done, CancellationToken cancellation)
    {
        if (await presses.FindAsync(press, Stage.Causes, cancellation) is not ({ } round, { } seat) || (act is not CausesAct.TakeBack && !Proposal.IsWellFormed(act.Id)))
        {
            return new Answer.Show(RoundCards.NotYours());
        }

        return await contribute.HandleAsync(press.Caller, round.Id, seat.Id, act, cancellation) switch
        {
            CausesOutcome.Done ok => Draw(press, ok.At, ok.At.Round.Stage is Stage.Causes ? done : "This was counted in time.", null),
            CausesOutcome.Late late => Draw(press, late.At, "Too late: nothing was changed.", null),
            CausesOutcome.Overtaken overtaken => Draw(press, overtaken.At, "Not counted yet: your card was an older one. Press again.", press.Data),
            CausesOutcome.Wrong wrong => Draw(press, wrong.At, $"Not counted yet. {wrong.Why}", press.Data),
            _ => new Answer.Show(RoundCards.NotYours()),
        };
    }

    private async Task<Answer> ShowAsync(Press press, string? note, IReadOnlyDictionary<string, string>? typed, CancellationToken cancellation) =>
        await presses.FindAsync(press, Stage.Causes, cancellation) is ({ } round, { } seat)
            ? Draw(press, new(round, seat, await causes.ReadAsync(round, cancellation)), note, typed)
            : new Answer.Show(RoundCards.NotYours());

    private Answer.Show Draw(Press press, CausesDesk at, string? note, IReadOnlyDictionary<string, string>? typed) =>
        new(form.Draw(at, CausesParts.Picked(at.Round, press[CausesParts.PriorityInput], press["priority"]), press.TeamsUserId, note, typed));
}
