using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.Core.Workspace;
using TeamsBot.Testing.Tables;

namespace TeamsBot.Core.Tests.Workspace;

public enum WorkspaceFault
{
    /// <summary>The process dies before the request.</summary>
    CrashBefore,

    /// <summary>The process dies after the request took effect.</summary>
    CrashAfter,

    /// <summary>429: no effect.</summary>
    Throttled,

    /// <summary>It took effect, and the answer was lost.</summary>
    Ambiguous,

    /// <summary>202: the channel is made, and says so when asked twice.</summary>
    Accepted,

    Refused,
}

/// <summary>Teams as far as the workspace needs it, in memory, refusing what Teams refuses: a fifth request in a second about one team, taken names, unready groups.</summary>
public sealed class FakeWorkspace(TimeProvider clock) : IWorkspace
{
    private readonly Dictionary<string, List<DateTimeOffset>> requests = [];
    private readonly Dictionary<string, (string Team, string Channel, int Asked)> operations = [];
    private int lastId;

    public Dictionary<string, AccountId> Users { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, string> Groups { get; } = [];

    public HashSet<string> Teams { get; } = [];

    public List<(string Team, string Id, string Name, bool Deleted)> Channels { get; } = [];

    public HashSet<(string Team, AccountId Account)> Members { get; } = [];

    public HashSet<string> AppIn { get; } = [];

    public List<string> Log { get; } = [];

    public IEnumerable<string> Writes => Log.Where(line => line.StartsWith("write", StringComparison.Ordinal));

    public int TooFast { get; private set; }

    public HashSet<AccountId> CannotJoin { get; } = [];

    /// <summary>Asked before each request, by its number from 1 and its name.</summary>
    public Func<int, string, WorkspaceFault?> Fault { get; set; } = (_, _) => null;

    public Task<WorkspaceOutcome<AccountId>> FindUserAsync(TenantId tenant, string userPrincipalName, CancellationToken cancellation) =>
        Do<AccountId>("read user", null, _ => Users.TryGetValue(userPrincipalName, out var id) ? new WorkspaceOutcome<AccountId>.Done(id) : new WorkspaceOutcome<AccountId>.NotFound());

    public Task<WorkspaceOutcome<string>> FindAppAsync(TenantId tenant, CancellationToken cancellation) => Do<string>("read app", null, _ => new WorkspaceOutcome<string>.Done("catalogue-app"));

    public Task<WorkspaceOutcome<string>> FindGroupAsync(TenantId tenant, string mailNickname, CancellationToken cancellation) =>
        Do<string>("read group", null, _ => Groups.TryGetValue(mailNickname, out var id) ? new WorkspaceOutcome<string>.Done(id) : new WorkspaceOutcome<string>.NotFound());

    public Task<WorkspaceOutcome<string>> CreateGroupAsync(TenantId tenant, string name, string mailNickname, ImmutableArray<AccountId> owners, CancellationToken cancellation) =>
        Do<string>("write group", null, _ =>
        {
            var id = $"team-{++lastId}";
            if (!Groups.TryAdd(mailNickname, id))
            {
                return new WorkspaceOutcome<string>.Later(TimeSpan.FromSeconds(5), "taken");
            }

            Members.UnionWith(owners.Select(owner => (id, owner)));
            return new WorkspaceOutcome<string>.Done(id);
        });

    public Task<WorkspaceOutcome<string>> MakeTeamAsync(TenantId tenant, string group, CancellationToken cancellation) =>
        Do<string>("write team", group, _ =>
        {
            Teams.Add(group);
            return new WorkspaceOutcome<string>.Done(group);
        });

    public Task<WorkspaceOutcome<ImmutableArray<WorkspaceChannel>>> ChannelsAsync(TenantId tenant, string team, CancellationToken cancellation) =>
        Do<ImmutableArray<WorkspaceChannel>>("read channels", team, _ => !Teams.Contains(team)
            ? new WorkspaceOutcome<ImmutableArray<WorkspaceChannel>>.NotFound()
            : new WorkspaceOutcome<ImmutableArray<WorkspaceChannel>>.Done([.. Channels.Where(one => one.Team == team && !one.Deleted).Select(one => new WorkspaceChannel(one.Id, one.Name))]));

    public Task<WorkspaceOutcome<WorkspaceChannel>> FindChannelAsync(TenantId tenant, string team, string name, CancellationToken cancellation) =>
        Do<WorkspaceChannel>("read channel", team, _ => Channels.FirstOrDefault(one => one.Team == team && !one.Deleted && one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { Id: { } id }
            ? new WorkspaceOutcome<WorkspaceChannel>.Done(new(id, name))
            : new WorkspaceOutcome<WorkspaceChannel>.NotFound());

    public Task<WorkspaceOutcome<ChannelCreation>> CreateChannelAsync(TenantId tenant, string team, string name, string description, CancellationToken cancellation) =>
        Do<ChannelCreation>("write channel", team, accepted =>
        {
            if (Channels.Any(one => one.Team == team && one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return new WorkspaceOutcome<ChannelCreation>.Done(new ChannelCreation.NameTaken());
            }

            var id = $"19:{++lastId}@thread.tacv2";
            Channels.Add((team, id, name, false));
            operations[$"operation-{lastId}"] = (team, id, 0);
            return new WorkspaceOutcome<ChannelCreation>.Done(accepted ? new ChannelCreation.Making($"operation-{lastId}") : new ChannelCreation.Made(id));
        });

    public Task<WorkspaceOutcome<ChannelCreation>> FollowChannelAsync(TenantId tenant, string team, string operation, CancellationToken cancellation) =>
        Do<ChannelCreation>("read operation", team, _ =>
        {
            var (_, channel, asked) = operations[operation];
            operations[operation] = (team, channel, asked + 1);
            return new WorkspaceOutcome<ChannelCreation>.Done(asked == 0 ? new ChannelCreation.Making(operation) : new ChannelCreation.Made(channel));
        });

    public Task<WorkspaceOutcome<ImmutableArray<AccountId>>> MembersAsync(TenantId tenant, string team, CancellationToken cancellation) =>
        Do<ImmutableArray<AccountId>>("read members", team, _ => new WorkspaceOutcome<ImmutableArray<AccountId>>.Done([.. Members.Where(one => one.Team == team).Select(one => one.Account)]));

    public Task<WorkspaceOutcome<ImmutableArray<AccountId>>> AddMembersAsync(TenantId tenant, string team, ImmutableArray<AccountId> accounts, CancellationToken cancellation) =>
        Do<ImmutableArray<AccountId>>("write members", team, _ =>
        {
            Members.UnionWith(accounts.Except(CannotJoin).Select(account => (team, account)));
            return accounts.Length is > 0 and <= 200 ? new WorkspaceOutcome<ImmutableArray<AccountId>>.Done([.. accounts.Intersect(CannotJoin)]) : throw new InvalidOperationException($"{accounts.Length} at once.");
        });

    public Task<WorkspaceOutcome<bool>> HasAppAsync(TenantId tenant, string team, string app, CancellationToken cancellation) =>
        Do<bool>("read installed", team, _ => new WorkspaceOutcome<bool>.Done(AppIn.Contains(team)));

    public Task<WorkspaceOutcome<bool>> InstallInTeamAsync(TenantId tenant, string team, string app, CancellationToken cancellation) => InstallAsync("write install in team", team, team);

    public Task<WorkspaceOutcome<bool>> InstallForAsync(TenantId tenant, AccountId account, string app, CancellationToken cancellation) => InstallAsync("write install", null, account.Value);

    private Task<WorkspaceOutcome<bool>> InstallAsync(string operation, string? team, string place) => Do<bool>(operation, team, _ =>
    {
        AppIn.Add(place);
        return new WorkspaceOutcome<bool>.Done(true);
    });

    private async Task<WorkspaceOutcome<T>> Do<T>(string operation, string? team, Func<bool, WorkspaceOutcome<T>> effect)
    {
        await Task.CompletedTask;
        Log.Add(operation);
        var fault = Fault(Log.Count, operation);
        if (fault is WorkspaceFault.CrashBefore)
        {
            throw new ReplicaCrashedException("before a request");
        }

        if (fault is WorkspaceFault.Throttled || IsTooFast(team))
        {
            return new WorkspaceOutcome<T>.Later(TimeSpan.FromSeconds(2), "429");
        }

        if (fault is WorkspaceFault.Refused)
        {
            return new WorkspaceOutcome<T>.Refused("403");
        }

        var answer = effect(fault is WorkspaceFault.Accepted);
        return fault switch
        {
            WorkspaceFault.CrashAfter => throw new ReplicaCrashedException("after a request"),
            WorkspaceFault.Ambiguous => new WorkspaceOutcome<T>.Later(TimeSpan.FromSeconds(5), "502"),
            _ => answer,
        };
    }

    private bool IsTooFast(string? team)
    {
        if (team is null)
        {
            return false;
        }

        var times = requests.TryGetValue(team, out var known) ? known : requests[team] = [];
        var now = clock.GetUtcNow();
        times.RemoveAll(time => now - time >= TimeSpan.FromSeconds(1));
        times.Add(now);
        TooFast += times.Count > 4 ? 1 : 0;
        return times.Count > 4;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Groups.Count} groups, {Channels.Count} channels, {Members.Count} members, {AppIn.Count} installations");
}
