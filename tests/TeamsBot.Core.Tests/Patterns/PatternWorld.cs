using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Needs;
using TeamsBot.Core.Patterns;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Core.Themes;
using Xunit;

namespace TeamsBot.Core.Tests.Patterns;

/// <summary>An invented county of five localities with four networks each, two primary schools and a secondary in every network, with patterns put together as the host does.</summary>
internal sealed class PatternWorld
{
    public const string Talk = "early-language", Speech = "speech", Attendance = "attendance";

    public static readonly Group County = new(new("partnership"), "County Partnership Board", Tier.Partnership, null);
    public static readonly PersonId CountyChair = new("county-chair");

    private readonly PatternThresholds thresholds;
    private readonly ThemeList themes;
    private readonly Dictionary<Type, object> made = [];
    private ServiceCollection services = [];
    private int raised;

    public PatternWorld(PatternThresholds? thresholds = null, Func<IEnumerable<School>, IEnumerable<School>>? schools = null, IEnumerable<SchoolLink>? links = null, ThemeList? themes = null)
    {
        this.themes = themes ?? Themes;
        this.thresholds = thresholds ?? new();
        World = new(RegisterOf(schools ?? (all => all), links ?? []), more: PutTogether, watched: true);
    }

    public World World { get; }

    public static ThemeList Themes { get; } = new(0,
    [
        new(new("words"), "Language and literacy", null, []), new(new(Talk), "Early language", new("words"), ["talking well"]), new(new(Speech), "Speech and language", new("words"), []),
        new(new("reading"), "Reading", new("words"), []), new(new(Attendance), "Attendance", null, []),
    ]);

    public static Group Board(int locality) => new(new($"locality-{locality}"), $"Locality Board {locality}", Tier.Locality, County.Id);

    public static Group Network(int locality, int number) => new(new($"network-{locality}{number}"), $"Network {locality}{number}", Tier.Network, Board(locality).Id);

    public static PersonId Chair(int locality) => new($"chair-{locality}");

    public static PersonId Clerk(int locality) => new($"clerk-{locality}");

    public static PersonId Adviser(int locality) => new($"adviser-{locality}");

    public static PersonId NetworkChair(int locality, int number) => new($"network-chair-{locality}{number}");

    /// <summary>The schools of a network: its first and second are primaries, its third is a secondary.</summary>
    public static Urn School(int locality, int network, int number) => new($"1{locality}{network}00{number}");

    public async Task<PatternWorld> SetUpAsync()
    {
        await World.SetUpAsync();
        return this;
    }

    public T Get<T>() where T : notnull => (T)Make(typeof(T));

    /// <summary>A matter of a network, raised as a closed poll raises it; what follows from it is not run yet.</summary>
    /// <param name="chose">The network's schools whose ballots chose it; none makes a poll without ballots.</param>
    public async Task<MatterId> RaiseAsync(Group network, string? theme = Talk, Visibility visibility = Visibility.Members, int[]? chose = null, Secrecy secrecy = Secrecy.Named, Gathered? gathered = null)
    {
        var poll = $"poll-{++raised}";
        var option = new Option("o1", "More children talking well by five", "Early language", theme);
        await CastAsync(poll, network, option, chose ?? [], secrecy);
        var (locality, now) = (World.Register.Find(network.Parent!.Value)!, World.Clock.GetUtcNow());
        var matter = World.News.Timed(new()
        {
            Tenant = Fernshaw.Tenant,
            Id = MatterId.Of(new(poll), option.Id, Tier.Locality),
            Evidence = new()
            {
                Poll = new(poll), Option = option, WordingVersion = 1, Origin = Party.Of(network), Ask = Ask.Support, Visibility = visibility, Backing = new(3, 2, 2, 2, "more than half"),
                Seats = [new(SeatId.Of(School(1, 1, 1)), "A primary", new("head"))], Gathered = gathered,
            },
            State = MatterState.Raised,
            Holder = Party.Of(locality),
            AboveChain = [Party.Of(locality), Party.Of(County)],
            Moves = [new(1, Act.Raise, null, null, Party.Of(network), Party.Of(locality), null, now, [.. Officers.OfBoard(World.Register, locality.Id)])],
            Audit = AuditChain.Empty,
        });
        Assert.Equal(Committed.Done, await World.Matters.InsertAsync(matter, (await World.News.AnnounceAsync(matter, default))!, default));
        return matter.Id;
    }

    public Task RunAsync() => World.RunAsync(TimeSpan.FromMinutes(5));

    public async Task RaiseAndRunAsync(params (int Locality, int Network, string? Theme)[] all)
    {
        foreach (var (locality, network, theme) in all)
        {
            await RaiseAsync(Network(locality, network), theme);
            await RunAsync();
        }
    }

    public async Task<Matter> FindAsync(MatterId id) => (await World.Matters.FindAsync(Fernshaw.Tenant, id, default))!;

    public async Task<MoveOutcome> MoveAsync(MatterId id, Act act, PersonId by, string text = "", string owner = "", string date = "") =>
        await World.Move.HandleAsync(Fernshaw.CallerOf(by), new(id, act, (await FindAsync(id)).Version, text, owner, date), default);

    public async Task<Gathering> GatheringAsync(PatternLevel level, Group board) =>
        (await Get<PatternStore>().ReadAsync(Fernshaw.Tenant, new(level, board.Id, 2026), default)).Gathering;

    public async Task<Pattern> PatternAsync(PatternLevel level, Group board) => Assert.Single((await GatheringAsync(level, board)).Patterns);

    /// <summary>The patterns a person was ever told of by a card of its own, by what the card shows now.</summary>
    public IEnumerable<string> ToldTo(PersonId person) => World.ShownIn(World.ChatOf(person)).Where(words => words.Contains("one theme", StringComparison.Ordinal) || words.Contains("one answer", StringComparison.Ordinal) || words.Contains("all are answered", StringComparison.Ordinal));

