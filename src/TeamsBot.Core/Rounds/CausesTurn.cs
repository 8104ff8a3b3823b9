using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Rounds;

/// <summary>Draws the card of causes for a seat, with ids that nobody has used.</summary>
public sealed class CausesForm(CausesChoices choices, PollClock clock)
{
    public CausesChoices Choices => choices;

    /// <param name="priority">The priority in hand; null for the first of which the school has said nothing.</param>
    internal Message Draw(StageDesk<CausesBook> at, Option? priority, string? teamsUserId, string? note = null, IReadOnlyDictionary<string, string>? typed = null)
    {
        var inHand = priority ?? at.Round.Priorities.FirstOrDefault(option => !at.Book.Of(at.Seat.Id, option.Id).Any()) ?? at.Round.Priorities.FirstOrDefault() ?? new Option("", "", "");
        return CausesCards.ForSeat(new(at, inHand, choices, clock.NewId(), clock.Now, teamsUserId), note, typed);
    }
}

/// <summary>Answers the buttons of the cards of causes. All that a card carries is a claim; the caller is verified.</summary>
public sealed class CausesTurn(ContributeToStage<CausesBook> contribute, StagePress presses, CausesStore causes, CausesForm form) : StageTurn<CausesBook>(Stage.Causes, contribute, presses, causes)
{
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

    protected override Task<Message> DrawAsync(Press press, StageDesk<CausesBook> at, string? note, IReadOnlyDictionary<string, string>? typed, CancellationToken cancellation) =>
        Task.FromResult(form.Draw(at, CausesParts.Picked(at.Round, press[CausesParts.PriorityInput], press["priority"]), press.TeamsUserId, note, typed));
}
