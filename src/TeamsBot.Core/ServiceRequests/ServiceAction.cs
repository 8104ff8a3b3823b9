namespace TeamsBot.Core.ServiceRequests;

/// <summary>What a service brings (R65, R66).</summary>
public enum ActionKind
{
    People,
    Asset,
    Funding,

    /// <summary>Workforce training.</summary>
    Training,
}

/// <summary>Something that a service does beside its answer, such as training all its staff to a common baseline.</summary>
/// <param name="Service">Where the service stands in its request; it owns what it brings.</param>
/// <param name="Number">1 for the service's first.</param>
/// <param name="Reach">Whom it reaches, in words.</param>
/// <param name="DoneAt">Null while it is not done.</param>
public sealed record ServiceAction(int Service, int Number, ActionKind Kind, string Words, string Reach, PersonId Person, DateTimeOffset At, DateTimeOffset? DoneAt)
{
    /// <summary>In UTF-16 characters, after cleaning and trimming: of the words and of the reach.</summary>
    public const int LongestText = 200;

    /// <summary>Actions of one service in one request.</summary>
    public const int OfOneAtMost = 4;

    /// <summary>What is wrong with it, or null.</summary>
    public string? Problem(DateTimeOffset now) =>
        Words.Length > LongestText || Reach.Length > LongestText ? $"Use at most {LongestText} characters in each field."
        : ServiceRequest.ProblemOf(Words, "Write what your service does.", now) ?? ServiceRequest.ProblemOf(Reach, "Write whom it reaches.", now);
}
