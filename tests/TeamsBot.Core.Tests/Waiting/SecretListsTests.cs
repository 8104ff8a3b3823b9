using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Polls;
using Xunit;

namespace TeamsBot.Core.Tests.Waiting;

/// <summary>The lists say of a secret poll that a seat voted, never what (rule V18).</summary>
public sealed class SecretListsTests
{
    [Fact]
    public async Task ASecretVote_LeavesTheListOfWhatWaits_AndIsFollowedWithoutItsChoice_V18()
    {
        var world = await PollWorld.WithAsync(5);
        var worker = world.Worker();
        await worker.OpenAsync(PollWorker.Asked() with { Secrecy = Secrecy.Secret });
        await worker.VoteAsync(1, "p1,p3");
        var waiting = new BallotsWaiting(worker.Polls, world.Clock);
        var followed = new PollsFollowed(worker.Polls, new(worker.Casting, worker.Polls, worker.Outbox, world.Clock));

        Assert.Empty((await waiting.ReadAsync(A.Tenant, A.Head(1), "poll-1", default)).Items);
        Assert.Empty((await waiting.ReadAsync(A.Tenant, A.Deputy(1), "poll-1", default)).Items);
        Assert.Single((await waiting.ReadAsync(A.Tenant, A.Head(2), "poll-1", default)).Items);
        var item = await followed.ReadAsync(new(A.Tenant, A.Head(1), new HashSet<GroupId>()), "poll-1", default);

        Assert.EndsWith("School 1 voted. It is a secret vote: what it chose is kept nowhere with its name.", item!.Text, StringComparison.Ordinal);
    }
}
