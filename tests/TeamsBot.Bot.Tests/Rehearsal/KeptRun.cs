using TeamsBot.Adapters.Tables;
using TeamsBot.Bot.Local;
using TeamsBot.Bot.Rehearsal;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;

namespace TeamsBot.Bot.Tests.Rehearsal;

/// <summary>A named run of the sample county in a data folder of its own, and what it holds between two starts.</summary>
internal sealed class KeptRun : IDisposable
{
    private const string Name = "kept";

    private readonly int seed;
    private readonly string data = Directory.CreateTempSubdirectory("teamsbot-run-").FullName;

    // The emulator is shared by all tests and keeps the tables of a name.
    private readonly string name = $"{Name}-{Guid.NewGuid():N}";
    private readonly string? connection;

    private KeptRun(int seed, string? connection) => (this.seed, this.connection) = (seed, connection);

    public string Folder => RehearsalOptions.FolderOf(data, name);

    public static async Task<KeptRun> OnAsync(string store, int seed) => new(seed, store == "azure" ? await Azurite.ConnectionStringAsync() : null);

    public RehearsalProcess Start() => RehearsalProcess.Start(
        [FirstStart.Sample, "--seed", $"{seed}", "--run", name, "--data", data, .. connection is null ? (string[])[] : ["--store", "azure", "--connection", connection]]);

    public async Task<Ended> RunAsync()
    {
        using var rehearsal = Start();
        return await rehearsal.EndAsync();
    }

    /// <summary>Plays it in this process.</summary>
    public Task<Summary> PlayAsync() => RehearsalRun.PlayAsync(new(FirstStart.Sample, seed, connection is not null, connection, name, data), _ => { }, default);

    /// <summary>Looks into the store, which nobody else has open.</summary>
    public async Task<T> ReadAsync<T>(Func<ITable, Task<T>> read)
    {
        if (connection is not null)
        {
            return await read(await AzureTable.OpenAsync(connection, RehearsalOptions.TableOf(name), default));
        }

        await using var table = await SqliteTable.OpenAsync(Path.Combine(Folder, "bot.db"), new ManualClock());
        return await read(table);
    }

    /// <summary>The posts that stand so in the store.</summary>
    public Task<HashSet<string>> PostsAsync(DeliveryState state) => ReadAsync(async table => await new DeliveryRecords(table)
        .OfTenantAsync(LocalBot.Tenant, default)
        .Where(row => row.State == state && !row.IsUpdate)
        .Select(row => $"{row.Partition} {row.Intent} {row.Recipient}")
        .ToHashSetAsync());

    public void Dispose() => Directory.Delete(data, recursive: true);
}
