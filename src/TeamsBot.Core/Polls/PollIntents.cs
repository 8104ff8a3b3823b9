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

    public static IReadOnlyList<Intent> Open(Poll poll) => [Of(poll, OpenCards, Cards), Of(poll, OpenChannel, Channel)];

    public static Intent Count(Poll poll, int voted) => Of(poll, $"count-{voted.ToString("D5", CultureInfo.InvariantCulture)}", Channel);

    public static IReadOnlyList<Intent> Closed(Poll poll) => [Of(poll, "closed-cards", Cards), Of(poll, "closed-channel", Channel)];

    /// <summary>A seat's card for one of its voters.</summary>
    public static string RecipientOf(SeatId seat, PersonId voter) => $"{seat}~{voter}";

    public static (SeatId Seat, PersonId Voter) Read(string recipient) =>
        recipient.Split('~') is [var seat, var voter] ? (new(seat), new(voter)) : throw new ArgumentException($"'{recipient}' names no seat and voter.", nameof(recipient));

    private static Intent Of(Poll poll, string name, string kind) => new(poll.Tenant, PollStore.Partition(poll.Tenant, poll.Id), name, kind, poll.Id.Value);
}
