using System.Globalization;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Patterns;

/// <summary>Answers the buttons of patterns' cards. All that a card carries is a claim; who acts, and with what right, comes from the caller and the register.</summary>
public sealed class PatternTurn(DecidePattern decide, AnswerJointly answer, PatternDesk desk, Outbox outbox)
{
    internal static readonly Message NotFound = new Refusal
    {
        From = [Bold("The bot"), " could not find what you pressed."],
        Heading = "This is not yours to see",
        WhatHappened = "There is no such pattern, or it is another board’s. Nothing was changed.",
        WhatToDo = "If you are an officer of a board or a network’s facilitator, type “patterns” for those that are yours.",
    }.ToMessage();

    public Task<Answer> JoinAsync(Press press, CancellationToken cancellation) => DecideAsync(press, PatternState.Joined, cancellation);

    public Task<Answer> KeepApartAsync(Press press, CancellationToken cancellation) => DecideAsync(press, PatternState.KeptApart, cancellation);

    public Task<Answer> DiscussAsync(Press press, CancellationToken cancellation) => DecideAsync(press, PatternState.Discussed, cancellation);

    /// <summary>The card as it stands: a client asks by itself when its person looks at an older one.</summary>
    public Task<Answer> ShowAsync(Press press, CancellationToken cancellation) => CardAsync(press, note: null, cancellation);

    /// <summary>Takes one answer to all that are joined.</summary>
    public async Task<Answer> AnswerAsync(Press press, Act act, CancellationToken cancellation)
    {
        var words = MatterVerbs.InputOf(act) is { } input ? Said.Clean(press[input]) : "";
        var (owner, date) = Said.NeedsDate(act) ? (Said.Clean(press[MatterVerbs.OwnerInput]), press[MatterVerbs.DateInput].Trim()) : ("", "");
        return PatternId.Read(press["pattern"]) is { } id
            ? await OutcomeAsync(press, await answer.HandleAsync(press.Caller, new(id, act, VersionOf(press), words, owner, date), cancellation), cancellation)
            : new Answer.Show(NotFound);
    }

    private async Task<Answer> DecideAsync(Press press, PatternState to, CancellationToken cancellation) => PatternId.Read(press["pattern"]) is { } id
        ? await OutcomeAsync(press, await decide.HandleAsync(press.Caller, id, VersionOf(press), to, cancellation), cancellation)
        : new Answer.Show(NotFound);

    private async Task<Answer> OutcomeAsync(Press press, PatternOutcome outcome, CancellationToken cancellation) => outcome switch
    {
        PatternOutcome.Done => await CardAsync(press, note: null, cancellation),
        PatternOutcome.Overtaken late => await CardAsync(press, late.Note, cancellation),
        PatternOutcome.Wrong wrong => new Answer.Say(wrong.Why),
        _ => new Answer.Show(NotFound),
    };

    private async Task<Answer> CardAsync(Press press, string? note, CancellationToken cancellation)
    {
        if (PatternId.Read(press["pattern"]) is not { } id || await desk.ForCallerAsync(press.Caller.Tenant, press.Caller.Person, id, press.TeamsUserId, cancellation) is not { } view)
        {
            return new Answer.Show(NotFound);
        }

        // Somebody pressed it, so it arrived.
        if (press is { Place: Place.Personal, CardActivityId: { } activity })
        {
            await outbox.SettleByPressAsync(PatternStore.Partition(press.Caller.Tenant, id.Scope), PatternIntents.FoundOf(id), press.Caller.Person.Value, activity, cancellation);
        }

        return new Answer.Show(PatternCards.ForReader(view, note));
    }

    // A version that is no number is as wrong as one that never was: the press is answered with the current card.
    private static int VersionOf(Press press) => int.TryParse(press["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
}

/// <summary>Answers the question about two related themes.</summary>
public sealed class IssueTurn(SayIssue say, IssueDesk desk)
{
    public Task<Answer> SameAsync(Press press, CancellationToken cancellation) => SayAsync(press, same: true, cancellation);

    public Task<Answer> DifferentAsync(Press press, CancellationToken cancellation) => SayAsync(press, same: false, cancellation);

    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation) =>
        new Answer.Show(await desk.ForCallerAsync(press, cancellation) is { } view ? IssueCards.ForOfficer(view) : PatternTurn.NotFound);

    private async Task<Answer> SayAsync(Press press, bool same, CancellationToken cancellation)
    {
        if (await desk.ForCallerAsync(press, cancellation) is not { } view)
        {
            return new Answer.Show(PatternTurn.NotFound);
        }

        var late = await say.HandleAsync(press.Caller, view, same, cancellation);
        return await desk.ForCallerAsync(press, cancellation) is { } now
            ? new Answer.Show(IssueCards.ForOfficer(now, late ? $"Already answered by the {MatterWords.Of(now.Question.Role!.Value)} on {When.DayAtTime(now.Question.At!.Value)}. Your press changed nothing." : null))
            : new Answer.Show(PatternTurn.NotFound);
    }
}
