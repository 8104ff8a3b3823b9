using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using TeamsBot.Core.Consultations;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Calendar;
using TeamsBot.Core.Tests.Delivery;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;

namespace TeamsBot.Core.Tests.Consultations;

/// <summary>A county of two localities with a network each, on a table in memory and a clock moved by hand. Odd schools are in the first, even ones in the second.</summary>
internal sealed class ConsultationWorld
{
    public static readonly PersonId Administrator = new("administrator");
    public static readonly PersonId Clerk = new("clerk");
    public static readonly PersonId LocalityChair = new("locality-chair");
    public static readonly GroupId[] Networks = [new("network-alder-vale"), new("network-tarnside")];
    public static readonly GroupId[] Localities = [new("board-fernshaw"), new("board-saltmarsh")];

    public InMemoryTable Table { get; } = new();

    public ManualClock Clock { get; } = new(A.Opened);

    public FakeTeams Teams { get; } = new();

    public static string Partition => ConsultationStore.Partition(A.Tenant, new("consultation-1"));

    public static async Task<ConsultationWorld> WithAsync(int schools)
    {
        var world = new ConsultationWorld();
        await world.ImportAsync(RegisterOf(1, Enumerable.Range(1, schools)));
        return world;
    }

    /// <summary>A world whose consultation of the whole county is open.</summary>
    public static async Task<ConsultationWorld> OpenAsync(int schools = 6)
    {
        var world = await WithAsync(schools);
        Xunit.Assert.IsType<StartOutcome.Opened>(await world.Worker().OpenAsync());
        return world;
    }

