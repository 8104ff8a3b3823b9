using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Core.Waiting;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Waiting;

/// <summary>The locality with a deputy beside the first head, and the second head leading two schools: what waits for each, by the cards they press.</summary>
internal sealed class Todo
{
    public static readonly PersonId Deputy = new("deputy-1");
    public static readonly PersonId Executive = HeadTwo;

    private Todo(World world) => World = world;

    public World World { get; }

    public static Register Register { get; } = new(
        1,
        Fernshaw.Register.Groups,
        Fernshaw.Register.Schools,
        [
            .. Fernshaw.Register.People.Where(person => person.Id != HeadThree && person.Id != HeadTwo),
            new(Executive, "The executive head", "executive@county.example", [new(Role.Head, new("100002"), null), new(Role.Head, new("100003"), null)]),
            new(Deputy, "The deputy", "deputy@county.example", [new(Role.Deputy, new("100001"), null)]),
        ]);

    public static async Task<Todo> StartAsync() => new(await new World(Register).SetUpAsync());

    /// <summary>A poll of the whole network, opened by its facilitator, with its cards on their way.</summary>
    public async Task OpenAsync(string id = "poll-1", int days = 4)
    {
        var asked = new NewPoll(new(id), AlderVale.Id, A.Wording.Options[..3], 2, World.Clock.GetUtcNow().AddDays(days), Ask.Support);
        Xunit.Assert.IsType<OpenOutcome.Opened>(await World.Open.HandleAsync(CallerOf(Facilitator), asked, default));
        await World.RunAsync(TimeSpan.FromMinutes(2));
    }

    public Task<Message> VoteAsync(PersonId person, string urn, string choices, string poll = "poll-1", string card = "card") =>
        PressAsync(person, "polls.vote", card, ("poll", poll), ("seat", $"school-{urn}"), ("version", "1"), ("choices", choices));

    /// <summary>What waits for somebody, as titles, soonest first.</summary>
    public async Task<IReadOnlyList<string>> TitlesAsync(PersonId person) => [.. (await ListAsync(person)).Select(waiting => waiting.Item.Title)];

    public Task<IReadOnlyList<Core.Waiting.Waiting>> ListAsync(PersonId person) => new ListWaiting(new(World.Table)).HandleAsync(CallerOf(person), World.Map, default);

    public async Task<Message> TypeAsync(PersonId person, TenantId? tenant = null)
    {
        var caller = CallerOf(person) with { Tenant = tenant ?? Tenant };
        return Shown(await World.Map.CommandHandler("todo")!(new(caller, new Place.Personal(), "todo", "", "29:somebody"), default));
    }

    /// <summary>What became of what somebody voted on and sent up, newest first, a line each.</summary>
    public async Task<IReadOnlyList<string>> MineAsync(PersonId person)
    {
        var all = await new ListFollowed(new(World.Table)).HandleAsync(CallerOf(person), Register, World.Map, default);
        return [.. all.Select(one => $"{one.Item.Status}: {one.Item.Title}. {one.Item.Text}".Replace('\u00A0', ' '))];
    }

    public async Task<Message> PressAsync(PersonId person, string verb, string card, params (string Name, string Value)[] data) =>
        Shown(await World.Map.PressHandler(verb)!(new(CallerOf(person), new Place.Personal(), card, data.ToDictionary(pair => pair.Name, pair => pair.Value), "29:somebody"), default));

    private static Message Shown(Answer answer) => Xunit.Assert.IsType<Answer.Show>(answer).Message;
}
