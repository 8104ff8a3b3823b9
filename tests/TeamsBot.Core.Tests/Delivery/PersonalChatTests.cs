using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using Xunit;

namespace TeamsBot.Core.Tests.Delivery;

/// <summary>People are reached in their personal chat, which is opened where none is known.</summary>
public sealed class PersonalChatTests : DeliveryTest
{
    private static readonly PersonId Person = new("p-1");
    private static readonly AccountId Account = new("7f0c0000-0000-0000-0000-00000000aaaa");

    public PersonalChatTests() => Notices.To = _ => [new Recipient("seat~p-1", new Target.Person(Person))];

    [Fact]
    public async Task Send_ToAPersonWithoutAChat_OpensItOnceAndKeepsIt()
    {
        await BindAsync();
        await SayAsync("open", "");
        await RunAsync(TimeSpan.FromMinutes(1));
        await SayAsync("closed", "", number: 2);
        await RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([Account], Teams.Opened);
        Assert.Equal([$"a:{Account}", $"a:{Account}"], Teams.Posts.Select(post => post.Conversation));
    }

    [Fact]
    public async Task Send_WhileTheChatCannotBeOpened_RestsUnclaimed()
    {
        await BindAsync();
        Teams.OnOpen = _ => Teams.Opened.Count < 3 ? new OpenChatOutcome.Later(TimeSpan.FromSeconds(30), "429") : null;
        await SayAsync("open", "");

        await RunAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(3, Teams.Opened.Count);
        Assert.Single(Teams.Posts);
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("open"));
    }

    [Fact]
    public async Task Send_ToAPersonWhoCannotBeReached_IsFailedWithTheReason_S3()
    {
        await SayAsync("open", "");
        await RunAsync(TimeSpan.FromMinutes(1));
        await BindAsync();
        Teams.OnOpen = _ => new OpenChatOutcome.Closed("403");
        await SayAsync("closed", "", number: 2);
        await RunAsync(TimeSpan.FromMinutes(1));

        var summary = await Replica.Report.OfTenantAsync(Notices.Tenant, default);
        Assert.Equal(new(0, 0, 0, 2, 0), summary.Counts);
        Assert.Equal(["403", "no account"], summary.Troubles.Select(trouble => trouble.Why).Order());
    }

    private async Task BindAsync() =>
        Assert.IsType<BindOutcome.Bound>(await new Bindings(Table).BindAsync(Notices.Tenant, Account, Person, "bot", Clock.GetUtcNow(), default));
}
