using System.Collections.Immutable;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Registers;

/// <summary>One decision as the register lists it (R3): what was decided, by whom, when, why, and what it asks for.</summary>
/// <param name="Status">A status word with its mark.</param>
/// <param name="What">In people's words.</param>
/// <param name="By">The group that decided.</param>
/// <param name="Why">The arithmetic of a vote, the reason of a board.</param>
/// <param name="Asks">Our own words; null where nothing is asked of anybody.</param>
internal sealed record Decision(string Kind, string Subject, DateTimeOffset At, Status Status, string What, string By, string Why, string? Asks)
{
    /// <summary>The kinds of entry of the register: a poll that closed with something agreed, a tie that was settled, a board's answer to a matter.</summary>
    public const string Poll = "poll", Tie = "tie", Answer = "answer";

    /// <summary>A poll about to close: nothing where it agreed nothing, or only settles another's tie.</summary>
    public static RegisterEntry? EntryOfClose(Poll closed) =>
        closed.RunOffOf is null && closed.Result?.Agreed.Any() == true ? EntryOf(closed, Poll, closed.ClosedAt!.Value, closed.Result.Agreed) : null;

    /// <summary>A tie about to be settled; nothing where nothing of it is agreed, or it is a run-off's own.</summary>
    public static RegisterEntry? EntryOfTie(Poll settled) =>
        settled is { RunOffOf: null, Tie.Settlement: { } settlement } && settled.Settled.Any() ? EntryOf(settled, Tie, settlement.At, settled.Settled) : null;

    /// <summary>A board's answer that a move gives; nothing where it gives none.</summary>
    public static RegisterEntry? EntryOfAnswer(Matter matter, Move move) => IsAnswer(move)
        ? new(matter.Tenant, RegisterIndex.Decisions, Answer, MatterIntents.Subject(matter.Id, move.Number), move.At, MatterEntries.Through(matter), matter.Evidence.Visibility) { Themes = ThemesOf(matter.Evidence.Theme?.Value) }
        : null;

    /// <summary>Who may read what a poll decided: its group, and whoever may read what it sent to the board above.</summary>
    public static IEnumerable<GroupId> Through(Poll poll) => poll.Board is { } board ? [poll.Group, board] : [poll.Group];

    /// <summary>What a poll agreed at its close, or by its tie's settlement.</summary>
    public static Decision? Of(Poll poll, string kind, DateTimeOffset at)
    {
        if (poll.Result is not { } result || (kind == Poll ? EntryOfClose(poll) : EntryOfTie(poll))?.At != at)
        {
            return null;
        }

        IReadOnlyList<OptionVerdict> agreed = [.. kind == Poll ? result.Agreed : poll.Settled];
        var asks = poll.Confirms ? $"{poll.GroupName} acts on {(agreed.Count == 1 ? "it" : "them")}." : poll.BoardName is { } board ? $"It asks {board} for {MatterWords.Of(poll.Ask)}." : null;
        return new(
            kind,
            poll.Id.Value,
            at,
            poll.Confirms ? Status.Confirmed : Status.Agreed,
            Words.Join(agreed.Select(option => ResultCards.BriefOf(poll, option))),
            poll.GroupName,
            kind == Poll ? Arithmetic(poll, result, agreed) : TieCards.HowSettled(poll, result, poll.Tie!.Settlement!),
            asks);
    }

    /// <summary>What a board answered by one of a matter's moves.</summary>
    public static Decision? Of(Matter matter, int number, DateTimeOffset at) =>
        matter.Moves.ElementAtOrDefault(number - 1) is { } move && move.At == at && IsAnswer(move)
            ? new(
                Answer,
                MatterIntents.Subject(matter.Id, number),
                at,
                MatterWords.StatusOf(move),
                matter.Evidence.Option.Brief,
                move.By.Name,
                $"{Reason(move)}Behind it: {MatterWords.Backing(matter)}",
                $"{matter.Evidence.Origin.Name} had asked for {MatterWords.Of(matter.Evidence.Ask)}.")
            : null;

    // A referral by a board's vote is no decision beside that vote, which stands in the register itself.
    private static bool IsAnswer(Move move) => move.Act is Act.Accept or Act.Decline or Act.Return or Act.Confirm or Act.Resolve or Act.TakeOver || (move.Act is Act.ReferUp && move.Person is not null);

    // The board's own words and its plan (R10); a board's vote brings its tally.
    private static string Reason(Move move) => string.Concat(
        ((string?[])[move.Text is { } text ? (move.Person is null ? text : $"“{text}”") : null, MatterWords.Plan(move.Owner, move.NextDate)]).Where(part => !string.IsNullOrEmpty(part)).Select(part => $"{part} "));

    private static RegisterEntry EntryOf(Poll poll, string kind, DateTimeOffset at, IEnumerable<OptionVerdict> agreed) =>
        new(poll.Tenant, RegisterIndex.Decisions, kind, poll.Id.Value, at, [.. Through(poll)], poll.Visibility)
        {
            Themes = [.. agreed.SelectMany(option => ThemesOf(poll.Wording.Find(option.Option)?.Theme)).Distinct()],
        };

    private static ImmutableArray<string> ThemesOf(string? theme) => theme is null ? [] : [theme];

    // "14 of 19 schools voted. 11 of them chose Early language, and 9 Attendance. 8 were needed: more than half of the votes." (rule V16).
    private static string Arithmetic(Poll poll, Result result, IReadOnlyList<OptionVerdict> agreed)
    {
        var chose = agreed.Select((option, at) => $"{option.Count}{(at == 0 ? $"{Words.Bound}of{Words.Bound}them chose" : "")} {ResultCards.BriefOf(poll, option)}");
        return $"{ResultCards.Turnout(poll, result)}. {Words.Join(chose)}. {result.VotesNeeded} {(result.VotesNeeded == 1 ? "was" : "were")} needed: {result.Rule.Share} of the votes.";
    }
}
