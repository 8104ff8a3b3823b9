namespace TeamsBot.LocalTeams.Misbehaviour;

internal enum Fault
{
    AcceptThen502,
    Drop,
    Late,
    Throttle,
    DuplicateInvoke,
    Refuse412,

    /// <summary>Graph makes a channel asynchronously: 202 with an operation to poll.</summary>
    Accept202,
}

/// <summary>A fault asked for. Null operation or conversation means any. Seconds are wire time for Late, product time for Throttle.</summary>
internal sealed record Misbehaviour(Fault Fault, string? Operation, string? Conversation, double Seconds)
{
    public bool Fits(string operation, string? conversation) =>
        (Operation ?? DefaultOperation ?? operation) == operation && (Conversation is null || Conversation == conversation);

    private string? DefaultOperation => Fault switch
    {
        Fault.DuplicateInvoke => "invoke",
        Fault.Accept202 => "graph",
        _ => null,
    };
}

/// <summary>The faults still to happen, each once, in the order asked for. A restart forgets them.</summary>
internal sealed class Misbehaviours
{
    private readonly List<Misbehaviour> waiting = [];

    public void Add(IEnumerable<Misbehaviour> more)
    {
        lock (waiting)
        {
            waiting.AddRange(more);
        }
    }

    public Misbehaviour? Take(string operation, string? conversation) => Take(operation, conversation, fault => fault is not (Fault.DuplicateInvoke or Fault.Accept202));

    public bool TakeOnly(Fault fault, string operation, string? conversation) => Take(operation, conversation, kind => kind == fault) is not null;

    private Misbehaviour? Take(string operation, string? conversation, Func<Fault, bool> wanted)
    {
        lock (waiting)
        {
            var at = waiting.FindIndex(next => wanted(next.Fault) && next.Fits(operation, conversation));
            if (at < 0)
            {
                return null;
            }

            var next = waiting[at];
            waiting.RemoveAt(at);
            return next;
        }
    }
}
