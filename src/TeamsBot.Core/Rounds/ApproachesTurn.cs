using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Rounds;

/// <summary>Draws the card of approaches for a seat, with an id that nobody has used.</summary>
public sealed class ApproachesForm(CausesStore causes, PollClock clock)
{
    /// <param name="priority">The priority in hand; null for the first for which the school has suggested nothing.</param>
    internal async Task<Message> DrawAsync(StageDesk<ApproachesBook> at, Option? priority, string? teamsUserId, CancellationToken cancellation, string? note = null, IReadOnlyDictionary<string, string>? typed = null)
    {
        var inHand = priority ?? at.Round.Priorities.FirstOrDefault(option => !at.Book.Of(at.Seat.Id, option.Id).Any()) ?? at.Round.Priorities.FirstOrDefault() ?? new Option("", "", "");
        return ApproachesCards.ForSeat(new(at, await causes.ReadAsync(at.Round, cancellation), inHand, clock.NewId(), clock.Now, teamsUserId), note, typed);
    }
}

/// <summary>Answers the buttons of the cards of approaches. All that a card carries is a claim; the caller is verified.</summary>
public sealed class ApproachesTurn(ContributeToStage<ApproachesBook> contribute, StagePress presses, ApproachesStore approaches, ApproachesForm form) : StageTurn<ApproachesBook>(Stage.Approaches, contribute, presses, approaches)
{
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

    protected override Task<Message> DrawAsync(Press press, StageDesk<ApproachesBook> at, string? note, IReadOnlyDictionary<string, string>? typed, CancellationToken cancellation) =>
        form.DrawAsync(at, CausesParts.Picked(at.Round, press[CausesParts.PriorityInput], press["priority"]), press.TeamsUserId, cancellation, note, typed);
}
