using System.Text.Json.Nodes;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Needs;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Tests.Calendar;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Tests.ServiceRequests;

/// <summary>The locality of <see cref="Fernshaw"/> with three services, a special school and a service of the county, service requests and needs put together as the host does.</summary>
internal sealed class RequestWorld
{
    public static readonly PersonId Care = new("lead-care"), EarlyHelp = new("lead-help"), EarlyHelpTwo = new("lead-help-2"), Health = new("lead-health"), SpecialHead = new("head-special"), CountyLead = new("lead-county");
    public const string CareId = "childrens-social-care--locality-fernshaw", EarlyHelpId = "early-help--locality-fernshaw", HealthId = "health--locality-fernshaw", SchoolId = "school-100009";

    private readonly string process = $"{Guid.NewGuid():N}";
    private int lastId;

    private RequestWorld(World world)
    {
        World = world;
        Requests = new(world.Table);
        Unmet = new(world.Table);
        Observed = new(world.Table);
        Agreements = new(world.Table, NewId);
    }

    public World World { get; }

    public RequestStore Requests { get; }

    public UnmetNeeds Unmet { get; }

    public ObservedNeeds Observed { get; }

    public AgreementStore Agreements { get; }

    public AskServices Ask { get; private set; } = null!;

    public AnswerRequest Answer { get; private set; } = null!;

    public CloseRequest Close { get; private set; } = null!;

    public RecordAction Actions { get; private set; } = null!;

    public RequestTurn Turn { get; private set; } = null!;

    public LogNeed Log { get; private set; } = null!;

    public MeetNeed Meet { get; private set; } = null!;

    public static ThemeList List { get; } = new(0, [new(new("early-language"), "Early language", null, []), new(new("attendance"), "Attendance", null, [])]);

    /// <summary>Everybody of Fernshaw, with who leads its services.</summary>
    public static Register Register { get; } = RegisterOf(1);

    /// <summary>The ids of the four that Fernshaw's board may ask, in the order of their names.</summary>
    public static string[] All { get; } = [.. Providers.Of(Register, Fernshaw.Board.Id).Select(service => service.Id)];

    /// <param name="start">Monday 7 September 2026, 10 in the morning, unless given.</param>
    public static async Task<RequestWorld> NewAsync(DateTimeOffset? start = null)
    {
        RequestWorld? made = null;
        await new World(Register, start, more: world => (made ??= new RequestWorld(world)).Features()).SetUpAsync();
        return made!;
    }

    /// <param name="without">Who has left.</param>
    public static Register RegisterOf(int generation, params PersonId[] without)
    {
        var fernshaw = Fernshaw.Register;
        School special = new(new("100009"), "Ravenbeck Special School", "Not applicable", "Community special school", 5, "Open", "Fernshaw", Fernshaw.AlderVale.Id);
        Person[] more =
        [
            Lead(Care, "Children’s Social Care", Fernshaw.Board), Lead(EarlyHelp, "Early Help", Fernshaw.Board), Lead(EarlyHelpTwo, "Early Help", Fernshaw.Board), Lead(Health, "Health", Fernshaw.Board),
            Lead(CountyLead, "Music", Fernshaw.Partnership), new(SpecialHead, "The head", "special@county.example", [new(Role.Head, special.Urn, null)]),
        ];
        return new(generation, fernshaw.Groups, [.. fernshaw.Schools, special], [.. fernshaw.People, .. more.Where(person => !without.Contains(person.Id))]);
    }

    public string NewId() => $"id-{process}-{++lastId}";

    public NewRequest New(string id = "request-1", string[]? services = null, Core.Escalations.MatterId? matter = null) => new(
        new(id), Fernshaw.Board.Id, matter, "early-language", [.. services ?? All], "What do you offer, and what more could you?", SchoolCalendarTests.Shipped.Add(Core.Language.When.Local(World.Clock.GetUtcNow()).Date, 10));

    public Task<AskOutcome> AskAsync(NewRequest? asked = null, PersonId? by = null) => Ask.HandleAsync(Fernshaw.CallerOf(by ?? Fernshaw.Clerk), asked ?? New(), List, default);

    public static Said.Offer Offer(Capacity capacity, string couldBe = "A group from January.") => new("Two family workers.", couldBe, "One post is empty.", capacity);

