using System.Globalization;
using TeamsBot.Bot.Local;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>A poll that a facilitator was shown as open.</summary>
internal sealed record OpenedPoll(string Poll, DateTimeOffset Closes);

/// <summary>A consultation that its starter was shown as open.</summary>
internal sealed record OpenedConsultation(string Id, DateTimeOffset Closes);

/// <summary>
/// What this run had done before it was killed, read from what local Teams wrote down. A step is known by who acts, on what, and at which instant: product time
/// stands still while somebody acts, and moves on only when everything of an instant is done.
/// </summary>
internal sealed class Memory
{
    /// <summary>The heading by which a facilitator knows that a poll is open.</summary>
    public const string PollIsOpen = "✓ The poll is open";

    /// <summary>The heading by which whoever asked knows that a consultation is open.</summary>
    public const string ConsultationIsOpen = "✓ The consultation is open";
    public const string OpenConsultation = "consultations.open";
    public const string AnswerConsultation = "consultations.answer";

    private static readonly string[] Deeds = ["serviceRequests.", "needs.", "concerns.", "agreements.", "projects.", "patterns."];

    private readonly HashSet<(string Account, string Subject, DateTimeOffset At)> steps = [];
    private readonly Dictionary<string, OpenedPoll> polls = [];
    private readonly List<ShownAnswer> moves = [];
    private readonly Dictionary<string, string> rounds = [];

    /// <summary>Whether nobody had done anything.</summary>
    public bool IsEmpty => steps.Count == 0 && polls.Count == 0;

    /// <summary>The county's consultation, once it was shown as open.</summary>
    public OpenedConsultation? OpenedConsultation { get; private set; }

    /// <summary>What a school, or the facilitator, does in a round.</summary>
    public static string Contribution(string? round, string? seat, string? verb) => $"{round}|{seat}|{verb}";

    /// <summary>The round of a network that its facilitator was shown as started.</summary>
    public string? StartedRound(string network) => rounds.GetValueOrDefault(network);

    /// <summary>The answers to moves of matters, in order.</summary>
    public IReadOnlyList<ShownAnswer> Moves => moves;

    public static async Task<Memory> ReadAsync(TeamsClient teams, CancellationToken cancellation)
    {
        var memory = new Memory();
        await foreach (var shown in teams.ShownAsync(cancellation))
        {
            memory.Keep(shown);
        }

        return memory;
    }

    public static bool IsVote(string? verb) => verb is "polls.vote" or "polls.abstain";

    /// <summary>Whether it moves a matter. Sending one again moves none: it makes another.</summary>
    public static bool IsMove(string? verb) =>
        verb is MatterActs.TakeOver || (verb is not ("escalations.show" or MatterActs.Again) && verb?.StartsWith("escalations.", StringComparison.Ordinal) == true);

    /// <summary>What a vote is about.</summary>
    public static string Ballot(string? poll, string? seat) => $"{poll}|{seat}";

    /// <summary>What somebody does by a feature's button: the verb, and what it is about.</summary>
    public static string Deed(string verb, params IEnumerable<string?> about) => string.Join(' ', [verb, .. about]);

    public bool WasDone(string account, string subject, DateTimeOffset at) => steps.Contains((account, subject, at));

    public OpenedPoll? OpenedPoll(string network) => polls.GetValueOrDefault(network);

    private void Keep(ShownAnswer shown)
    {
        if (IsVote(shown.Verb))
        {
            steps.Add((shown.Account, Ballot(shown.Poll, shown.Seat), shown.At));
        }
        else if (IsMove(shown.Verb))
        {
            steps.Add((shown.Account, shown.Matter ?? "", shown.At));
            moves.Add(shown);
        }
        else if (shown.Verb == MatterActs.Again)
        {
            steps.Add((shown.Account, shown.Matter ?? "", shown.At));
        }
        else if (shown.Verb == AnswerConsultation)
        {
            steps.Add((shown.Account, Ballot(shown.Consultation, shown.Seat), shown.At));
        }
        else if (shown.Verb == OpenConsultation && shown.Heading == ConsultationIsOpen)
        {
            OpenedConsultation ??= new(shown.Consultation!, DateTimeOffset.FromUnixTimeSeconds(long.Parse((string)shown.Inputs["closes"]!, CultureInfo.InvariantCulture)));
        }
        else if (shown.Verb == RoundActs.Start)
        {
            if (shown.Heading == RoundActs.Begins)
            {
                rounds.TryAdd((string)shown.Inputs["roundGroup"]!, shown.Round!);
            }
        }
        else if (shown.Verb?.StartsWith("rounds.", StringComparison.Ordinal) == true)
        {
            steps.Add((shown.Account, Contribution(shown.Round, shown.Seat, shown.Verb), shown.At));
        }
        else if (Deeds.Any(feature => shown.Verb?.StartsWith(feature, StringComparison.Ordinal) == true))
        {
            foreach (var about in (string?[][])[[], [(string?)shown.Data["concern"]], [(string?)shown.Data["project"]], [(string?)shown.Data["pattern"]], [shown.Poll], [(string?)shown.Data["question"]], [(string?)shown.Data["request"], (string?)shown.Data["service"]]])
            {
                steps.Add((shown.Account, Deed(shown.Verb!, about), shown.At));
            }
        }
        else if (shown.Verb == "polls.open" && shown.Heading == PollIsOpen)
        {
            polls.TryAdd((string)shown.Inputs["group"]!, new(shown.Poll!, DateTimeOffset.FromUnixTimeSeconds(long.Parse((string)shown.Inputs["closes"]!, CultureInfo.InvariantCulture))));
        }
    }
}
