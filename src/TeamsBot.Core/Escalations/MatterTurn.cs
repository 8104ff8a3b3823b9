using System.Globalization;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Escalations;

/// <summary>Answers the buttons of a matter's cards. All that a card carries is a claim; who acts, and with what right, comes from the caller and the register.</summary>
public sealed class MatterTurn(MoveMatter move, MatterStore matters, DirectoryStore directory, Outbox outbox)
{
    internal static readonly Message NotFound = new Refusal
    {
        From = [Bold("The bot"), " could not find what you pressed."],
        Heading = "This is not yours to answer",
        WhatHappened = "There is no such matter, or it is with somebody else. Nothing was changed.",
        WhatToDo = "If you answer for a board or a network, ask its clerk or facilitator whether the directory says so.",
    }.ToMessage();

    public Task<Answer> AcceptAsync(Press press, CancellationToken cancellation) => MoveAsync(press, Act.Accept, "", cancellation);

    public Task<Answer> AskAsync(Press press, CancellationToken cancellation) => MoveAsync(press, Act.Ask, press[MatterCards.QuestionInput], cancellation);

    public Task<Answer> ReferUpAsync(Press press, CancellationToken cancellation) => MoveAsync(press, Act.ReferUp, press[MatterCards.UpInput], cancellation);

    public Task<Answer> DeclineAsync(Press press, CancellationToken cancellation) => MoveAsync(press, Act.Decline, press[MatterCards.ReasonInput], cancellation);

    public Task<Answer> ReplyAsync(Press press, CancellationToken cancellation) => MoveAsync(press, Act.Reply, press[MatterCards.ReplyInput], cancellation);

    /// <summary>The card as it stands: a client asks by itself when its person looks at an older one.</summary>
    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation)
    {
        if (IdOf(press) is { } id && await matters.FindAsync(press.Caller.Tenant, id, cancellation) is { } matter)
        {
            return await CardAsync(press, matter, asked: press["board"].Length == 0, note: null, cancellation);
        }

        return new Answer.Show(NotFound);
    }

    private async Task<Answer> MoveAsync(Press press, Act act, string text, CancellationToken cancellation)
    {
        if (IdOf(press) is not { } id)
        {
            return new Answer.Show(NotFound);
        }

        // A version that is no number is as wrong as one that never was: the press is answered with the current card.
        var version = int.TryParse(press["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var claimed) ? claimed : -1;
        return await move.HandleAsync(press.Caller, new(id, act, version, text), cancellation) switch
        {
            MoveOutcome.Moved moved => await CardAsync(press, moved.Matter, asked: act is Act.Reply, note: null, cancellation),
            MoveOutcome.Overtaken late => await CardAsync(press, late.Matter, asked: act is Act.Reply, MatterWords.Already(late.By), cancellation),
            MoveOutcome.Wrong wrong => new Answer.Say(wrong.Why),
            _ => new Answer.Show(NotFound),
        };
    }

    /// <param name="asked">Whether it is the facilitator's card of a question; else an officer's.</param>
    private async Task<Answer> CardAsync(Press press, Matter matter, bool asked, string? note, CancellationToken cancellation)
    {
        if (await directory.CurrentAsync(press.Caller.Tenant, cancellation) is not { } register)
        {
            return new Answer.Show(NotFound);
        }

        var message = asked
            ? await QuestionAsync(press, matter, register, note, cancellation)
            : await OfficerAsync(press, matter, register, note, cancellation);
        return new Answer.Show(message ?? NotFound);
    }

    private async Task<Message?> OfficerAsync(Press press, Matter matter, Register register, string? note, CancellationToken cancellation)
    {
        // Of two boards that a person is an officer of, the one whose card was pressed; else the one that holds it.
        var person = press.Caller.Person;
        var arrival = matter.Arrivals
            .Where(arrival => Officers.RoleIn(register, person, arrival.To!.Id) is not null)
            .OrderBy(arrival => arrival.To!.Id.Value != press["board"]).ThenBy(arrival => arrival.To!.Id != matter.Holder.Id)
            .FirstOrDefault();
        if (arrival is null)
        {
            return null;
        }

        await SettleAsync(press, matter, MatterIntents.NameOf(MatterIntents.Officers, arrival.Number), MatterIntents.CopyOf(arrival.To!.Id, person), cancellation);
        return MatterCards.ForOfficer(new(matter, arrival, new(person, Officers.RoleIn(register, person, arrival.To.Id)!.Value), press.TeamsUserId), note);
    }

    private async Task<Message?> QuestionAsync(Press press, Matter matter, Register register, string? note, CancellationToken cancellation)
    {
        if (matter.Moves.LastOrDefault(move => move.Act is Act.Ask) is not { } question || !register.Holds(press.Caller.Person, Role.Facilitator, matter.Evidence.Origin.Id))
        {
            return null;
        }

        await SettleAsync(press, matter, MatterIntents.NameOf(MatterIntents.Question, question.Number), press.Caller.Person.Value, cancellation);
        return MatterAnswerCards.Question(matter, question, press.TeamsUserId, note);
    }

    // Somebody pressed it, so it arrived.
    private async Task SettleAsync(Press press, Matter matter, string intent, string recipient, CancellationToken cancellation)
    {
        if (press is { Place: Place.Personal, CardActivityId: { } activity })
        {
            await outbox.SettleByPressAsync(MatterStore.Partition(matter.Tenant, matter.Id), intent, recipient, activity, cancellation);
        }
    }

    private static MatterId? IdOf(Press press) => MatterId.IsWellFormed(press["matter"]) ? new(press["matter"]) : null;
}
