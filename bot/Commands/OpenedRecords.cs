using TeamsBot.Bot.Settings;
using TeamsBot.Core;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Minutes;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Bot.Commands;

/// <summary>A store opened to read its records: that of the configured bot or, with nothing configured, of the trial.</summary>
internal sealed class OpenedRecords : IAsyncDisposable
{
    private readonly IAsyncDisposable? store;

    private OpenedRecords(ITable table, IReadOnlyList<TenantId> tenants, TimeProvider clock, IAsyncDisposable? store)
    {
        this.store = store;
        Tenants = tenants;
        var polls = new PollStore(table);
        Closed = new(polls, new PeriodIndex(table), clock);
        Recount = new(new RecordStore(polls, table));
        Take = new(Recount, new DirectoryStore(table), new MatterStore(table));
    }

    public IReadOnlyList<TenantId> Tenants { get; }

    public ClosedPolls Closed { get; }

    public Recount Recount { get; }

    public TakeMinutes Take { get; }

    /// <exception cref="SettingsException">Nothing is configured and no trial was started, or a setting is wrong.</exception>
    /// <exception cref="IOException">A running bot holds the store.</exception>
    public static async Task<OpenedRecords> OpenAsync(string? dataFolder, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder();
        try
        {
            return Startup.Read(builder.Configuration) is Startup.Real real
                ? await OpenRealAsync(real, cancellation)
                : await OpenTrialAsync(DataFolder.Find(dataFolder, builder.Environment.ContentRootPath));
        }
        catch (IOException held) when (held.Message.Contains("is held by", StringComparison.Ordinal))
        {
            throw new IOException($"{held.Message} Stop the bot that runs on it for as long as this takes, then try again.", held);
        }
    }

    /// <summary>On a store that is open already.</summary>
    public static OpenedRecords Of(ITable table, TenantId tenant, TimeProvider clock) => new(table, [tenant], clock, store: null);

    public ValueTask DisposeAsync() => store?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>The polls that a command is asked for, each in its tenant: all that have closed, or the one of that id.</summary>
    public async Task<IReadOnlyList<(TenantId Tenant, PollId Id)>> PollsAsync(string? id, CancellationToken cancellation)
    {
        var polls = new List<(TenantId, PollId)>();
        foreach (var tenant in Tenants)
        {
            polls.AddRange((id is null ? await Closed.OfTenantAsync(tenant, cancellation) : PollId.IsWellFormed(id) ? [new PollId(id)] : []).Select(poll => (tenant, poll)));
        }

        return polls;
    }

    private static async Task<OpenedRecords> OpenRealAsync(Startup.Real real, CancellationToken cancellation)
    {
        if (real.Store.File is { } file && !File.Exists(file))
        {
            throw new SettingsException([$"Store:File names {Path.GetFullPath(file)}, and there is no such file."]);
        }

        var deployment = await Deployment.OfAsync(real, cancellation);
        return new(deployment.Table, deployment.Tenants, deployment.Clock, deployment);
    }

#if LOCAL_TEAMS
    private static async Task<OpenedRecords> OpenTrialAsync(string folder)
    {
        var file = Path.Combine(folder, "bot.db");
        if (!File.Exists(file))
        {
            throw new SettingsException([$"There is no store in {folder}. Start the bot there first, or name another folder with --data."]);
        }

        var clock = new Local.MovableClock(Path.Combine(folder, "clock"));
        var table = await Adapters.Tables.SqliteTable.OpenAsync(file, clock);
        return new(table, [Local.LocalBot.Tenant], clock, table);
    }
#else
    private static Task<OpenedRecords> OpenTrialAsync(string folder) =>
        throw new SettingsException([$"Bot:AppId and Store are not set, so there is no store to read. ({folder} would be a trial's; a published bot holds none.)"]);
#endif
}