    /// <summary>Schools 998 and 999 are in no network; 998 is closed.</summary>
    public static Register RegisterOf(int generation, IEnumerable<int> schools, Func<int, PersonId>? head = null)
    {
        var numbers = schools.ToList();
        Group county = new(new("partnership"), "Fernshaw Partnership Board", Tier.Partnership, null);
        IEnumerable<Person> people =
        [
            .. numbers.Append(999).SelectMany(n => (Person[])[Of((head ?? A.Head)(n), new(Role.Head, new($"{n}"), null)), Of(A.Deputy(n), new(Role.Deputy, new($"{n}"), null))]),
            Of(Administrator, new(Role.Administrator, null, null)),
            Of(Clerk, new(Role.Clerk, null, county.Id)),
            Of(LocalityChair, new(Role.Chair, null, Localities[0])),
        ];
        return new(
            generation,
            [
                county,
                new(Localities[0], "Fernshaw Locality Board", Tier.Locality, county.Id), new(Localities[1], "Saltmarsh Locality Board", Tier.Locality, county.Id),
                new(Networks[0], "Alder Vale Network", Tier.Network, Localities[0]), new(Networks[1], "Tarnside Network", Tier.Network, Localities[1]),
            ],
            [.. numbers.Select(n => SchoolOf(n, Networks[(n + 1) % 2], "Open")), SchoolOf(999, null, "Open"), SchoolOf(998, null, "Closed")],
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
    public ConsultationWorker Worker() => new(Table, Clock);

    /// <summary>The same on the real engine; everybody has an account and every network a channel. What it posts is kept.</summary>
    public async Task<Replica> ReplicaAsync(ConsultationWorker worker, int schools)
    {
        foreach (var person in Enumerable.Range(1, schools).SelectMany(n => (PersonId[])[A.Head(n), A.Deputy(n)]).Append(Administrator))
        {
            await worker.Bindings.BindAsync(A.Tenant, PollWorld.CallerOf(person).Account, person, "bot", Clock.GetUtcNow(), default);
        }

        var replica = new Replica(Table, Teams, Clock, "one", [], features: [worker.Feature, worker.Reminders]);
        foreach (var network in Networks)
        {
            await replica.Addresses.KeepChannelAsync(A.Tenant, network, $"19:{network}", default);
        }

        Teams.OnPost = (to, message) =>
        {
            Posts.Add((to.ConversationId, message.Summary, Clock.GetUtcNow()));
            return null;
        };
        return replica;
    }

    public List<(string To, string Summary, DateTimeOffset At)> Posts { get; } = [];

    /// <summary>Steps the engine until nothing is due up to an instant, moving the clock on.</summary>
    public async Task RunToAsync(Replica replica, DateTimeOffset end)
    {
        for (var steps = 0; steps < 20_000; steps++)
        {
            if (await replica.Engine.StepAsync(default) is EngineStep.Idle idle)
            {
                if (!(idle.Next <= end))
                {
                    Clock.MoveTo(end);
                    return;
                }

                Clock.MoveTo(idle.Next.Value > Clock.GetUtcNow() ? idle.Next.Value : Clock.GetUtcNow());
            }
        }

        throw new InvalidOperationException("It never came to rest.");
    }

    public IReadOnlyList<Row> Rows(string prefix) => [.. Table.AllRows.Where(row => row.Partition == Partition && row.Key.StartsWith(prefix, StringComparison.Ordinal))];

    private static Core.Directory.School SchoolOf(int number, GroupId? network, string status) => new(new($"{number}"), $"School {number}", number % 3 == 0 ? "Secondary" : "Primary", "Community school", 4, status, null, network);

    private static Person Of(PersonId id, Appointment appointment) => new(id, $"{id}", $"{id}@x.example", [appointment]);
}

/// <summary>Consultations as one process has them.</summary>
internal sealed class ConsultationWorker
{
    private readonly TimeProvider clock;
    private int lastId;

    public ConsultationWorker(ITable table, TimeProvider clock)
    {
        this.clock = clock;
        var process = $"{Guid.NewGuid():N}";
        var pollClock = new PollClock(clock, () => $"id-{process}-{++lastId}");
        var directory = new DirectoryStore(table);
        Store = new(table);
        Due = new(table, clock);
        Outbox = new(table, Due, clock);
        Opening = new(Store, directory, Outbox, new(Due, SchoolCalendarTests.Shipped), pollClock);
        Answering = new(Store, clock);
        Closing = new(Store, Outbox, clock);
        Progress = new(Store, Outbox, clock);
        Remind = new(Store, Outbox, SchoolCalendarTests.Shipped, clock);
        Reminders = new(new(Store, SchoolCalendarTests.Shipped, clock), new(Store, new DeliveryReport(new(table)), new(Store, new(new(table)), clock)));
        var (school, result) = (new SchoolTurn(Answering, Store, Outbox, clock), new ResultTurn(Store, clock));
        Followed = new(Store, school, result);
        Feature = new(
            school,
            result,
            new(directory, Opening, Store, new("Which aims?", "Tell us.", [("Aims", new(Asked.Questions.Parts[0].Options))], ["What would you add?"]), pollClock),
            new(Closing, Progress, Remind),
            new(new(Store, new(new(table)), clock), new(Store, clock), new(Store), new(Store, clock), Followed));
        Bindings = new(table);
        Turn = new(new([Feature]), Bindings, new(table, Bindings), new([A.Tenant]), NullLogger<Turn>.Instance);
    }

    public ConsultationStore Store { get; }

    public DueWork Due { get; }

    public Outbox Outbox { get; }

    public OpenConsultation Opening { get; }

    public AnswerConsultation Answering { get; }

    public CloseConsultation Closing { get; }

    public ShowProgress Progress { get; }

    public RemindSchools Remind { get; }

    public ConsultationRemindersFeature Reminders { get; }

    public ConsultationFeature Feature { get; }

    public ConsultationsFollowed Followed { get; }

    public Bindings Bindings { get; }

    public Turn Turn { get; }

    public static NewConsultation New(GroupId? locality = null) => new(new("consultation-1"), locality, Asked.Questions, A.Closes);

    public Task<StartOutcome> OpenAsync(NewConsultation? asked = null, PersonId? by = null) => Opening.HandleAsync(PollWorld.CallerOf(by ?? ConsultationWorld.Administrator), asked ?? New(), default);

    public Task<AnswerOutcome> AnswerAsync(int school, SentAnswer? sent = null, PersonId? by = null, TenantId? tenant = null) =>
        Answering.HandleAsync(PollWorld.CallerOf(by ?? A.Head(school), tenant), new("consultation-1"), A.Seat(school), sent ?? Asked.Sent(), default);

    public Task<DueOutcome> CloseAsync() => Closing.HandleAsync(new(A.Tenant, CloseConsultation.Kind, "consultation-1", A.Closes, A.Opened), default);

    public async Task<Consultation> FindAsync() => await Store.FindAsync(A.Tenant, new("consultation-1"), default) ?? throw new InvalidOperationException("No consultation is open.");

    /// <summary>Presses a button as Teams tells of it, the whole way from the activity.</summary>
    public async Task<Core.Language.Message> PressAsync(PersonId person, string verb, params (string Name, string Value)[] data)
    {
        var answer = await Turn.PressAsync(new(await FromAsync(person), verb, "card-1", data.ToDictionary(pair => pair.Name, pair => pair.Value), Automatic: false), default);
        return Xunit.Assert.IsType<Answer.Show>(answer).Message;
    }

    public async Task<Sender> FromAsync(PersonId person)
    {
        var caller = PollWorld.CallerOf(person);
        await Bindings.BindAsync(A.Tenant, caller.Account, person, "bot", clock.GetUtcNow(), default);
        return new(caller.Account, $"29:{person}", new(A.Tenant, $"a:{person}", new("https://teams.example/")), IsPersonal: true);
    }
}
