using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Conversations;

public sealed class AddressBookTests
{
    private static readonly TenantId Tenant = new("00000000-0000-0000-0000-0000000000aa");
    private static readonly AccountId Account = new("00000000-0000-0000-0000-000000000001");
    private static readonly GroupId Group = new("network-01");
    private static readonly Uri Service = new("https://smba.trafficmanager.net/emea/");
    private static readonly ChatAddress Chat = new(Tenant, "a:chat-1", Service);
    private static readonly ChatAddress Channel = new(Tenant, "19:alder@thread.tacv2;messageid=17", Service);

    private readonly InMemoryTable table = new();
    private readonly List<TableCall> calls = [];

    public AddressBookTests() => table.After = (call, _) => calls.Add(call);

    [Fact]
    public async Task Find_OfAnAccountNeverSeen_SaysThatAChatIsToBeOpened() =>
        Assert.Equal(new Route.ToOpen(Account, null), await Book().FindAsync(Tenant, Account, default));

    [Fact]
    public async Task Meet_InThePersonalChat_KeepsChatTeamsIdAndServiceUrl()
    {
        await Book().MeetAsync(Person("29:one"), installed: true, default);

        Assert.Equal(new Route.Known(Chat, "29:one"), await Book().FindAsync(Tenant, Account, default));
        Assert.Equal(Service, await Book().ServiceUrlAsync(Tenant, default));
    }

    [Fact]
    public async Task Meet_InAChannel_KeepsTheTeamsIdAndNoChat()
    {
        await Book().MeetAsync(new Sender(Account, "29:one", Channel, IsPersonal: false), installed: false, default);

        Assert.Equal(new Route.ToOpen(Account, "29:one"), await Book().FindAsync(Tenant, Account, default));
    }

    [Fact]
    public async Task Meet_WithNothingNew_CostsNoCallOnceKeptAndOneReadEachInAnotherProcess()
    {
        var book = Book();
        await book.MeetAsync(Person("29:one"), installed: false, default);
        calls.Clear();

        await book.MeetAsync(Person("29:one"), installed: false, default);
        Assert.Empty(calls);

        await Book().MeetAsync(Person("29:one"), installed: false, default);
        Assert.DoesNotContain(calls, call => call.IsCommit);
        Assert.Single(calls, call => call.Key == $"account|{Account}");
    }

    [Fact]
    public async Task Removed_ThenInstalledAgainElsewhere_IsReachableOnlyWhileInstalled()
    {
        var (here, elsewhere) = (Book(), Book());
        await here.MeetAsync(Person("29:one"), installed: true, default);

        await elsewhere.KeepRemovedAsync(Tenant, Account, default);
        Assert.Equal(new Route.None("app removed"), await here.FindAsync(Tenant, Account, default));

        await here.MeetAsync(Person("29:one"), installed: true, default);
        Assert.IsType<Route.Known>(await elsewhere.FindAsync(Tenant, Account, default));
    }

    [Fact]
    public async Task KeepChannel_MadeByTheWorkspace_IsFoundBothWaysWithTheTenantsServiceUrl()
    {
        await Book().KeepChannelAsync(Tenant, Group, "19:alder@thread.tacv2", default);

        Assert.Equal(new Route.Known(new(Tenant, "19:alder@thread.tacv2", AddressBook.GlobalServiceUrl), null), await Book().FindAsync(Tenant, new Target.Channel(Group), default));
        Assert.Equal(Group, await Book().GroupOfAsync(Tenant, Channel.ConversationId, default));

        await Book().MeetAsync(Person(null), installed: true, default);
        Assert.Equal(Service, Assert.IsType<Route.Known>(await Book().FindAsync(Tenant, new Target.Channel(Group), default)).Address.ServiceUrl);
    }

    [Fact]
    public async Task KeepChannel_Again_WritesNothing()
    {
        await Book().KeepChannelAsync(Tenant, Group, "19:alder@thread.tacv2", default);
        calls.Clear();

        await Book().KeepChannelAsync(Tenant, Group, "19:alder@thread.tacv2", default);

        Assert.DoesNotContain(calls, call => call.IsCommit);
    }

    [Fact]
    public async Task KeepChannelGone_AndBack_ClosesAndOpensTheWay()
    {
        var book = Book();
        Assert.Equal(new Route.None("no channel"), await book.FindAsync(Tenant, new Target.Channel(Group), default));
        await book.KeepChannelAsync(Tenant, Group, "19:alder@thread.tacv2", default);

        await book.KeepChannelGoneAsync(Tenant, "19:alder@thread.tacv2", gone: true, default);
        Assert.Equal(new Route.None("channel deleted"), await book.FindAsync(Tenant, new Target.Channel(Group), default));

        await book.KeepChannelGoneAsync(Tenant, "19:alder@thread.tacv2", gone: false, default);
        Assert.IsType<Route.Known>(await book.FindAsync(Tenant, new Target.Channel(Group), default));
    }

    [Fact]
    public async Task Meet_WhenTheAnswerOfTheStoreIsLost_KeepsItOnce()
    {
        var commits = 0;
        table.Before = call => call.IsCommit && ++commits == 1 ? TableFault.LoseAnswer : null;

        await Book().MeetAsync(Person("29:one"), installed: true, default);

        Assert.Equal(2, commits); // The service URL, whose answer was lost and which was found kept, and the account.
        Assert.IsType<Route.Known>(await Book().FindAsync(Tenant, Account, default));
    }

    private static Sender Person(string? teamsUserId) => new(Account, teamsUserId, Chat, IsPersonal: true);

    private AddressBook Book() => new(table, new Bindings(table));
}
