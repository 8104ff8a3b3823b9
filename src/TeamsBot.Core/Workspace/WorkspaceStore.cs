using System.Collections.Concurrent;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Workspace;

/// <summary>The rows of <c>&lt;tenant&gt;|workspace</c>: what of the workspace is made, so that any step can be the first after a crash.</summary>
public sealed class WorkspaceStore(ITable table)
{
    private readonly ConcurrentDictionary<TenantId, Progress> known = new();

    /// <summary>What is known, read anew where another process has begun or ended a run since.</summary>
    internal async Task<Progress> LoadAsync(TenantId tenant, CancellationToken cancellation)
    {
        var run = await table.FindAsync(Partition(tenant), RunState.Key, cancellation);
        if (known.TryGetValue(tenant, out var progress) && progress.Run == (run is null ? null : RunState.From(run)))
        {
            return progress;
        }

        progress = new Progress(tenant);
        await foreach (var row in table.ScanAsync(Partition(tenant), new("a", "~"), cancellation))
        {
            progress.Take(row.Key, row.Fields);
        }

        return known[tenant] = progress;
    }

    /// <summary>
    /// Writes states, and takes them into what is known once they are durable. Where the store is not sure, or another process has moved on, what is known
    /// is forgotten and read anew by the next step: every request can be repeated, so it is no harm when two workers take steps at once.
    /// </summary>
    internal async Task SaveAsync(Progress progress, IEnumerable<(string Key, Fields Fields)> states, CancellationToken cancellation)
    {
        foreach (var batch in states.Chunk(Guards.BatchRows))
        {
            var writes = new List<Write>();
            foreach (var (key, fields) in batch)
            {
                var row = await table.FindAsync(Partition(progress.Tenant), key, cancellation);
                writes.Add(Write.Put(row, key, fields));
                if (!progress.Knows(key, row?.Fields))
                {
                    known.TryRemove(progress.Tenant, out _);
                    return;
                }
            }

            if (await table.CommitAsync(Partition(progress.Tenant), writes, cancellation) is not Committed.Done)
            {
                known.TryRemove(progress.Tenant, out _);
                return;
            }

            foreach (var (key, fields) in batch)
            {
                progress.Take(key, fields);
            }
        }
    }

    /// <summary>Forgets what is known: the next step reads it.</summary>
    internal void Forget(TenantId tenant) => known.TryRemove(tenant, out _);

    private static string Partition(TenantId tenant) => $"{tenant}|workspace";
}

/// <summary>What the rows say, and what this process alone knows: when it may next ask about a team, and what it read of one.</summary>
internal sealed class Progress(TenantId tenant)
{
    private readonly Dictionary<string, Fields> rows = [];
    private readonly Dictionary<string, TeamState> teams = [];
    private readonly Dictionary<GroupId, ChannelState> channels = [];
    private readonly Dictionary<PersonId, PersonState> people = [];

    public TenantId Tenant => tenant;

    public RunState? Run { get; private set; }

    /// <summary>Not before when a team, or <c>people</c>, may be asked about again.</summary>
    public Dictionary<string, DateTimeOffset> NotBefore { get; } = [];

    /// <summary>Members still to be added, by team, as compared in this run.</summary>
    public Dictionary<string, Queue<AccountId>> Missing { get; } = [];

    /// <summary>Teams seen without the app in this run.</summary>
    public HashSet<string> WithoutApp { get; } = [];

    /// <summary>Who is bound to which account; null until read.</summary>
    public Dictionary<PersonId, AccountId>? Accounts { get; set; }

    public (int Generation, WorkspacePlan Plan)? Plan { get; set; }

    public int RunNumber => Run?.Number ?? 0;

    public bool IsEarly(string key, DateTimeOffset now) => NotBefore.TryGetValue(key, out var at) && at > now;

    public TeamState Team(string key) => teams.GetValueOrDefault(key, TeamState.None);

    public ChannelState Channel(GroupId group) => channels.GetValueOrDefault(group, ChannelState.None);

    public PersonState? Person(PersonId person) => people.GetValueOrDefault(person);

    /// <summary>Whether another group has that channel.</summary>
    public bool IsClaimed(string channelId, GroupId by) => channels.Any(pair => pair.Value.Id == channelId && pair.Key != by);

    /// <summary>Whether a row stands as it was read or written here last.</summary>
    public bool Knows(string key, Fields? stored) => stored is null ? !rows.ContainsKey(key) : rows.TryGetValue(key, out var fields) && fields.SequenceEqual(stored);

    public void Take(string rowKey, Fields fields)
    {
        rows[rowKey] = fields;
        var row = new Row("", rowKey, "", fields);
        switch (rowKey.Split('|', 2))
        {
            case ["team", var key]: teams[key] = TeamState.From(row); break;
            case ["channel", var group]: channels[new(group)] = ChannelState.From(row); break;
            case ["person", var person]: people[new(person)] = PersonState.From(row); break;
            case [RunState.Key]: Run = RunState.From(row); break;
        }
    }
}
