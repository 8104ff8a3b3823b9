using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;
using TeamsBot.Testing.Tables;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Escalations;

public sealed class RaiseMattersTests
{
    [Fact]
    public async Task Raise_AnAgreedOption_FreezesWhatGoesUp_E1()
    {
        var world = await new World().SetUpAsync();

        var matter = await world.RaiseOneAsync();

        var evidence = matter.Evidence;
        Assert.Equal((EarlyLanguage, AlderVale.Id, Ask.Support, Visibility.Members, 1), (evidence.Option, evidence.Origin.Id, evidence.Ask, evidence.Visibility, evidence.WordingVersion));
        Assert.Equal(new Backing(3, 2, 2, 2, "more than half"), evidence.Backing);
        Assert.Equal(["Kestrel Bank Primary", "Hollin Rise Primary", "Old Mill Primary"], evidence.Seats.Select(seat => seat.Name));
        Assert.Equal([HeadOne, HeadTwo], evidence.Voters);
        Assert.Equal((Board.Id, Partnership.Id, MatterState.Raised), (matter.Holder.Id, matter.Above!.Id, matter.State));
        Assert.Equal([Chair, ViceChair, Clerk], matter.Last.Readers.Select(reader => reader.Person));
        Assert.Single(world.Rows(MatterStore.Partition(Tenant, matter.Id)), row => row.Key.StartsWith("audit|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Raise_TheSameClosedPollAgain_MakesOneMatter_E1()
    {
        var world = await new World().SetUpAsync();
        var matter = await world.RaiseOneAsync();
        await world.MoveAsync(Chair, Act.Accept, 1);

        Assert.IsType<DueOutcome.Finished>(await world.Raise.HandleAsync(new(Tenant, ClosePoll.AgreedKind, "poll-1", world.Clock.GetUtcNow(), world.Clock.GetUtcNow()), default));

        Assert.Equal(MatterState.Accepted, (await world.FindAsync()).State);
        Assert.Single(world.Table.AllRows, row => row.Key == "matter");
    }

    [Fact]
    public async Task E1_Raise_ForANetworkThatALaterImportRemoved_GoesToTheBoardThatThePollNamed()
    {
        var world = await new World().SetUpAsync();
        var open = await world.VoteAsync(board: Board.Id);
        await world.ImportAsync(new Register(2, [Partnership, Board, Tarnside], Fernshaw.Register.Schools.Select(school => school with { Network = Tarnside.Id }), Fernshaw.Register.People));
        await world.RunAsync(TimeSpan.FromHours(2));

        var matter = await world.FindAsync();
        Assert.Equal((Board.Id, new Party(AlderVale.Id, open.GroupName, Tier.Network)), (matter.Holder.Id, matter.Evidence.Origin));
    }

    [Fact]
    public async Task E1_Raise_WhileTheDirectoryHasNoSuchBoard_IsNotDropped()
    {
        var world = await new World().SetUpAsync();
        await world.VoteAsync(board: Board.Id);
        await world.ImportAsync(new Register(2, [Partnership], [], Fernshaw.Register.People));
        await world.RunAsync(TimeSpan.FromDays(3));
        Assert.DoesNotContain(world.Table.AllRows, row => row.Key == "matter");

        await world.ImportAsync(Fernshaw.Register, 3);
        await world.RunAsync(TimeSpan.FromDays(2));

        Assert.Equal(Board.Id, (await world.FindAsync()).Holder.Id);
    }

    [Theory] // E1: whatever answer is lost, one matter
    [InlineData(TableFault.LoseAnswer)]
    [InlineData(TableFault.LoseRequest)]
    public async Task Raise_WhenACommitsAnswerIsLost_MakesOneMatterAndTellsOnce_E1(TableFault fault)
    {
        var world = await new World().SetUpAsync();
        var faults = 0;
        world.Table.Before = call => call.IsCommit && call.Partition.Contains("|matter|", StringComparison.Ordinal) && call.Writes!.Any(write => write.Key == "matter") && faults++ == 0 ? fault : null;

        await world.RaiseOneAsync();

        Assert.Single(world.Table.AllRows, row => row.Key == "matter");
        Assert.Single(world.WordsIn(World.ChatOf(Chair)), words => words.Contains("asks your board", StringComparison.Ordinal));
        var updates = await TellAsync(world);
        Assert.Single(updates, update => update.Status == "↑ Sent up");
    }

    [Fact]
    public async Task Raise_EachAgreedOption_GoesUpAsItsOwnMatter()
    {
        var world = await new World().SetUpAsync();
        await world.VoteAsync(choices: [["o1", "o2"], ["o1", "o2"], ["o3"]]);

        await world.RunAsync(TimeSpan.FromHours(2));

        Assert.Equal(2, world.Table.AllRows.Count(row => row.Key == "matter"));
        Assert.Equal(2, world.WordsIn(World.ChannelOf(Board)).Count());
    }

    [Fact]
    public async Task Raise_APollNotYetClosed_IsMissing()
    {
        var world = await new World().SetUpAsync();
        var now = world.Clock.GetUtcNow();
        Assert.IsType<DueOutcome.Missing>(await world.Raise.HandleAsync(new(Tenant, ClosePoll.AgreedKind, "poll-1", now, now), default));

        await world.VoteAsync();

        Assert.IsType<DueOutcome.Missing>(await world.Raise.HandleAsync(new(Tenant, ClosePoll.AgreedKind, "poll-1", now, now), default));
    }

    [Fact]
    public async Task Raise_OfAGroupWithoutAParent_EndsThere()
    {
        var alone = new Register(1, [AlderVale with { Parent = null }], Fernshaw.Register.Schools, Fernshaw.Register.People);
        var world = await new World(alone).SetUpAsync();
        await world.VoteAsync();

        await world.RunAsync(TimeSpan.FromHours(2));

        Assert.DoesNotContain(world.Table.AllRows, row => row.Key == "matter");
        Assert.Equal([], world.Replica.Log);
    }

    [Fact]
    public async Task Raise_WhenTheCommitWouldStartLaterThanAMinute_StartsOver_S1()
    {
        var world = await new World().SetUpAsync();
        var before = world.Clock.GetUtcNow();
        var slow = 0;
        world.Table.Before = call =>
        {
            if (call.IsCommit && call.Partition.Contains("|period|", StringComparison.Ordinal) && call.Writes!.Any(write => write.Key.Contains(MatterNews.Raised, StringComparison.Ordinal)) && slow++ == 0)
            {
                world.Clock.Advance(TimeSpan.FromSeconds(61));
            }

            return null;
        };

        var matter = await world.RaiseOneAsync();

        Assert.Equal(before.AddHours(1).AddSeconds(61), matter.Last.At);
        Assert.Single(await TellAsync(world), update => update.Status == "↑ Sent up");
        Assert.Equal(2, (await world.Index.ReadAsync(Tenant, Period.Containing(before), default)).Count(happening => happening.Kind == MatterNews.Raised));
    }

    [Fact]
    public async Task Raise_TheCards_GoToOfficersBoardAndNetwork()
    {
        var world = await new World().SetUpAsync();

        await world.RaiseOneAsync();

        foreach (var officer in new[] { Chair, ViceChair, Clerk })
        {
            Assert.Single(world.WordsIn(World.ChatOf(officer)), "Alder Vale Network asks your board for support: Early language");
        }

        Assert.Equal("Alder Vale Network asks the board for support: Early language", Assert.Single(world.WordsIn(World.ChannelOf(Board))));
        Assert.Contains("↑ Sent up: Early language, Fernshaw Locality Board", world.WordsIn(World.ChannelOf(AlderVale)));
        Assert.Empty(world.WordsIn(World.ChannelOf(Tarnside)));
        Assert.Equal([], world.Replica.Log);
    }

    [Fact]
    public async Task Raise_OfARestrictedPoll_StaysInPersonalChat_T5()
    {
        var world = await new World().SetUpAsync();

        await world.RaiseOneAsync(Visibility.Restricted);
        await world.MoveAsync(Chair, Act.Accept, 1);
        await world.RunAsync(TimeSpan.FromHours(1));

        Assert.DoesNotContain(world.Teams.Posts, post => post.Conversation.StartsWith("19:", StringComparison.Ordinal) && post.Words.Contains('↑'));
        Assert.Empty(world.WordsIn(World.ChannelOf(Board)));
        Assert.Contains("✓ Accepted: Early language", world.WordsIn(World.ChatOf(HeadOne)));
    }

    private static async Task<List<Update>> TellAsync(World world)
    {
        var updates = new List<Update>();
        foreach (var happening in await world.Index.ReadAsync(Tenant, Period.Containing(world.Clock.GetUtcNow()), default))
        {
            updates.AddRange(await world.Map.Teller(happening.Kind)!(happening, default));
        }

        return updates;
    }
}
