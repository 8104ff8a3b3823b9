using System.Globalization;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Polls;

/// <summary>Answers the buttons of a tie's card. All that a card carries is a claim; who may settle the tie comes from the caller and the register.</summary>
public sealed class TieTurn(UseCastingVote castingVote, HoldRunOff runOff, PollStore polls, DirectoryStore directory, Outbox outbox)
{
    public async Task<Answer> CastAsync(Press press, CancellationToken cancellation) => PollId.IsWellFormed(press["poll"])
        ? await AnswerAsync(press, await castingVote.HandleAsync(press.Caller, new(press["poll"]), RoundOf(press), press[TieCards.ChosenInput], press[TieCards.ReasonInput], cancellation), cancellation)
        : NotYours();

    public async Task<Answer> RunOffAsync(Press press, CancellationToken cancellation) => PollId.IsWellFormed(press["poll"])
        ? await AnswerAsync(press, await runOff.HandleAsync(press.Caller, new(press["poll"]), RoundOf(press), press[TieCards.RunOffReasonInput], cancellation), cancellation)
        : NotYours();

    /// <summary>Draws the card as things stand: what a refresh asks for.</summary>
    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation) =>
        PollId.IsWellFormed(press["poll"])
        && await polls.FindAsync(press.Caller.Tenant, new(press["poll"]), cancellation) is { Tie: not null } poll
        && await directory.CurrentAsync(press.Caller.Tenant, cancellation) is { } register
        && Deciders.RoleOf(register, poll.Group, press.Caller.Person) is not null
            ? new Answer.Show(TieCards.ForDecider(new(poll, press.TeamsUserId)))
            : NotYours();

    private async Task<Answer> AnswerAsync(Press press, TieOutcome outcome, CancellationToken cancellation)
    {
        var view = outcome switch
        {
            TieOutcome.Decided decided => new DeciderView(decided.Poll, press.TeamsUserId),
            TieOutcome.Overtaken late => new(late.Poll, press.TeamsUserId, "Your card was an older one, and nothing was changed by it. This is how it stands."),
            TieOutcome.Wrong wrong => new(wrong.Poll, press.TeamsUserId, $"Not recorded yet. {wrong.Why}", press.Data),
            _ => null,
        };
        if (view is null)
        {
            return NotYours();
        }

        // Somebody pressed it, so it arrived.
        if (press is { Place: Place.Personal, CardActivityId: { } card })
        {
            await outbox.SettleByPressAsync(PollStore.Partition(view.Poll.Tenant, view.Poll.Id), PollIntents.AskedToSettle(view.Tie.Round), press.Caller.Person.Value, card, cancellation);
        }

        return new Answer.Show(TieCards.ForDecider(view));
    }

    // A round that is no number is an old or forged card: no tie has round 0.
    private static int RoundOf(Press press) => int.TryParse(press["round"], NumberStyles.None, CultureInfo.InvariantCulture, out var round) ? round : 0;

    /// <summary>No such tie and not yours to settle look the same (rule T2).</summary>
    private static Answer.Show NotYours() => new(new Refusal
    {
        From = [CardParts.Bold("The bot"), " could not find what you pressed."],
        Heading = "This is not yours to settle",
        WhatHappened = "There is no such tie, or somebody else settles it. Nothing was changed.",
        WhatToDo = "The chair of a group settles its ties; in a network its facilitator does. If that is you, ask the administrator to look at the directory.",
    }.ToMessage());
}
