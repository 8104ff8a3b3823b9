using System.Collections.Immutable;
using NodaTime;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Concerns;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tests.Delivery;
using TeamsBot.Core.Waiting;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;

namespace TeamsBot.Core.Tests.Concerns;

/// <summary>A county with a school of every kind, its officers, concerns and delivery put together as the host does, on a table in memory and a clock moved by hand.</summary>
internal sealed class Town
{
    public static readonly TenantId Tenant = new("11111111-2222-3333-4444-555555555555");
    public static readonly PersonId Head = new("head"), Deputy = new("deputy"), Theirs = new("theirs"), Adviser = new("adviser"), Chair = new("chair"), Vice = new("vice"), Clerk = new("clerk"),
        Representative = new("representative"), LocalChair = new("local-chair"), Governor = new("governor");

    public static readonly Group Board = new(new("partnership"), "County Partnership Board", Tier.Partnership, null), Locality = new(new("locality-fernshaw"), "Fernshaw Locality Board", Tier.Locality, Board.Id),
        Network = new(new("network-alder-vale"), "Alder Vale Network", Tier.Network, Locality.Id);

    public static readonly School Own = Of("990101", "Kestrel Bank Primary", 4), Maintained = Of("990102", "Cold Keld Primary", 4), Academy = Of("990110", "Curlew Edge Primary", 10, "Academy converter"),
        Independent = Of("990130", "The Rookery School", 3, "Other independent school") with { Network = null };

    private readonly DirectoryStore directory;
    private int lastId;

    private Town(ConcernOptions options)
    {
        directory = new(Table);
        Concerns = new(Table);
        Readings = new(Table, Clock);
        Agreements = new(Table, () => $"change-{++lastId}");
        var outbox = new Core.Delivery.Outbox(Table, new(Table, Clock), Clock);
        var (gate, news) = (new RestrictedGate(Agreements, directory, new(1), Clock), new ConcernNews(outbox, Clock));
        var reading = new ConcernReading(Concerns, directory, gate, Readings);
        Feature feature = new ConcernFeature(
            new(new(Concerns, directory, gate, news, options), reading, Concerns, directory, () => $"fresh-{++lastId}"), new(new(Concerns, directory, news), reading, directory, outbox), reading,
            new(Concerns, directory), new(Concerns, directory));
        Map = new([feature]);
        Replica = new(Table, Teams, Clock, "one", [], features: [feature]);
    }

    public ManualClock Clock { get; } = new(new(2026, 10, 5, 9, 0, 0, TimeSpan.Zero));

    public InMemoryTable Table { get; } = new();

    public FakeTeams Teams { get; } = new();

    public ConcernStore Concerns { get; }

    public ReadingRecord Readings { get; }

    public AgreementStore Agreements { get; }

    public FeatureMap Map { get; }

    public Replica Replica { get; }

    public static IEnumerable<Person> People =>
    [
        Of(Head, new Appointment(Role.Head, Own.Urn, null)), Of(Deputy, new Appointment(Role.Deputy, Own.Urn, null)), Of(Theirs, new Appointment(Role.Head, Maintained.Urn, null), new Appointment(Role.Head, Academy.Urn, null), new Appointment(Role.Head, Independent.Urn, null)),
        Of(Adviser, new Appointment(Role.Facilitator, null, Network.Id)), Of(Chair, new Appointment(Role.Chair, null, Board.Id)), Of(Vice, new Appointment(Role.ViceChair, null, Board.Id)), Of(Clerk, new Appointment(Role.Clerk, null, Board.Id)),
        Of(Representative, new Appointment(Role.RegionalRepresentative, null, null)), Of(LocalChair, new Appointment(Role.Chair, null, Locality.Id)), Of(Governor, new Appointment(Role.Governor, Maintained.Urn, null)),
    ];

    public static async Task<Town> StartAsync(IEnumerable<School>? more = null, IEnumerable<Person>? people = null, ConcernOptions? options = null, bool agreed = true)
    {
        var town = new Town(options ?? new(TellsLocalityChair: false));
        await town.ImportAsync([Own, Maintained, Academy, Independent, .. more ?? []], people: people);
        if (agreed)
        {
            Agreement agreement = new(AgreementParty.Of(Own.Urn), 1, new LocalDate(2026, 9, 1), EndedOn: null);
            await town.Agreements.AppendAsync(Tenant, await town.Agreements.ReadAsync(Tenant, default), [agreement], "admin", "record", town.Clock.GetUtcNow(), default);
        }

        foreach (var group in (Group[])[Board, Locality, Network])
        {
            await town.Replica.Addresses.KeepChannelAsync(Tenant, group.Id, $"19:{group.Id}", default);
        }

        return town;
    }

