using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;
using TeamsBot.Testing.Tables;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Escalations;

public sealed class MoveMatterTests
{
    [Fact]
    public async Task Decline_WithAReason_ComesDownOnceToTheNetworkAndToEveryoneWhoVoted_E5_E7()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();

        await world.MoveAsync(ViceChair, Act.Decline, 1, "No therapist can be found");
        await world.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal("✕ Declined: Early language, Fernshaw Locality Board", Assert.Single(world.ShownIn(World.ChannelOf(AlderVale)), words => words.Contains("Board", StringComparison.Ordinal)));
        Assert.Equal("✕ Declined: Early language", Assert.Single(world.ShownIn(World.ChannelOf(Board))));
        Assert.Equal("✕ Declined: Early language", Assert.Single(world.ShownIn(World.ChatOf(Chair))));
        Assert.Equal("✕ Declined: Early language", Assert.Single(world.ShownIn(World.ChatOf(HeadOne)), words => words.Contains("Declined", StringComparison.Ordinal)));
        Assert.Equal("✕ Declined: Early language", Assert.Single(world.ShownIn(World.ChatOf(HeadTwo)), words => words.Contains("Declined", StringComparison.Ordinal)));
        Assert.Equal(["Agreed: Early language"], world.WordsIn(World.ChatOf(HeadThree))); // Did not vote: the poll's result, and nothing of the answer.
        Assert.Equal([], world.Replica.Log);
    }

    [Fact]
    public async Task Move_TheSamePressAgain_WritesNothing_E2()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        await world.MoveAsync(Chair, Act.Accept, 1);
        var before = world.Table.AllRows.Select(row => (row.Partition, row.Key, row.Version)).ToList();

        var again = Assert.IsType<MoveOutcome.Moved>(await world.MoveAsync(Chair, Act.Accept, 1));

        Assert.False(again.IsNew);
        Assert.Equal(before, world.Table.AllRows.Select(row => (row.Partition, row.Key, row.Version)));
    }

    [Fact]
    public async Task Move_TwoPressesFromTheSameCardAtOnce_LetsOneWinAndTellsTheOther_E2()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        var raced = false;
        MoveOutcome? first = null;
        world.Table.Before = call =>
        {
            if (!raced && call.IsCommit && call.Writes!.Any(write => write.Key == MatterRows.MoveKey(2)))
            {
                raced = true;
                first = world.MoveAsync(ViceChair, Act.Decline, 1, "No money").GetAwaiter().GetResult();
            }

            return null;
        };

        var second = await world.MoveAsync(Chair, Act.Accept, 1);

        Assert.True(Assert.IsType<MoveOutcome.Moved>(first).IsNew);
        Assert.Equal(Act.Decline, Assert.IsType<MoveOutcome.Overtaken>(second).By.Act);
        var matter = await world.FindAsync();
        Assert.Equal((MatterState.Declined, 2), (matter.State, matter.Version));
    }

    [Theory]
    [InlineData(TableFault.LoseAnswer)]
    [InlineData(TableFault.LoseRequest)]
    public async Task Move_WhenTheCommitsAnswerIsLost_IsMadeOnce_E2(TableFault fault)
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        var faults = 0;
        world.Table.Before = call => call.IsCommit && call.Writes!.Any(write => write.Key == MatterRows.MoveKey(2)) && faults++ == 0 ? fault : null;

        var outcome = Assert.IsType<MoveOutcome.Moved>(await world.MoveAsync(Chair, Act.Decline, 1, "No money"));
        await world.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(fault is TableFault.LoseRequest, outcome.IsNew);
        Assert.Equal(2, (await world.FindAsync()).Version);
        Assert.Single(world.WordsIn(World.ChatOf(HeadOne)), words => words.Contains("Declined", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Move_WhenTheCommitWouldStartLaterThanAMinute_StartsOverWithANewInstant_S1()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        var (pressed, slow) = (world.Clock.GetUtcNow(), 0);
        world.Table.Before = call =>
        {
            if (call.IsCommit && call.Partition.Contains("|period|", StringComparison.Ordinal) && slow++ == 0)
            {
                world.Clock.Advance(TimeSpan.FromSeconds(61));
            }

            return null;
        };

        await world.MoveAsync(Chair, Act.Accept, 1);

        Assert.Equal(pressed.AddSeconds(61), (await world.FindAsync()).Last.At);
    }

    [Fact]
    public async Task Move_EachAct_IsAuditedInItsOwnCommitAndChained_T6()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        await world.MoveAsync(Chair, Act.Ask, 1, "How many children?");
        await world.MoveAsync(Facilitator, Act.Reply, 2, "About 40");
        await world.MoveAsync(Clerk, Act.ReferUp, 3, "It needs the county");

        var rows = world.Rows(MatterStore.Partition(Tenant, World.Matter)).Where(row => row.Key.StartsWith("audit|", StringComparison.Ordinal)).ToList();

        Assert.Equal(["bot", "chair", "facilitator", "clerk"], rows.Select(row => row.Fields.Text("who")));
        Assert.Equal([0, 1, 2, 3], rows.Select(row => row.Fields.Number("version")));
        Assert.All(rows, row => Assert.DoesNotContain("children", row.Fields.Text("what"), StringComparison.Ordinal));
        var chain = AuditChain.Empty;
        foreach (var row in rows)
        {
            (chain, var link) = chain.Append("audit", row.Fields.Text("who"), row.Fields.Text("what"), row.Fields.Instant("at"), row.Fields.Number("version"));
            Assert.Equal(row.Fields.Text("hash"), Assert.IsType<Write.InsertOne>(link).Fields.Text("hash"));
        }

        Assert.Equal(chain, (await world.FindAsync()).Audit);
    }

    [Fact]
    public async Task ReferUp_ThenAccepted_ReachesBothBoardsAndTheVotersAtTheEnd_E7()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        await world.MoveAsync(Chair, Act.ReferUp, 1, "It needs the county");
        await world.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal("↑ Referred up: Early language", Assert.Single(world.ShownIn(World.ChannelOf(Board))));
        Assert.Equal("Alder Vale Network asks your board for support: Early language", Assert.Single(world.ShownIn(World.ChatOf(CountyChair))));
        Assert.DoesNotContain(world.WordsIn(World.ChatOf(HeadOne)), words => words.Contains("Referred", StringComparison.Ordinal));

        await world.MoveAsync(CountyChair, Act.Accept, 2);
        await world.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal("✓ Accepted by the board above: Early language", Assert.Single(world.ShownIn(World.ChannelOf(Board))));
        Assert.Equal("✓ Accepted: Early language", Assert.Single(world.ShownIn(World.ChannelOf(Partnership))));
        Assert.Contains("✓ Accepted: Early language, County Partnership Board", world.ShownIn(World.ChannelOf(AlderVale)));
        Assert.Single(world.WordsIn(World.ChatOf(HeadOne)), words => words == "✓ Accepted: Early language");
    }

    [Fact]
    public async Task Question_ToTheFacilitator_ComesBackAsAReplyOnTheChairsCard()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        await world.MoveAsync(Chair, Act.Ask, 1, "How many children?");
        await world.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Equal("Fernshaw Locality Board asks your network a question: Early language", Assert.Single(world.ShownIn(World.ChatOf(Facilitator))));
        Assert.Equal("? Question asked: Early language", Assert.Single(world.ShownIn(World.ChannelOf(Board))));

        await world.MoveAsync(Facilitator, Act.Reply, 2, "About 40");
        await world.RunAsync(TimeSpan.FromMinutes(10));

        Assert.Equal("The question about Early language is closed", Assert.Single(world.ShownIn(World.ChatOf(Facilitator))));
        Assert.Equal("Alder Vale Network asks your board for support: Early language", Assert.Single(world.ShownIn(World.ChatOf(Chair))));
    }

    [Fact]
    public async Task ChairsCard_WhoseDeliveryStaysUncertain_IsFollowedByAMarkedReminder()
    {
        var world = await new World().SetUpAsync();
        world.Teams.OnPost = (to, _) => to.ConversationId == World.ChatOf(Chair) && world.Teams.Posts.All(post => post.Conversation != World.ChatOf(ViceChair)) ? new SendOutcome.Ambiguous("504") : null;

        await world.RaiseOneAsync();
        world.Teams.OnPost = (_, _) => null;
        await world.RunAsync(TimeSpan.FromDays(1));

        Assert.Equal("Reminder: Alder Vale Network asks your board for support: Early language", Assert.Single(world.WordsIn(World.ChatOf(Chair))));
    }

    [Fact]
    public async Task E7_ChannelCard_WhoseDeliveryStaysUncertain_IsRemindedOfOnceAndFollowsEveryLaterMove()
    {
        var world = await new World().SetUpAsync();
        var first = true;
        world.Teams.OnPost = (to, _) => to.ConversationId == World.ChannelOf(Board) && first && !(first = false) ? new SendOutcome.Ambiguous("504") : null;
        await world.RaiseOneAsync();
        Assert.False(first);

        await world.MoveAsync(Chair, Act.Ask, 1, "How many children?");
        await world.RunAsync(TimeSpan.FromMinutes(30));
        await world.MoveAsync(Facilitator, Act.Reply, 2, "About 40");
        await world.RunAsync(TimeSpan.FromMinutes(30));
        await world.MoveAsync(Chair, Act.Decline, 3, "No capacity before May");
        await world.RunAsync(TimeSpan.FromMinutes(30));

        Assert.Equal("✕ Declined: Early language", Assert.Single(world.ShownIn(World.ChannelOf(Board))));
    }

    [Fact]
    public async Task Store_OfALargeElectorate_ReadsBackTheSameEvidence_E1()
    {
        var world = new World();
        var raised = Raised();
        var large = raised with { Evidence = raised.Evidence with { Seats = [.. Enumerable.Range(0, 300).Select(n => new BackingSeat(new($"school-{n}"), $"{n} \"{new string('Ж', 120)}\"", n % 2 == 0 ? HeadOne : null))] } };

        Assert.Equal(Committed.Done, await world.Matters.InsertAsync(large, [], default));

        var read = await world.FindAsync();
        Assert.True(large.Evidence.Seats.SequenceEqual(read.Evidence.Seats));
        Assert.Equal(large.Evidence with { Seats = [] }, read.Evidence with { Seats = [] });
        Assert.Equal((large.Holder, large.State), (read.Holder, read.State));
        Assert.True(large.AboveChain.SequenceEqual(read.AboveChain));
        Assert.True(large.Last.Readers.SequenceEqual(read.Last.Readers));
        Assert.Contains(world.Table.AllRows, row => row.Fields.TextOrNull("holder")?.Contains("\"Locality\"", StringComparison.Ordinal) == true);
    }
}
