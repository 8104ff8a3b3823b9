using System.Globalization;
using TeamsBot.Core.Delivery;

namespace TeamsBot.Core.Polls;

/// <summary>What a poll has to tell: cards when it opens, the channel's count while it runs, every copy when it closes.</summary>
internal static class PollIntents
{
    public const string Cards = "polls.cards";
    public const string Channel = "polls.channel";

    /// <summary>The intents that post; the others bring these posts up to date.</summary>
    public const string OpenCards = "open-cards";
    public const string OpenChannel = "open-channel";

    public const string ClosedCards = "closed-cards";

    /// <summary>Every intent that posts a card with a seat's ballot to its voters: the poll's own and its reminders.</summary>
    public static readonly IReadOnlyList<string> VoterCards = [OpenCards, .. Enumerable.Range(1, Reminders.AtMost).Select(RemindCards.NameOf)];

    public static IReadOnlyList<Intent> Open(Poll poll) => [Of(poll, OpenCards, Cards), Of(poll, OpenChannel, Channel)];

    public const string EveryVoted = "polls.everyVoted";

    private const string ToldEveryVoted = "every-voted-";
    private const string ClosedEveryVoted = "closed-every-voted-";

    /// <summary>The intent that posted what this one brings up to date; null where it posts itself.</summary>
    public static string? EveryVotedBefore(Intent intent) => intent.Name.StartsWith(ClosedEveryVoted, StringComparison.Ordinal) ? ToldEveryVoted + intent.Name[ClosedEveryVoted.Length..] : null;

    /// <summary>How many have voted; and, where that is everybody who can, that they have.</summary>
    public static IReadOnlyList<Intent> Counted(Poll poll, int voted) =>
        [Of(poll, $"count-{Number(voted)}", Channel), .. voted == poll.Electorate.Voting ? [Of(poll, ToldEveryVoted + Number(voted), EveryVoted)] : (Intent[])[]];

    public static IReadOnlyList<Intent> Closed(Poll poll) =>
    [
        Of(poll, ClosedCards, Cards), Of(poll, "closed-channel", Channel),
        .. poll.Result!.Cast == poll.Electorate.Voting ? [Of(poll, $"{ClosedEveryVoted}{Number(poll.Result.Cast)}", EveryVoted)] : (Intent[])[],
    ];

    public const string MoreTime = "polls.moreTime";

    /// <summary>More time: every copy shows it, and those who have not voted hear it.</summary>
    public static IReadOnlyList<Intent> Extended(Poll poll)
    {
        var number = poll.Extensions.Length.ToString(CultureInfo.InvariantCulture);
        return [Of(poll, $"extended-cards-{number}", Cards), Of(poll, $"extended-channel-{number}", Channel), Of(poll, $"extended-told-{number}", MoreTime)];
    }

    /// <summary>Whether it tells what came of the poll, at close or when its tie is settled: that is not lost on whom no card has reached before.</summary>
    public static bool TellsTheEnd(Intent intent) => intent.Name == ClosedCards || intent.Name.StartsWith($"{Settled}-", StringComparison.Ordinal);

    private const string Settled = "settled";

    public const string LeftSeat = "polls.leftSeat";

    private const string Joined = "seat-cards-";

    /// <summary>A seat passed on: who joins gets its card, who left is told.</summary>
    public static IReadOnlyList<Intent> Corrected(Poll poll)
    {
        var number = poll.Corrections.Length.ToString(CultureInfo.InvariantCulture);
        return [Of(poll, Joined + number, Cards), Of(poll, $"seat-left-{number}", LeftSeat)];
    }

    /// <summary>Whether it posts the card of those who joined; which correction that was, <see cref="RoundOf"/> says.</summary>
    public static bool IsForWhoJoined(Intent intent) => intent.Name.StartsWith(Joined, StringComparison.Ordinal);

    /// <summary>The intent that posted a voter's card of a seat: when the poll opened, or when the seat was passed on to them.</summary>
    public static string CardOf(Poll poll, SeatId seat, PersonId voter) =>
        poll.Corrections.LastOrDefault(correction => correction.Seat == seat && correction.Joined.Contains(voter)) is { } joined ? Joined + joined.Number.ToString(CultureInfo.InvariantCulture) : OpenCards;

    /// <summary>That a closed poll was asked again: every copy says so.</summary>
    public static IReadOnlyList<Intent> OfAskedAgain(Poll closed) => [Of(closed, $"again-cards-{closed.AskedAgain!.Poll}", Cards), Of(closed, $"again-channel-{closed.AskedAgain.Poll}", Channel)];

    public const string Reworded = "polls.reworded";

    /// <summary>A new version of the wording: every copy shows it, and every voter hears it.</summary>
    public static IReadOnlyList<Intent> Amended(Poll poll)
    {
        var version = poll.Wording.Version.ToString(CultureInfo.InvariantCulture);
        return [Of(poll, $"amended-cards-{version}", Cards), Of(poll, $"amended-channel-{version}", Channel), Of(poll, $"amended-told-{version}", Reworded)];
    }

    public const string Tie = "polls.tie";

    /// <summary>The card that asks to settle a tie, once a round.</summary>
    public static string AskedToSettle(int round) => $"tied-{round.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>What became of a tie: the question to whoever may settle it, and every copy of the result.</summary>
    public static IReadOnlyList<Intent> OfTie(Poll poll)
    {
        var tie = poll.Tie!;
        var what = tie.Settlement is not null ? Settled : tie.RunOff is not null ? "run-off" : "asked";
        Intent Told(string copy, string kind) => Of(poll, $"{what}-{copy}-{tie.Round.ToString(CultureInfo.InvariantCulture)}", kind);
        IReadOnlyList<Intent> copies = [Told("cards", Cards), Told("channel", Channel)];
        return !tie.Waits ? [Told("tie", Tie), .. copies]
            : tie.Round == 1 ? [Of(poll, AskedToSettle(1), Tie)]
            : [Of(poll, AskedToSettle(tie.Round), Tie), .. copies];
    }

    /// <summary>The number at the end of an intent: the round of the tie, or which extension, it tells of.</summary>
    public static int RoundOf(Intent intent) => int.Parse(intent.Name.AsSpan(intent.Name.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>A seat's card for one of its voters.</summary>
    public static string RecipientOf(SeatId seat, PersonId voter) => $"{seat}~{voter}";

    public static (SeatId Seat, PersonId Voter) Read(string recipient) =>
        recipient.Split('~') is [var seat, var voter] ? (new(seat), new(voter)) : throw new ArgumentException($"'{recipient}' names no seat and voter.", nameof(recipient));

    private static string Number(int voted) => voted.ToString("D5", CultureInfo.InvariantCulture);

    private static Intent Of(Poll poll, string name, string kind) => new(poll.Tenant, PollStore.Partition(poll.Tenant, poll.Id), name, kind, poll.Id.Value);
}
