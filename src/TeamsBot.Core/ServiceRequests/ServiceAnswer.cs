using TeamsBot.Core.Agreements;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>Whether a service can take on what it is asked for.</summary>
public enum Capacity
{
    None,
    Some,
    Yes,
}

/// <summary>What a service said: an offer, or why it declines.</summary>
public abstract record Said
{
    private Said()
    {
    }

    /// <summary>What is wrong with the words, or null.</summary>
    public abstract string? Problem(DateTimeOffset now);

    /// <summary>The three things that a board asks (R61), and the capacity.</summary>
    /// <param name="Capacity">Null where the form's choice was not made.</param>
    public sealed record Offer(string InPlace, string CouldBe, string InTheWay, Capacity? Capacity) : Said
    {
        public override string? Problem(DateTimeOffset now) =>
            ServiceRequest.ProblemOf(InPlace, "Write what is in place, or: nothing yet.", now)
            ?? ServiceRequest.ProblemOf(CouldBe, "Write what could be put in place, or: nothing now.", now)
            ?? ServiceRequest.ProblemOf(InTheWay, "Write what stands in the way, or: nothing.", now)
            ?? (Capacity is null ? "Choose whether you have capacity." : null);
    }

    public sealed record Decline(string Reason) : Said
    {
        public override string? Problem(DateTimeOffset now) => ServiceRequest.ProblemOf(Reason, "Write why you decline. The board’s officers read it.", now);
    }
}

/// <summary>A service's answer. A correction is the next number; every one is kept.</summary>
/// <param name="Service">Where the service stands in its request.</param>
public sealed record ServiceAnswer(int Service, int Number, PersonId Person, Said Said, DateTimeOffset At)
{
    public Capacity? Capacity => Said is Said.Offer offer ? offer.Capacity : null;
}

/// <summary>Everything that can become of an answer.</summary>
public abstract record ReplyOutcome
{
    private ReplyOutcome()
    {
    }

    /// <param name="IsNew">False where the same person had said the same: a success that writes nothing (rule V7).</param>
    public sealed record Replied(ServiceRequest Request, ServiceAnswer Answer, bool IsNew) : ReplyOutcome;

    /// <summary>The card was older than the answer that stands; nothing is changed (rule E2).</summary>
    /// <param name="By">The answer that came first; null for a card that claims one that never was.</param>
    public sealed record Overtaken(ServiceRequest Request, ServiceAnswer? By) : ReplyOutcome;

    /// <summary>The board had closed the request.</summary>
    public sealed record Closed(ServiceRequest Request) : ReplyOutcome;

    /// <summary>The request is restricted, and the service has no data-sharing agreement in force today (R111).</summary>
    public sealed record NoAgreement(GateRefusal Refusal) : ReplyOutcome;

    /// <param name="Why">What to do, for a short line beside the form.</param>
    public sealed record Wrong(string Why) : ReplyOutcome;

    /// <summary>No such request or service, or another's: they look the same from outside (rule T2).</summary>
    public sealed record NotYours : ReplyOutcome;
}
