using System.Globalization;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Concerns;

/// <summary>Answers the buttons of a concern's cards. All that a card carries is a claim; who acts, and with what right, comes from the caller and the register.</summary>
public sealed class ConcernTurn(MoveConcern move, ConcernReading reading, DirectoryStore directory, Outbox outbox)
{
    internal static readonly Message NotFound = new Refusal
    {
        From = [Bold("The bot"), " could not find what you pressed."],
        Heading = "This is not with you",
        WhatHappened = "There is no such concern, or it is with somebody else. Nothing was changed.",
        WhatToDo = "If you should see it, ask the partnership board’s clerk whether the directory names you.",
    }.ToMessage();

    public Task<Answer> SendAsync(Press press, CancellationToken cancellation) => MoveAsync(press, ConcernAct.Send, cancellation);

    public Task<Answer> BeginAsync(Press press, CancellationToken cancellation) => MoveAsync(press, ConcernAct.Begin, cancellation);

    public Task<Answer> ResolveAsync(Press press, CancellationToken cancellation) => MoveAsync(press, ConcernAct.Resolve, cancellation);

    public Task<Answer> NoChangeAsync(Press press, CancellationToken cancellation) => MoveAsync(press, ConcernAct.NoChange, cancellation);

    /// <summary>The card as it stands: a client asks by itself when its person looks at an older one.</summary>
    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation) =>
        press.Place is not Place.Personal ? new Answer.Show(ConcernFormCards.OnlyInChat())
        : IdOf(press) is { } id && await reading.FindAsync(press.Caller.Tenant, id, cancellation) is { } concern ? await CardAsync(press, concern, note: null, cancellation)
        : new Answer.Show(NotFound);

    private async Task<Answer> MoveAsync(Press press, ConcernAct act, CancellationToken cancellation)
    {
        if (press.Place is not Place.Personal)
        {
            return new Answer.Show(ConcernFormCards.OnlyInChat());
        }

        if (IdOf(press) is not { } id)
        {
            return new Answer.Show(NotFound);
        }

        // A version that is no number is as wrong as one that never was: the press is answered with the current card.
        var version = int.TryParse(press["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var claimed) ? claimed : -1;
        Taker? to = Enum.TryParse<Taker>(press[ConcernCards.ToInput], out var taker) && Enum.IsDefined(taker) ? taker : null;
        return await move.HandleAsync(press.Caller, new(id, act, to, version, press[ConcernCards.WordInput]), cancellation) switch
        {
            ConcernOutcome.Moved moved => await CardAsync(press, moved.Concern, note: null, cancellation),
            ConcernOutcome.Overtaken late => await CardAsync(press, late.Concern, ConcernWords.Already(late.By), cancellation),
            ConcernOutcome.Wrong wrong => await WrongAsync(press, wrong, cancellation),
            _ => new Answer.Show(NotFound),
        };
    }

    private async Task<Answer> CardAsync(Press press, Concern concern, string? note, CancellationToken cancellation)
    {
        await SettleAsync(press, concern, cancellation);
        return new Answer.Show(await reading.DrawAsync(concern, press.Caller.Person, press.TeamsUserId, note, Shown.Opened, cancellation) ?? NotFound);
    }

    // What was typed stays on the card.
    private async Task<Answer> WrongAsync(Press press, ConcernOutcome.Wrong wrong, CancellationToken cancellation) =>
        await directory.CurrentAsync(press.Caller.Tenant, cancellation) is { } register && Routing.PartOf(register, wrong.Concern, press.Caller.Person) is { } part
            ? new Answer.Show(ConcernCards.For(new(wrong.Concern, part, register, press.TeamsUserId), wrong.Why, press.Data))
            : new Answer.Show(NotFound);

    // Somebody pressed it, so it arrived.
    private async Task SettleAsync(Press press, Concern concern, CancellationToken cancellation)
    {
        if (press.CardActivityId is { } activity)
        {
            string[] intents = [ConcernIntents.NameOf(ConcernIntents.Board, 1), .. concern.Sending is { } sending ? [ConcernIntents.NameOf(ConcernIntents.Taker, sending.Number)] : (string[])[]];
            await outbox.SettleByPressAsync(ConcernStore.Partition(concern.Tenant, concern.Id), intents, press.Caller.Person.Value, activity, cancellation);
        }
    }

    private static ConcernId? IdOf(Press press) => ConcernId.IsWellFormed(press["concern"]) ? new(press["concern"]) : null;
}
