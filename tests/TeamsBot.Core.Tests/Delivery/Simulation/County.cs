using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;

namespace TeamsBot.Core.Tests.Delivery.Simulation;

/// <summary>One run: two or three replicas and some use cases on one table, one Teams and one thread, all decided by the seed.</summary>
internal sealed class County
{
    private const string Plain = "notices.say";
    private const string Reminding = "matters.say";
    private const int Channels = 6;
    private const int MoreThanABatch = 102;

    private readonly Random random;
    private readonly ManualClock clock = new();
    private readonly Scheduler scheduler;
    private readonly bool planted;
    private int useCasesRunning;
    private int started;
    private readonly List<List<string>> logs = [];
    private int width;
    private int idleSteps;
    private int looked;

    public County(int seed, bool planted = false)
    {
        this.planted = planted;
        random = new(seed);
        scheduler = new(random, clock);
        Faults = new(random, purse: random.Next(0, 25), rate: 0.01 + (0.03 * random.NextDouble()));
    }

    public InMemoryTable Table { get; } = new();

    public FakeTeams Teams { get; } = new();

    public Faults Faults { get; }

    public List<Process> Processes { get; } = [];

    /// <summary>What was answered ambiguously.</summary>
    public HashSet<string> Ambiguous { get; } = [];

    /// <summary>What the replicas logged.</summary>
    public IEnumerable<string> Logged => logs.SelectMany(log => log);

    public int StepsAfterFaults { get; private set; }

    /// <summary>Plays the run to its rest: nothing due, every index row closed.</summary>
    public void Play()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(scheduler);
        try
        {
            var many = random.Next(10) == 0;
            width = many ? 25 : 1;
            KeepChannels(many ? MoreThanABatch : Channels);
            for (var n = random.Next(2, 4); n > 0; n--)
            {
                StartReplica();
            }

            for (var id = 0; id < 3; id++)
            {
                _ = PlayUseCasesAsync($"m{id}", recipients: id == 0 && many ? MoreThanABatch : random.Next(1, Channels + 1));
            }

            scheduler.RunUntil(() => useCasesRunning == 0, most: 300_000);
            Faults.Stop();
            scheduler.RunUntil(IsAtRest, most: 300_000);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private bool IsAtRest()
    {
        if (idleSteps < looked + 10)
        {
            return false;
        }

        looked = idleSteps;
        return !Table.AllRows.Any(row => row.Partition.StartsWith("due|", StringComparison.Ordinal));
    }

    private void KeepChannels(int most)
    {
        var replica = new Replica(Table, Teams, clock, "setup", []);
        for (var n = 0; n < most; n++)
        {
            var kept = replica.Addresses.KeepChannelAsync(Notices.Tenant, new(Notices.Group(n)), $"19:{n}", default);
            scheduler.RunUntil(() => kept.IsCompleted, most: 1000);
        }
    }

    private Process StartProcess(string kind)
    {
        var process = new Process($"{kind}-{++started}", scheduler);
        Processes.Add(process);
        return process;
    }

    private void StartReplica()
    {
        var process = StartProcess("replica");
        var table = new ProcessTable(Table, process, Faults, isUseCase: false);
        var replica = new Replica(
            table,
            new ProcessTeams(Teams, process, Faults, Ambiguous),
            clock,
            process.Name,
            [new Notices(table, Plain), new Notices(table, Reminding, reminds: true)],
            new() { Width = width + random.Next(4) },
            planted);
        logs.Add(replica.Log);
        _ = LoopAsync(process, replica.Engine);
        _ = WatchAsync(process);
    }

    /// <summary>The host's loop; it looks in every few seconds, as leases need it.</summary>
    private async Task LoopAsync(Process process, Engine engine)
    {
        while (true)
        {
            try
            {
                var idle = await engine.StepAsync(default) is EngineStep.Idle;
                process.EndStep();
                var isOver = Faults.IsOver && useCasesRunning == 0;
                StepsAfterFaults += isOver && !idle ? 1 : 0;
                idleSteps += idle ? 1 : 0;
                await (idle ? scheduler.SleepAsync(TimeSpan.FromSeconds(isOver ? 60 : 10)) : Task.CompletedTask);
            }
            catch (TableUnavailableException)
            {
                await scheduler.SleepAsync(TimeSpan.FromSeconds(2));
            }
        }
    }

    /// <summary>Starts another process in place of one that died.</summary>
    private async Task WatchAsync(Process process)
    {
        while (!process.IsDead)
        {
            await scheduler.SleepAsync(TimeSpan.FromSeconds(20));
        }

        StartReplica();
    }

    /// <summary>Opens a matter and changes it twice. A person whose use case died or failed tries again.</summary>
    private async Task PlayUseCasesAsync(string id, int recipients)
    {
        useCasesRunning++;
        var kind = random.Next(2) == 0 ? Plain : Reminding;
        Intent[] intents =
        [
            Notices.Intent(id, "open", kind, $"{recipients}"),
            Notices.Intent(id, "change-2", kind, $"{recipients}|open|{(random.Next(2) == 0 ? "post" : "leave")}"),
            Notices.Intent(id, "change-3", kind, $"{recipients}|open|leave"),
        ];
        for (var number = 1; number <= intents.Length; number++)
        {
            await scheduler.SleepAsync(TimeSpan.FromSeconds(random.Next(0, random.Next(2) == 0 ? 4 : 120)));
            for (var tries = 0; tries < 3 && !await TryAsync(id, number, intents[number - 1]); tries++)
            {
                await scheduler.SleepAsync(TimeSpan.FromSeconds(10));
            }
        }

        useCasesRunning--;
    }

    private async Task<bool> TryAsync(string id, int number, Intent intent)
    {
        var process = StartProcess("use-case");
        var table = new ProcessTable(Table, process, Faults, isUseCase: true);
        var outbox = new Outbox(table, new DueWork(table, clock), clock);
        var said = Notices.SayAsync(table, outbox, clock, id, number, [intent]);
        while (!said.IsCompleted && !process.IsDead)
        {
            await scheduler.SleepAsync(TimeSpan.FromSeconds(1));
        }

        return said.IsCompletedSuccessfully;
    }
}
