using TeamsBot.Core.Agreements;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Conversations;

/// <summary>One feature's wiring: which card verbs and commands it answers, what falls due, what it sends. Registered in the host by its <c>Add…</c> method.</summary>
public abstract class Feature
{
    /// <summary>Every card it can make, one for each state.</summary>
    public virtual IEnumerable<CardSample> Samples => [];

    public abstract void Map(FeatureMap map);
}

/// <summary>Every verb, command, kind of due work and kind of intent, each answered by exactly one feature. A duplicate fails at start-up.</summary>
public sealed class FeatureMap
{
    private readonly IReadOnlyList<Feature> features;
    private readonly Dictionary<string, Func<Press, CancellationToken, Task<Answer>>> presses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (CommandWord Command, Func<Typed, CancellationToken, Task<Answer>> Handler)> commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<DueItem, CancellationToken, Task<DueOutcome>>> due = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dispatch> dispatches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<Happening, CancellationToken, Task<IReadOnlyList<Update>>>> tellers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WaitingReader> waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FollowReader> followers = new(StringComparer.Ordinal);

    private readonly Restrictions restrictions;

    /// <param name="passage">What stands before everything restricted. The host always gives it.</param>
    public FeatureMap(IEnumerable<Feature> features, RestrictedPassage? passage = null)
    {
        (this.features, restrictions) = ([.. features], new(passage));
        foreach (var feature in this.features)
        {
            feature.Map(this);
        }
    }

    /// <summary>The commands, A to Z.</summary>
    public IEnumerable<CommandWord> Commands => commands.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.Command);

    /// <summary>Every card verb that is answered.</summary>
    public IEnumerable<string> Verbs => presses.Keys;

    /// <summary>Every card the product can make, one for each state.</summary>
    public IEnumerable<CardSample> Samples => [.. ConversationSamples.Of(this), .. features.SelectMany(feature => feature.Samples)];

    public void OnPress(string verb, Func<Press, CancellationToken, Task<Answer>> handler) => Add(presses, verb, (press, cancellation) => restrictions.AnswerAsync(press, handler, cancellation), "card verb");

    /// <param name="hint">What it is for, in a few words, for the help card.</param>
    /// <param name="roles">Who can use it, for the help card: it stands first for them, and at the end for everybody else. Null for anybody.</param>
    public void OnCommand(string word, string hint, Func<Typed, CancellationToken, Task<Answer>> handler, Purpose purpose = Purpose.LookUp, IReadOnlyList<Role>? roles = null) =>
        Add(commands, word, (new CommandWord(word, hint, purpose, roles ?? []), handler), "command");

    public void OnDue(string kind, Func<DueItem, CancellationToken, Task<DueOutcome>> handler) => Add(due, kind, handler, "kind of due work");

    public void Sends(Dispatch dispatch) => Add(dispatches, dispatch.Kind, new GuardedDispatch(dispatch, restrictions), "kind of intent");

    /// <summary>Reads happenings of that kind back for a digest: what to say of one, or nothing where its commit never happened.</summary>
    public void Tells(string kind, Func<Happening, CancellationToken, Task<IReadOnlyList<Update>>> teller) => Add(tellers, kind, teller, "kind of happening");

    /// <summary>Says of what presses and messages are about whether it is restricted: it then passes the gate and is noted as read, whichever feature shows it (rule T5).</summary>
    public void Restricts(RestrictedReader reader) => restrictions.Add(reader);

    /// <summary>Reads what was asked of people under one kind of intent back for the list of what waits for them.</summary>
    public void Waits(WaitingReader reader) => Add(waiting, reader.Kind, reader, "kind of what waits");

    /// <summary>Says what became of what was asked or told under some kinds of intent, for the list of what somebody follows.</summary>
    public void Follows(FollowReader reader)
    {
        foreach (var kind in reader.Kinds)
        {
            Add(followers, kind, reader, "kind of what is followed");
        }
    }

    public Func<Press, CancellationToken, Task<Answer>>? PressHandler(string verb) => presses.GetValueOrDefault(verb);

    public Func<Typed, CancellationToken, Task<Answer>>? CommandHandler(string word) => commands.TryGetValue(word, out var found) ? found.Handler : null;

    public Func<DueItem, CancellationToken, Task<DueOutcome>>? DueHandler(string kind) => due.GetValueOrDefault(kind);

    public Dispatch? DispatchOf(string kind) => dispatches.GetValueOrDefault(kind);

    public Func<Happening, CancellationToken, Task<IReadOnlyList<Update>>>? Teller(string kind) => tellers.GetValueOrDefault(kind);

    public IEnumerable<WaitingReader> WaitingReaders => waiting.Values.OrderBy(reader => reader.Kind, StringComparer.Ordinal);

    public WaitingReader? WaitingOf(string kind) => waiting.GetValueOrDefault(kind);

    public FollowReader? FollowerOf(string kind) => followers.GetValueOrDefault(kind);

    private static void Add<T>(Dictionary<string, T> map, string name, T value, string what)
    {
        if (!map.TryAdd(name, value))
        {
            throw new InvalidOperationException($"Two features answer the {what} '{name}'. Give one of them another name.");
        }
    }
}
