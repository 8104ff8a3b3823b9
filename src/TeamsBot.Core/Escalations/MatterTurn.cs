using System.Globalization;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Escalations;

/// <summary>Answers the buttons of a matter's cards. All that a card carries is a claim; who acts, and with what right, comes from the caller and the register.</summary>
public sealed class MatterTurn(MoveMatter move, MatterStore matters, MatterView view)
{
    internal static readonly Message NotFound = new Refusal
    {
        From = [Bold("The bot"), " could not find what you pressed."],
        Heading = "This is not yours to answer",
        WhatHappened = "There is no such matter, or it is with somebody else. Nothing was changed.",
        WhatToDo = "If you answer for a board or a network, ask its clerk or facilitator whether the directory says so.",
    }.ToMessage();

    /// <summary>The card as it stands: a client asks by itself when its person looks at an older one.</summary>
    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation) =>
        IdOf(press) is { } id && await matters.FindAsync(press.Caller.Tenant, id, cancellation) is { } matter
            ? await view.DrawAsync(press, matter, note: null, cancellation)
            : new Answer.Show(NotFound);

    /// <summary>Every press is answered with the card as it then stands; one that came too late says what came first (rule E2).</summary>
    public async Task<Answer> MoveAsync(Press press, Act act, CancellationToken cancellation)
    {
        if (IdOf(press) is not { } id)
        {
            return new Answer.Show(NotFound);
        }

        // A version that is no number is as wrong as one that never was: the press is answered with the current card.
        var version = int.TryParse(press["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var claimed) ? claimed : -1;
        var text = MatterVerbs.InputOf(act) is { } input ? press[input] : "";
        return await move.HandleAsync(press.Caller, new(id, act, version, text, press[MatterVerbs.OwnerInput], press[MatterVerbs.DateInput]), cancellation) switch
        {
            MoveOutcome.Moved moved => await view.DrawAsync(press, moved.Matter, note: null, cancellation),
            MoveOutcome.Overtaken late => await view.DrawAsync(press, late.Matter, MatterWords.Already(late.By, DeadlineWords.Covered(late.Matter, late.By)), cancellation),
            MoveOutcome.Wrong wrong => new Answer.Say(wrong.Why),
            _ => new Answer.Show(NotFound),
        };
    }

    internal static MatterId? IdOf(Press press) => MatterId.IsWellFormed(press["matter"]) ? new(press["matter"]) : null;
}
