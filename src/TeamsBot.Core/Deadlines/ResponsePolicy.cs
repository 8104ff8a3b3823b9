using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Deadlines;

/// <summary>
/// How long the boards of one tier have, in school working days. Copied onto a matter when it comes to a board, so that a changed setting never changes a running matter (rule E3).
/// </summary>
/// <param name="AcknowledgeDays">By the end of which working day after it came the board says that it has the matter. That morning its chair is reminded.</param>
/// <param name="RespondDays">By the end of which working day after it came the board answers.</param>
/// <param name="ReminderDays">How many working days before the answer is due the board is reminded.</param>
/// <param name="AcknowledgedDays">For how many working days the board's own word (that it has it, or a question) keeps reminders away.</param>
/// <param name="ViceChairDays">How many working days after a word or the answer was due the vice-chair is asked to answer too (rule E4).</param>
/// <param name="ClerkDays">The same for the clerk.</param>
/// <param name="AgendaDays">How many working days after the answer was due the matter stands on the next tier's agenda (R52).</param>
/// <param name="ReplyDays">For how many working days a question to the network stops the board's time. On the last of them its facilitator is reminded.</param>
/// <param name="ProgressDays">How many working days after the day of the next word a silent board is reminded.</param>
public sealed record ResponsePolicy(
    int AcknowledgeDays = 3,
    int RespondDays = 15,
    int ReminderDays = 3,
    int AcknowledgedDays = 8,
    int ViceChairDays = 2,
    int ClerkDays = 4,
    int AgendaDays = 5,
    int ReplyDays = 5,
    int ProgressDays = 3)
{
    /// <summary>The most of each: two school terms, more or less. A wait that nobody lives to see is a mistake.</summary>
    public const int Longest = 120;

    /// <summary>What makes no sense, each with the name of the number to change; empty for a policy that may be used.</summary>
    public IEnumerable<(string Name, string Why)> Problems()
    {
        foreach (var (name, days) in Numbers().Where(number => number.Days is < 1 or > Longest))
        {
            yield return (name, $"{days} is not a number of school working days from 1 to {Longest}.");
        }

        if (RespondDays <= AcknowledgeDays)
        {
            yield return (nameof(RespondDays), $"The answer is due after the board says that it has the matter: use more than AcknowledgeDays, which is {AcknowledgeDays}.");
        }

        if (ReminderDays >= RespondDays)
        {
            yield return (nameof(ReminderDays), $"The reminder comes after the matter: use less than RespondDays, which is {RespondDays}.");
        }

        if (ClerkDays <= ViceChairDays)
        {
            yield return (nameof(ClerkDays), $"The clerk is asked after the vice-chair: use more than ViceChairDays, which is {ViceChairDays}.");
        }

        if (AgendaDays <= ClerkDays)
        {
            yield return (nameof(AgendaDays), $"The next tier hears of it after the clerk was asked: use more than ClerkDays, which is {ClerkDays}.");
        }
    }

    private (string Name, int Days)[] Numbers() =>
    [
        (nameof(AcknowledgeDays), AcknowledgeDays), (nameof(RespondDays), RespondDays), (nameof(ReminderDays), ReminderDays), (nameof(AcknowledgedDays), AcknowledgedDays),
        (nameof(ViceChairDays), ViceChairDays), (nameof(ClerkDays), ClerkDays), (nameof(AgendaDays), AgendaDays), (nameof(ReplyDays), ReplyDays), (nameof(ProgressDays), ProgressDays),
    ];
}

/// <summary>The policy of each tier that answers: locality boards, the partnership board, the children's board.</summary>
public sealed class ResponsePolicies
{
    public static readonly IReadOnlyList<Tier> Tiers = [Tier.Locality, Tier.Partnership, Tier.Children];

    public static readonly ResponsePolicies Default = new(new Dictionary<Tier, ResponsePolicy>());

    private readonly IReadOnlyDictionary<Tier, ResponsePolicy> given;

    /// <param name="given">Those that differ from the defaults.</param>
    public ResponsePolicies(IReadOnlyDictionary<Tier, ResponsePolicy> given)
    {
        if (given.FirstOrDefault(policy => policy.Value.Problems().Any()) is { Value: { } wrong } found)
        {
            throw new ArgumentException($"The policy of {found.Key} cannot be used. {wrong.Problems().First().Why}", nameof(given));
        }

        this.given = given;
    }

    public ResponsePolicy Of(Tier tier) => given.TryGetValue(tier, out var policy) ? policy : new();
}
