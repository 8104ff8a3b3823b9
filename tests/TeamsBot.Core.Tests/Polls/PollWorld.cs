using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Delivery;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>Alder Vale Network in a directory, with its polls, on a table in memory and a clock moved by hand.</summary>
internal sealed class PollWorld
{
    public static readonly GroupId Network = new("network-alder-vale");
    public static readonly PersonId Facilitator = new("facilitator");
    public static readonly PersonId OtherFacilitator = new("other-facilitator");

    public InMemoryTable Table { get; } = new();

    public ManualClock Clock { get; } = new(A.Opened);

    public FakeTeams Teams { get; } = new();

    public static string Partition => PollStore.Partition(A.Tenant, new("poll-1"));

    public static async Task<PollWorld> WithAsync(int schools)
    {
        var world = new PollWorld();
        await world.ImportAsync(RegisterOf(1, Enumerable.Range(1, schools)));
        return world;
    }

    /// <summary>A world whose poll is open.</summary>
    public static async Task<PollWorld> OpenAsync(int schools = 5)
    {
        var world = await WithAsync(schools);
        Xunit.Assert.IsType<OpenOutcome.Opened>(await world.Worker().OpenAsync());
        return world;
    }

    /// <summary>The register of the network's schools, each with a head and a deputy; school 999 is in no network.</summary>
    public static Register RegisterOf(int generation, IEnumerable<int> schools, Func<int, PersonId>? head = null)
    {
        var numbers = schools.ToList();
        var board = new Group(new("board-fernshaw"), "Fernshaw Locality Board", Tier.Locality, null);
        IEnumerable<Person> people =
        [
            .. numbers.Append(999).SelectMany(n => (Person[])[Of((head ?? A.Head)(n), Role.Head, n), Of(A.Deputy(n), Role.Deputy, n)]).DistinctBy(person => person.Id),
            new(Facilitator, "Facilitator", "f@x.example", [new(Role.Facilitator, null, Network)]),
            new(OtherFacilitator, "Other", "o@x.example", [new(Role.Facilitator, null, Network)]),
        ];
        return new(
            generation,
            [board, new(Network, "Alder Vale Network", Tier.Network, board.Id)],
            [.. numbers.Select(n => SchoolOf(n, Network)), SchoolOf(999, null)],
            people);
    }

    public async Task ImportAsync(Register register)
    {
        var store = new DirectoryStore(Table);
        await store.WriteAsync(A.Tenant, new(register, ImmutableSortedDictionary<string, PersonId>.Empty), default);
        var head = DirectoryHead.Empty with { Generation = register.Generation, Groups = register.Groups.Count(), Schools = register.Schools.Count(), People = register.People.Count() };
        await store.CommitHeadAsync(A.Tenant, await store.FindHeadAsync(A.Tenant, default), head, [], default);
    }

    /// <summary>One process of the product, with memories of its own.</summary>
    public PollWorker Worker(TimeProvider? clock = null, ITable? table = null) => new(table ?? Table, clock ?? Clock);

    /// <summary>The rows of the poll's partition whose keys begin so.</summary>
    public IReadOnlyList<Row> Rows(string prefix, string id = "poll-1") =>
        [.. Table.AllRows.Where(row => row.Partition == PollStore.Partition(A.Tenant, new(id)) && row.Key.StartsWith(prefix, StringComparison.Ordinal))];

    public static Caller CallerOf(PersonId person, TenantId? tenant = null) => new(tenant ?? A.Tenant, person, new($"account-of-{person}"));

    private static School SchoolOf(int number, GroupId? network) => new(new($"{number}"), $"School {number}", "Primary", "Community school", 4, "Open", null, network);

    private static Person Of(PersonId id, Role role, int school) => new(id, $"{id}", $"{id}@x.example", [new(role, new($"{school}"), null)]);
}

