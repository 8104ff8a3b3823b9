using System.Globalization;
using TeamsBot.Bot.Local;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>A poll that a facilitator was shown as open.</summary>
internal sealed record OpenedPoll(string Poll, DateTimeOffset Closes);

/// <summary>What this run had done before it was killed, read from what local Teams wrote down: each step is looked up here before it is done.</summary>
internal sealed class Memory(IReadOnlyList<ShownAnswer> shown)
{
    /// <summary>The heading by which a facilitator knows that a poll is open.</summary>
    public const string PollIsOpen = "✓ The poll is open";

    private readonly ILookup<(string Account, string Poll, string Seat), ShownAnswer> votes = shown
        .Where(answer => IsVote(answer.Verb))
        .ToLookup(answer => (answer.Account, (string?)answer.Data["poll"] ?? "", (string?)answer.Data["seat"] ?? ""));

    /// <summary>How often a person found nothing to press.</summary>
    public int NothingToPress { get; set; }

    /// <summary>The acts that were shown before this start.</summary>
    public int Acts => shown.Count;

    public static bool IsVote(string? verb) => verb is "polls.vote" or "polls.abstain";

    public OpenedPoll? OpenedPoll(string network) => shown
        .Where(answer => answer.Verb == "polls.open" && (string?)answer.Inputs["group"] == network && answer.Heading == PollIsOpen)
        .Select(answer => new OpenedPoll((string)answer.Data["poll"]!, DateTimeOffset.FromUnixTimeSeconds(long.Parse((string)answer.Inputs["closes"]!, CultureInfo.InvariantCulture))))
        .FirstOrDefault();

    public int PressesFor(string account, string poll, string seat) => votes[(account, poll, seat)].Count();

    /// <summary>How often the account had pressed one of a matter's deciding buttons.</summary>
    public int MovesOf(string account, string matter) => shown.Count(answer => answer.Account == account && answer.Verb?.StartsWith("escalations.", StringComparison.Ordinal) == true
        && answer.Verb != "escalations.show" && (string?)answer.Data["matter"] == matter);
}
