using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Conversations;

public sealed class TurnTests
{
    private static readonly TenantId Tenant = new("00000000-0000-0000-0000-0000000000aa");
    private static readonly AccountId Account = new("00000000-0000-0000-0000-000000000001");
    private static readonly Uri Service = new("https://smba.trafficmanager.net/emea/");

    private readonly InMemoryTable table = new();
    private readonly Planted feature = new();
    private readonly Log log = new();

    [Fact]
    public async Task Press_ByABoundAccount_NamesThePersonWhateverTheDataSays() // V2
    {
        await BindAsync();

        var answer = await Turn().PressAsync(Press("planted", data: new() { ["person"] = "p9", ["tenant"] = "other" }), default);

        Assert.Equal(new Answer.Say("p1"), answer);
        Assert.Equal(new Caller(Tenant, new("p1"), Account), feature.Last!.Caller);
    }

    [Fact]
    public async Task Press_WithControlAndDirectionCharacters_ReachesTheFeatureClean() // T3
    {
        await BindAsync();

        await Turn().PressAsync(Press("planted", data: new() { ["reason"] = "be\u202Ecause\u0000" }), default);

        Assert.Equal("because", feature.Last!["reason"]);
    }

    [Fact]
    public async Task Press_InTheChannelOfAGroup_SaysWhichGroup()
    {
        await BindAsync();
        await Book().KeepChannelAsync(Tenant, new("network-01"), "19:alder@thread.tacv2", default);

        await Turn().PressAsync(Press("planted", Channel("19:alder@thread.tacv2;messageid=17")), default);
        Assert.Equal(new Place.Channel(new GroupId("network-01")), feature.Last!.Place);

        await Turn().PressAsync(Press("planted", Channel("19:other@thread.tacv2")), default);
        Assert.Equal(new Place.Channel(null), feature.Last!.Place);
    }

