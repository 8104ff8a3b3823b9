using System.Collections.Immutable;
using TeamsBot.Core.Audit;

namespace TeamsBot.Core.Resources;

/// <summary>The id of a request for help, made when its form was drawn (rule V7).</summary>
public readonly record struct RequestId(string Value)
{
    /// <summary>Whether a claimed id can be looked up at all.</summary>
    public static bool IsWellFormed(string claimed) => ResourceId.IsWellFormed(claimed);

    public override string ToString() => Value;
}

/// <summary>
/// Somebody's words to whoever answers for a resource or a strength, and the answer back: once each way (R69). It is between these people, and stands in no list but theirs.
/// </summary>
/// <param name="About">What it asks for, by name: "English Hub", "a strength of Tarnside Primary".</param>
/// <param name="Asker">Who asks.</param>
/// <param name="For">The school, network or board the asker asks for, by name.</param>
/// <param name="To">Who may answer: whoever holds the role when it is asked. The first answer is the answer.</param>
public sealed record HelpRequest(
    TenantId Tenant, RequestId Id, string About, PersonId Asker, string For, string Words, DateTimeOffset AskedAt, ImmutableArray<PersonId> To, HelpAnswer? Answer, AuditChain Audit)
{
    /// <summary>In UTF-16 characters, of the request and of the answer.</summary>
    public const int LongestWords = 500;

    public bool IsFor(PersonId person) => Asker == person || To.Contains(person);
}

/// <param name="As">The role or place that answers, in words: people change.</param>
public sealed record HelpAnswer(PersonId By, string As, string Words, DateTimeOffset At);

/// <summary>Everything that can become of a request or its answer.</summary>
public abstract record RequestOutcome
{
    private RequestOutcome()
    {
    }

    public sealed record Sent(HelpRequest Request) : RequestOutcome;

    /// <summary>It had been answered: that answer stands (rule E2).</summary>
    public sealed record Overtaken(HelpRequest Request) : RequestOutcome;

    /// <param name="Request">As it stands; null where it was to be sent.</param>
    public sealed record Wrong(HelpRequest? Request, string About, string Why) : RequestOutcome;

    /// <summary>No such resource, strength or request, or not theirs: they look the same (rule T2).</summary>
    public sealed record NotThere : RequestOutcome;
}