    /// <summary>Puts the next generation of the directory in force.</summary>
    public async Task ImportAsync(IEnumerable<School> schools, int generation = 1, IEnumerable<Person>? people = null, params IEnumerable<SchoolLink> links)
    {
        var register = new Register(generation, [Board, Locality, Network], schools, people ?? People, null, links);
        await directory.WriteAsync(Tenant, new(register, ImmutableSortedDictionary<string, PersonId>.Empty), default);
        var head = DirectoryHead.Empty with
        {
            Generation = generation, Reserved = generation, Groups = 3, Schools = register.Schools.Count(), People = register.People.Count(), Services = register.Services.Length, Links = register.Links.Length,
        };
        await directory.CommitHeadAsync(Tenant, await directory.FindHeadAsync(Tenant, default), head, [], default);
        foreach (var person in register.People)
        {
            await new Bindings(Table).BindAsync(Tenant, CallerOf(person.Id).Account, person.Id, "bot", Clock.GetUtcNow(), default);
        }
    }

    /// <summary>Raises a concern by the form's button and delivers all it has to tell.</summary>
    public async Task<string> RaiseAsync(PersonId? by = null, string school = "990102", string id = "c1", string facts = "Nobody has come since January.", string tried = "I rang twice.", string help = "A visit.")
    {
        var shown = await PressAsync(by ?? Head, ConcernFormCards.Raise, ("newConcern", id), (ConcernFormCards.SchoolInput, school), (ConcernFormCards.FactsInput, facts), (ConcernFormCards.TriedInput, tried), (ConcernFormCards.HelpInput, help));
        await RunAsync();
        return shown;
    }

    public async Task<string> MoveAsync(PersonId who, string verb, int version, string word = "", string to = "", string id = "c1")
    {
        var shown = await PressAsync(who, verb, ("concern", id), ("version", $"{version}"), (ConcernCards.WordInput, word), (ConcernCards.ToInput, to));
        await RunAsync();
        return shown;
    }

    public Task<string> ShowAsync(PersonId who, string id = "c1") => PressAsync(who, ConcernCards.Show, ("concern", id));

    public Task<string> PressAsync(PersonId who, string verb, params (string Key, string Value)[] data) => PressAsync(who, new Place.Personal(), verb, data);

    public async Task<string> PressAsync(PersonId who, Place place, string verb, params (string Key, string Value)[] data) =>
        Words(await Map.PressHandler(verb)!(new(CallerOf(who), place, null, data.ToDictionary(pair => pair.Key, pair => pair.Value), $"29:{who}"), default));

    public async Task<string> TypeAsync(PersonId who, string rest = "") => Words(await Map.CommandHandler(ConcernForm.Command)!(new(CallerOf(who), new Place.Personal(), ConcernForm.Command, rest, $"29:{who}"), default));

    public async Task<Concern> FindAsync(string id = "c1") => await Concerns.FindAsync(Tenant, new(id), default) ?? throw new InvalidOperationException("There is no such concern.");

    /// <summary>The cards as they stand in somebody's chat.</summary>
    public IReadOnlyList<string> ChatOf(PersonId person) => [.. Teams.Posts.Where(post => post.Conversation == $"a:{CallerOf(person).Account}").Select(post => Teams.Cards[post.ActivityId].Card.ToJson())];

    public async Task<IReadOnlyList<string>> TodoAsync(PersonId person) => [.. (await new ListWaiting(new(Table)).HandleAsync(CallerOf(person), Map, default)).Select(waiting => waiting.Item.Title)];

    public async Task RunAsync()
    {
        var end = Clock.GetUtcNow().AddMinutes(5);
        for (var steps = 0; steps < 5_000; steps++)
        {
            if (await Replica.Engine.StepAsync(default) is Core.Delivery.EngineStep.Idle idle)
            {
                if (!(idle.Next <= end))
                {
                    return;
                }

                Clock.MoveTo(idle.Next.Value > Clock.GetUtcNow() ? idle.Next.Value : Clock.GetUtcNow());
            }
        }

        throw new InvalidOperationException("It never came to rest.");
    }

    public static Caller CallerOf(PersonId person) => new(Tenant, person, new($"account-{person}"));

    public static School Of(string urn, string name, int group, string type = "Community school") => new(new(urn), name, "Primary", type, group, "Open", "Alder Vale", Network.Id);

    public static Person Of(PersonId id, params Appointment[] appointments) => new(id, $"Name of {id}", $"{id}@x.example", [.. appointments]);

    private static string Words(Answer answer) => answer switch
    {
        Answer.Show show => $"{show.Message.Summary}\n{show.Message.Card.ToJson()}",
        Answer.Say say => say.Text,
        _ => "",
    };
}