    public Task<ReplyOutcome> AnswerAsync(int service, PersonId by, Said said, int number = 0, string id = "request-1") => Answer.HandleAsync(Fernshaw.CallerOf(by), new(new(id), service, number, said), default);

    public async Task<ServiceRequest> FindAsync(string id = "request-1") => await Requests.FindAsync(Fernshaw.Tenant, new(id), default) ?? throw new InvalidOperationException("There is no such request.");

    /// <summary>What the cards in somebody's chat show now, the first first, with plain spaces.</summary>
    public List<string> Cards(PersonId person) =>
        [.. World.Teams.Posts.Where(post => post.Conversation == World.ChatOf(person)).Select(post => Words(JsonNode.Parse(World.Teams.Cards[post.ActivityId].Card.ToJson())).Replace('\u00A0', ' '))];

    /// <summary>What somebody is shown who types a command.</summary>
    public async Task<string> TypeAsync(PersonId person, string word) =>
        Shown(await World.Map.CommandHandler(word)!(new(Fernshaw.CallerOf(person), new Place.Personal(), word, "", null), default));

    /// <summary>What somebody is shown who presses a button.</summary>
    public async Task<string> PressAsync(PersonId person, string verb, params (string Name, string Value)[] data) =>
        Shown(await World.Map.PressHandler(verb)!(new(Fernshaw.CallerOf(person), new Place.Personal(), null, data.ToDictionary(pair => pair.Name, pair => pair.Value), null), default));

    /// <summary>What somebody is shown who presses a button in a channel.</summary>
    public async Task<string> PressInAChannelAsync(PersonId person, string verb, params (string Name, string Value)[] data) =>
        Shown(await World.Map.PressHandler(verb)!(new(Fernshaw.CallerOf(person), new Place.Channel(Fernshaw.Board.Id), null, data.ToDictionary(pair => pair.Name, pair => pair.Value), null), default));

    private static string Shown(Answer answer) => answer is Answer.Show show ? Words(JsonNode.Parse(show.Message.Card.ToJson())).Replace('\u00A0', ' ') : ((Answer.Say)answer).Text;

    public Task RunAsync(TimeSpan until) => World.RunAsync(until);

    public Task RunToAsync(DateTimeOffset until) => World.RunAsync(until - World.Clock.GetUtcNow());

    private IEnumerable<Feature> Features()
    {
        var (table, clock, directory) = (World.Table, World.Clock, World.Directory);
        var outbox = new Outbox(table, new DueWork(table, clock), clock);
        var readings = new ReadingRecord(table, clock);
        var gate = new ServiceGate(new(Agreements, directory, new(1), clock));
        var news = new RequestNews(outbox, new(table, clock), SchoolCalendarTests.Shipped, RequestPolicy.Default, clock);
        var matters = new AskableMatters(World.Matters, gate);
        var themes = new ThemeStore(table, new(List));
        (Ask, Answer, Close) = (new(Requests, new(table, Requests, clock), matters, directory, news), new(Requests, directory, gate, news), new(Requests, directory, news));
        (Log, Meet) = (new(Observed, directory, clock), new(Unmet, directory, gate, clock));
        Actions = new(Requests, directory, gate, news);
        Turn = new RequestTurn(Answer, Actions, Close, new(Requests, directory, outbox, readings, gate));
        yield return new ServiceRequestFeature(
            new(Ask, new(directory, Requests, matters, themes, news), NewId),
            Turn,
            new(Requests, directory, news),
            new(new(Requests, readings, gate), new(Requests, directory), new(Requests, directory, Turn), new(Requests, directory, Turn)));
        yield return new NeedsFeature(new(new(Unmet, Observed, directory, themes, readings), Meet), new(Log, directory, themes, NewId), new(Unmet, Requests));
    }

    // The runs of a paragraph follow one another as they are read.
    private static string Words(JsonNode? node) => node switch
    {
        JsonObject element => string.Concat(element.Select(pair => pair.Key is "text" or "title" or "value" && pair.Value is JsonValue text ? text.GetValue<string>() : Words(pair.Value))) + (element["type"]?.GetValue<string>() is "TextRun" ? "" : " "),
        JsonArray list => string.Concat(list.Select(Words)),
        _ => "",
    };

    private static Person Lead(PersonId id, string service, Group group) => new(id, $"{service} lead, {group.Name}", $"{id}@county.example", [new(Role.ServiceLead, null, group.Id)]);
}