    public async Task<Message> PressAsync(PersonId person, string verb, params (string Name, string Value)[] data) =>
        Assert.IsType<Answer.Show>(await AnswerAsync(person, verb, data)).Message;

    public Task<Answer> AnswerAsync(PersonId person, string verb, params (string Name, string Value)[] data) =>
        World.Map.PressHandler(verb)!(new(Fernshaw.CallerOf(person), new Place.Personal(), "card", data.ToDictionary(pair => pair.Name, pair => pair.Value), $"29:{person}"), default);

    public async Task<Message> TypeAsync(PersonId person) =>
        Assert.IsType<Answer.Show>(await World.Map.CommandHandler("patterns")!(new(Fernshaw.CallerOf(person), new Place.Personal(), "patterns", "", $"29:{person}"), default)).Message;

    private async Task CastAsync(string id, Group network, Option option, int[] chose, Secrecy secrecy)
    {
        var now = World.Clock.GetUtcNow();
        var poll = new Poll
        {
            Tenant = Fernshaw.Tenant, Id = new(id), Group = network.Id, GroupName = network.Name, Board = network.Parent,
            Wording = new(1, [option, new("o2", "Something else", "Else")], 1), Electorate = Electorate.OfNetwork(World.Register, network.Id), Rule = AgreementRule.MoreThanHalf(1), Ask = Ask.Support,
            Visibility = Visibility.Members, Secrecy = secrecy, OpenedBy = Adviser(1), OpenedAt = now, ClosesAt = now.AddHours(1), State = PollState.Open, Audit = AuditChain.Empty,
        };
        await World.Polls.WriteElectorateAsync(poll.Tenant, poll.Id, "e1", poll.Electorate, default);
        await World.Polls.InsertAsync(poll, "e1", [], default);
        foreach (var seat in poll.Electorate.Seats)
        {
            var choice = chose.Any(number => seat.Id.Value.EndsWith($"{number}", StringComparison.Ordinal)) ? "o1" : "o2";
            await new CastVote(World.Polls, World.Replica.Due, World.Clock).HandleAsync(Fernshaw.CallerOf(seat.Voters[0]), poll.Id, seat.Id, 1, choice, default);
        }
    }

    private IEnumerable<Feature> PutTogether(World world)
    {
        var due = new DueWork(world.Table, world.Clock);
        var rounds = new RoundStore(world.Table);
        services = new ServiceCollection();
        services
            .AddSingleton<ITable>(world.Table).AddSingleton<TimeProvider>(world.Clock).AddSingleton(world.Matters).AddSingleton(world.Directory).AddSingleton(world.Polls).AddSingleton(rounds)
            .AddSingleton(new ProposalStore(rounds)).AddSingleton(new ThemeStore(world.Table, new(themes))).AddSingleton(new ObservedNeeds(world.Table)).AddSingleton(due)
            .AddSingleton(new Outbox(world.Table, due, world.Clock)).AddSingleton(world.Move).AddSingleton(thresholds)
            .AddPatterns();
        made.Clear();
        return [.. services.Where(service => service.ServiceType == typeof(Feature)).Select(service => (Feature)Make(service.ImplementationType!))];
    }

    // Everything is one of its kind, made of what it asks for: no more of a container is needed here.
    private object Make(Type type)
    {
        if (!made.TryGetValue(type, out var one))
        {
            var service = services.FirstOrDefault(service => service.ServiceType == type);
            var parameters = service?.ImplementationInstance is null ? type.GetConstructors().Single().GetParameters() : [];
            made[type] = one = service?.ImplementationInstance ?? Activator.CreateInstance(type, [.. parameters.Select(parameter => Make(parameter.ParameterType))])!;
        }

        return one;
    }

    private static Register RegisterOf(Func<IEnumerable<School>, IEnumerable<School>> change, IEnumerable<SchoolLink> links)
    {
        var places = from locality in Enumerable.Range(1, 5) from network in Enumerable.Range(1, 4) select (locality, network);
        var schools = from place in places from number in Enumerable.Range(1, 3) select SchoolOf(place.locality, place.network, number);
        IEnumerable<Person> people =
        [
            Someone(CountyChair, new Appointment(Role.Chair, null, County.Id)),
            .. Enumerable.Range(1, 5).SelectMany(locality => (Person[])
            [
                Someone(Chair(locality), new Appointment(Role.Chair, null, Board(locality).Id)), Someone(Clerk(locality), new Appointment(Role.Clerk, null, Board(locality).Id)),
                Someone(Adviser(locality), [.. Enumerable.Range(1, 4).Select(network => new Appointment(Role.Facilitator, null, Network(locality, network).Id))]),
            ]),
            .. places.Select(place => Someone(NetworkChair(place.locality, place.network), new Appointment(Role.Chair, null, Network(place.locality, place.network).Id))),
            .. change(schools).Select(school => Someone(new($"head-{school.Urn}"), new Appointment(Role.Head, school.Urn, null))),
        ];
        return new(1, [County, .. Enumerable.Range(1, 5).Select(Board), .. places.Select(place => Network(place.locality, place.network))], change(schools), people, links: links);
    }

    private static School SchoolOf(int locality, int network, int number) =>
        new(School(locality, network, number), $"School {locality}{network}{number}", number == 3 ? "Secondary" : number == 2 ? "Middle deemed primary" : "Primary", "Community school", 4, "Open", null, Network(locality, network).Id);

    private static Person Someone(PersonId id, params Appointment[] appointments) => new(id, id.Value, $"{id}@schools.example", [.. appointments]);
}