/// <summary>Polls as one process has them.</summary>
internal sealed class PollWorker
{
    public static readonly ImmutableArray<Option> Options = A.Wording.Options;

    private readonly TimeProvider clock;
    private int lastId;

    public PollWorker(ITable table, TimeProvider clock)
    {
        this.clock = clock;
        var process = $"{Guid.NewGuid():N}";
        var pollClock = new PollClock(clock, () => $"id-{process}-{++lastId}");
        var directory = new DirectoryStore(table);
        Polls = new(table);
        Due = new(table, clock);
        Outbox = new(table, Due, clock);
        Periods = new(table);
        Opening = new(Polls, directory, Outbox, new(Due, Calendar.SchoolCalendarTests.Shipped), pollClock);
        Casting = new(Polls, Due, clock);
        Closing = new(Polls, Outbox, Due, Periods, clock);
        Counting = new(Polls, Outbox, clock);
        var voter = new VoterTurn(Casting, Polls, Outbox, clock);
        var form = new PollForm(directory, Opening, new(Options), Agreements.County.Gate(table, clock), pollClock);
        Feature = new(voter, form, new(Closing, new(Polls, table), Counting, Polls), new(Polls, new(new(table)), clock), new(Polls, clock));
        Map = new([Feature]);
        Bindings = new(table);
        Turn = new(Map, Bindings, new(table, Bindings), new([A.Tenant]), NullLogger<Turn>.Instance);
    }

    public PollStore Polls { get; }

    public DueWork Due { get; }

    public Outbox Outbox { get; }

    public PeriodIndex Periods { get; }

    public OpenPoll Opening { get; }

    public CastVote Casting { get; }

    public ClosePoll Closing { get; }

    public ShowCount Counting { get; }

    public PollFeature Feature { get; }

    public FeatureMap Map { get; }

    public Bindings Bindings { get; }

    public Turn Turn { get; }

    public static NewPoll Asked(string id = "poll-1") => new(new(id), PollWorld.Network, Options, 3, A.Closes, Ask.Support);

    public Task<OpenOutcome> OpenAsync(NewPoll? asked = null, PersonId? by = null) => Opening.HandleAsync(PollWorld.CallerOf(by ?? PollWorld.Facilitator), asked ?? Asked(), default);

    public Task<VoteOutcome> VoteAsync(int school, string? choices, PersonId? by = null, TenantId? tenant = null) =>
        Casting.HandleAsync(PollWorld.CallerOf(by ?? A.Head(school), tenant), new("poll-1"), A.Seat(school), 1, choices, default);

    public Task<DueOutcome> CloseAsync() => Closing.HandleAsync(new(A.Tenant, ClosePoll.Kind, "poll-1", A.Closes, A.Opened), default);

    public Task<DueOutcome> CountAsync(DateTimeOffset at, DateTimeOffset? writtenAt = null) => Counting.HandleAsync(new(A.Tenant, ShowCount.Kind, "poll-1", at, writtenAt ?? clock.GetUtcNow()), default);

    /// <summary>Presses a button as Teams tells of it, the whole way from the activity.</summary>
    public async Task<Core.Language.Message> PressAsync(PersonId person, string verb, params (string Name, string Value)[] data)
    {
        var caller = PollWorld.CallerOf(person);
        await Bindings.BindAsync(A.Tenant, caller.Account, person, "bot", clock.GetUtcNow(), default);
        var from = new Sender(caller.Account, $"29:{person}", new(A.Tenant, $"a:{person}", new("https://teams.example/")), IsPersonal: true);
        var answer = await Turn.PressAsync(new(from, verb, "card-1", data.ToDictionary(pair => pair.Name, pair => pair.Value), Automatic: false), default);
        return Xunit.Assert.IsType<Answer.Show>(answer).Message;
    }

    public async Task<Poll> FindAsync() => await Polls.FindAsync(A.Tenant, new("poll-1"), default) ?? throw new InvalidOperationException("No poll is open.");
}
