using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Escalations;

/// <summary>Answers the button that sends again what came back.</summary>
public sealed class ResubmitTurn(ResubmitMatter resubmit, MatterView view)
{
    public async Task<Answer> HandleAsync(Press press, CancellationToken cancellation) => MatterTurn.IdOf(press) is not { } id
        ? new Answer.Show(MatterTurn.NotFound)
        : await resubmit.HandleAsync(press.Caller, id, press[MatterVerbs.AgainInput], cancellation) switch
        {
            ResubmitOutcome.Sent sent => await view.DrawAsync(press, sent.Matter, note: null, cancellation),
            ResubmitOutcome.SentBefore before => await view.DrawAsync(press, before.Matter, MatterWords.AlreadyAgain(before.Next.Moves[0]), cancellation),
            ResubmitOutcome.NotBack still => await view.DrawAsync(press, still.Matter, "It did not come back, so it cannot be sent again. Your press changed nothing. This is how it stands now.", cancellation),
            ResubmitOutcome.Wrong wrong => new Answer.Say(wrong.Why),
            _ => new Answer.Show(MatterTurn.NotFound),
        };
}