    [Fact]
    public async Task Press_FromATenantNotServed_IsAnsweredAsAStrangerAndTouchesNothing() // T2
    {
        await BindAsync();
        var calls = 0;
        table.Before = _ =>
        {
            calls++;
            return null;
        };

        var foreign = await Turn().PressAsync(Press("planted", Personal with { Chat = Personal.Chat with { Tenant = new("00000000-0000-0000-0000-0000000000bb") } }), default);
        Assert.Equal(0, calls);

        var stranger = await Turn().PressAsync(Press("planted", Personal with { Account = new("00000000-0000-0000-0000-000000000002") }), default);
        Assert.Equal(JsonOf(stranger), JsonOf(foreign));
        Assert.Null(feature.Last);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("")]
    public async Task Press_OfAVerbNobodyAnswers_SaysSo(string verb)
    {
        await BindAsync();

        Assert.Contains("This button no longer works", JsonOf(await Turn().PressAsync(Press(verb), default)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Press_ThatFails_IsLoggedOnceWithIdsOnlyAndCanBeRepeated()
    {
        await BindAsync();

        var card = JsonOf(await Turn().PressAsync(Press("fails", data: new() { ["reason"] = "private words" }), default));

        Assert.Contains("Something went wrong here", card, StringComparison.Ordinal);
        Assert.Contains("\"verb\":\"fails\"", card, StringComparison.Ordinal);
        Assert.Contains("private words", card, StringComparison.Ordinal);
        var line = Assert.Single(log.Lines);
        Assert.Contains(Account.Value, line, StringComparison.Ordinal);
        Assert.DoesNotContain("private words", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_ThatFails_IsAnsweredWithANeutralCard()
    {
        await BindAsync();

        var card = JsonOf(await Turn().PressAsync(Press("fails") with { Automatic = true }, default));

        Assert.DoesNotContain("went wrong", card, StringComparison.Ordinal);
        Assert.Contains("Show it now", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Press_WhileTheStoreIsAway_IsAnsweredAllTheSame()
    {
        table.Before = _ => TableFault.Unavailable;

        Assert.Contains("Something went wrong here", JsonOf(await Turn().PressAsync(Press("planted"), default)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  Plan  the  week ", "the  week")]
    [InlineData("PLAN\u00A0the week", "the week")]
    [InlineData("plan", "")]
    public async Task Said_ACommand_ReachesItsFeatureWithWhatCameAfterIt(string text, string rest)
    {
        await BindAsync();

        Assert.Equal(new Reply(Personal, new Answer.Say(rest)), await Turn().TakeAsync(new Incoming.Said(Personal, text), default));
    }

    [Theory]
    [InlineData("help", "What you can write to me")]
    [InlineData("", "What you can write to me")]
    [InlineData("good morning", "I did not understand that")]
    public async Task Said_AnythingElse_ListsTheCommands(string text, string heading)
    {
        await BindAsync();

        var reply = await Turn().TakeAsync(new Incoming.Said(Personal, text), default);

        Assert.Contains(heading, JsonOf(reply!.Answer), StringComparison.Ordinal);
        Assert.Contains("plans a week", JsonOf(reply.Answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submitted_IsAnsweredLikeAPress()
    {
        await BindAsync();

        Assert.Equal(new Reply(Personal, new Answer.Say("p1")), await Turn().TakeAsync(new Incoming.Submitted(Personal, "planted", null, new Dictionary<string, string>()), default));
    }

    [Fact]
    public async Task Installed_RemovedAndJoined_AreKeptAndNotAnswered()
    {
        var turn = Turn();

        Assert.Null(await turn.TakeAsync(new Incoming.Installed(Personal), default));
        Assert.IsType<Route.Known>(await Book().FindAsync(Tenant, Account, default));
        Assert.Null(await turn.TakeAsync(new Incoming.Removed(Personal), default));
        Assert.IsType<Route.None>(await Book().FindAsync(Tenant, Account, default));
        Assert.Null(await turn.TakeAsync(new Incoming.Joined(Tenant, [new("29:two", new AccountId("00000000-0000-0000-0000-000000000002"))]), default));
        Assert.Equal(new Route.ToOpen(new("00000000-0000-0000-0000-000000000002"), "29:two"), await Book().FindAsync(Tenant, new AccountId("00000000-0000-0000-0000-000000000002"), default));
    }

    [Fact]
    public async Task Take_NewsOfATenantNotServed_WritesNothing() // T2
    {
        var other = new Sender(Account, "29:one", new(new("00000000-0000-0000-0000-0000000000bb"), "a:chat", Service), IsPersonal: true);
        Incoming[] news = [new Incoming.Installed(other), new Incoming.Removed(other), new Incoming.Joined(other.Tenant, [new("29:one", Account)]), new Incoming.ChannelChanged(other.Tenant, "19:a", Gone: true)];

        foreach (var incoming in news)
        {
            Assert.Null(await Turn().TakeAsync(incoming, default));
        }

        Assert.Empty(table.AllRows);
    }

    private static Sender Personal { get; } = new(Account, "29:one", new(Tenant, "a:chat", Service), IsPersonal: true);

    private static Sender Channel(string id) => new(Account, "29:one", new(Tenant, id, Service), IsPersonal: false);

    private static Incoming.Pressed Press(string verb, Sender? from = null, Dictionary<string, string>? data = null) => new(from ?? Personal, verb, "card-1", data ?? [], Automatic: false);

    private static string JsonOf(Answer answer) => Assert.IsType<Answer.Show>(answer).Message.Card.ToJson();

    private Task<BindOutcome> BindAsync() => new Bindings(table).BindAsync(Tenant, Account, new("p1"), "bot", default, default);

    private AddressBook Book() => new(table, new Bindings(table));

    private Turn Turn() => new(new FeatureMap([feature]), new Bindings(table), Book(), new AllowedTenants([Tenant]), log);

    private sealed class Planted : Feature
    {
        public Press? Last { get; private set; }

        public override void Map(FeatureMap map)
        {
            map.OnPress("planted", (press, _) =>
            {
                Last = press;
                return Task.FromResult<Answer>(new Answer.Say(press.Caller.Person.Value));
            });
            map.OnPress("fails", (_, _) => throw new InvalidOperationException("planted"));
            map.OnCommand("plan", "plans a week", (typed, _) => Task.FromResult<Answer>(new Answer.Say(typed.Rest)));
        }
    }

    private sealed class Log : ILogger<Turn>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
