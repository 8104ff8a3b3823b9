using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>New words for an open poll of three schools and three options (rule V19).</summary>
public sealed class AmendPollTests
{
    private const string Reason = "Several heads asked what is meant.";
    private const string First = "Early language: more children talking well by five", Second = "Attendance of pupils", Third = "Reading at the move to Year 7";
    private const string Clearer = "Attendance of pupils who miss a day a week";

    [Fact]
    public async Task V19_Amend_AfterTheFirstBallot_IsANewVersionThatEveryVoterAndTheChannelAreToldOnce()
    {
        var world = await OwnerWorld.OpenAsync();
        await world.VoteAsync(1, "o2");

        var answer = await AmendAsync(world, Words(First, Clearer, Third));
        await world.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Contains(Reason, answer, StringComparison.Ordinal);
        var poll = await world.FindAsync();
        Assert.Equal((2, Clearer), (poll.Wording.Version, poll.Wording.Find("o2")!.Text));
        Assert.Equal(["o1", "o2", "o3"], poll.Wording.Options.Select(option => option.Id));
        Assert.Contains($"facilitator: amend to wording 2: {Reason}", world.Audit);
        Assert.Contains(world.CardsIn(World.ChannelOf(Fernshaw.AlderVale)), card => card.Contains(Clearer, StringComparison.Ordinal) && card.Contains(Reason, StringComparison.Ordinal));
        foreach (var head in new[] { Fernshaw.HeadOne, Fernshaw.HeadTwo, Fernshaw.HeadThree })
        {
            var cards = world.CardsIn(World.ChatOf(head));
            Assert.Equal(2, cards.Count);
            Assert.Single(cards, card => card.Contains("The question has changed", StringComparison.Ordinal) && card.Contains(Clearer, StringComparison.Ordinal) && card.Contains(Reason, StringComparison.Ordinal));
            Assert.All(cards, card => Assert.Contains("\"version\":\"2\"", card, StringComparison.Ordinal));
        }

        // What was cast stands, on the version it was cast on, and can still be changed.
        Assert.Contains(world.CardsIn(World.ChatOf(Fernshaw.HeadOne)), card => card.Contains("You voted before that. Your vote stands", StringComparison.Ordinal));
        Assert.Equal(1, (await BallotAsync(world, 1)).WordingVersion);
        Assert.IsType<VoteOutcome.Counted>(await world.VoteAsync(1, "o3", version: 2));
        Assert.Equal((2, "o3"), ((await BallotAsync(world, 1)).WordingVersion, (await BallotAsync(world, 1)).Choices.ToString()));
    }

    [Fact]
    public async Task V19_EveryVersion_StaysReadable()
    {
        var world = await OwnerWorld.OpenAsync();
        await world.VoteAsync(1, "o2");
        await AmendAsync(world, Words(First, Clearer, Third));
        await AmendAsync(world, Words(First, Clearer, "Reading in Year 7"), version: 2);

        var versions = await world.World.Polls.WordingsAsync(await world.FindAsync(), default);

        Assert.Equal([(1, Second, Third), (2, Clearer, Third), (3, Clearer, "Reading in Year 7")], versions.Select(wording => (wording.Version, wording.Options[1].Text, wording.Options[2].Text)));
        Assert.Equal([null, Reason, Reason], versions.Select(wording => wording.Amendment?.Why));
    }

    [Fact]
    public async Task V19_Vote_OnTheEarlierWording_IsNotCountedAndAnsweredWithTheCurrentOne()
    {
        var world = await OwnerWorld.OpenAsync();
        await world.VoteAsync(1, "o2");
        await AmendAsync(world, Words(First, Clearer, Third));

        var reworded = Assert.IsType<VoteOutcome.Reworded>(await world.VoteAsync(2, "o2", version: 1));

        Assert.Equal(2, reworded.Poll.Wording.Version);
        Assert.Equal(1, await world.World.Polls.VotedAsync(await world.FindAsync(), default));
    }

    [Fact]
    public async Task V19_Amend_WhileNobodyHasVoted_MayChangeAddAndTakeOutOptions()
    {
        var world = await OwnerWorld.OpenAsync();

        Assert.Contains("Nobody has voted yet", await world.PressAsync(RewordCards.Open, Fernshaw.Facilitator), StringComparison.Ordinal);
        await AmendAsync(world, Lines(Third, "School uniform", First.ToUpperInvariant(), "Trips"));

        // What keeps its words keeps its id, and no new option has an id that an old card could tick.
        Assert.Equal([("o3", Third), ("w2o2", "School uniform"), ("o1", First), ("w2o4", "Trips")], (await world.FindAsync()).Wording.Options.Select(option => (option.Id, option.Text)));
        Assert.IsType<VoteOutcome.Reworded>(await world.VoteAsync(1, "o2", version: 1));
        Assert.IsType<VoteOutcome.BadChoice>(await world.VoteAsync(1, "o2", version: 2));
        Assert.IsType<VoteOutcome.Counted>(await world.VoteAsync(1, "w2o2", version: 2));
    }

    [Fact]
    public async Task V19_Amend_WithTheFirstBallotInBetween_MayNoLongerChangeTheOptions()
    {
        var world = await OwnerWorld.OpenAsync();

        var answer = await world.BeforeTheCommitOnceAsync(() => world.VoteAsync(1, "o2"), () => AmendAsync(world, Lines(First, Third, "Trips")));

        Assert.Contains("a school has voted meanwhile", answer, StringComparison.Ordinal);
        Assert.Equal((1, "o2"), ((await world.FindAsync()).Wording.Version, (await BallotAsync(world, 1)).Choices.ToString()));
    }

    [Fact]
    public async Task V10_V19_Amend_BetweenABallotsReadAndItsCommit_FailsTheBallot()
    {
        var world = await OwnerWorld.OpenAsync();
        await world.VoteAsync(1, "o1");
        var amended = false;
        world.World.Table.Before = call =>
        {
            if (!amended && call.Writes?.Any(write => write.Key == "ballot|school-100002") == true)
            {
                amended = true;
                Assert.True(AmendAsync(world, Words(First, Clearer, Third)).IsCompletedSuccessfully);
            }

            return null;
        };

        Assert.IsType<VoteOutcome.Reworded>(await world.VoteAsync(2, "o2", version: 1));

        Assert.True(amended);
        Assert.Equal(1, await world.World.Polls.VotedAsync(await world.FindAsync(), default));
    }

    [Fact]
    public async Task V19_Amend_ASecretPollWithBallots_IsRefusedBecauseNobodyCouldChange()
    {
        var world = await OwnerWorld.OpenAsync(secret: true);
        await world.VoteAsync(1, "o2");

        Assert.Contains("could not change its vote", await AmendAsync(world, Words(First, Clearer, Third)), StringComparison.Ordinal);
        Assert.Contains("could not change its vote", await world.PressAsync(RewordCards.Open, Fernshaw.Facilitator), StringComparison.Ordinal);
        Assert.Equal(1, (await world.FindAsync()).Wording.Version);
    }

    [Fact]
    public async Task V7_Amend_PressedAgain_WritesNothing()
    {
        var world = await OwnerWorld.OpenAsync();
        await world.VoteAsync(1, "o2");
        await AmendAsync(world, Words(First, Clearer, Third));
        var rows = world.Rows;

        Assert.DoesNotContain("Nothing was changed", await AmendAsync(world, Words(First, Clearer, Third)), StringComparison.Ordinal);

        Assert.Equal((rows, 2), (world.Rows, (await world.FindAsync()).Wording.Version));
    }

    [Theory]
    [InlineData("rewordReason", " ", "Write a reason")]
    [InlineData("rewordTo1", "", "Write the words of every option")]
    [InlineData("rewordTo1", First, "cannot take the words that stood for another")]
    [InlineData("rewordTo1", Second, "these are the words that stand")]
    [InlineData("rewordTo1", "LONG", "at most 200 characters")]
    [InlineData("rewordTo1", "A place for pupil B801200001001", "unique pupil number")] // T4
    [InlineData("rewordReason", "Pupil B801200001001 has left.", "unique pupil number")]
    [InlineData("rewordTo2", null, "Write the words of every option")]
    [InlineData("version", "0", "have changed since your form")]
    [InlineData("version", "2", "have changed since your form")]
    [InlineData("version", "x", "have changed since your form")]
    [InlineData("byOption", "no", "a school has voted meanwhile")]
    [InlineData("poll", "no-such-poll", "not yours to run")]
    [InlineData("poll", "poll|1", "not yours to run")]
    public async Task V19_Amend_ThatIsNotRight_ChangesNothingSaysWhyAndKeepsWhatWasTyped(string name, string? value, string why)
    {
        var world = await OwnerWorld.OpenAsync();
        await world.VoteAsync(1, "o2");
        var rows = world.Rows;
        var data = Words(First, Clearer, Third).Where(pair => pair.Name != name).ToList();
        var answer = await AmendAsync(world, value is null ? [.. data] : [.. data, (name, value == "LONG" ? new string('w', 201) : value)]);

        Assert.Contains(why, answer, StringComparison.Ordinal);
        Assert.Equal(rows, world.Rows);
        if (name == "rewordReason")
        {
            Assert.Contains(Clearer, answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("One\ntwo", "at least three options")]
    [InlineData("One\ntwo\nTWO", "Two options are the same")]
    [InlineData("MANY", "at most 20 options")]
    public async Task V19_Amend_OptionsThatAreNotRight_AreRefused(string lines, string why)
    {
        var world = await OwnerWorld.OpenAsync();

        Assert.Contains(why, await AmendAsync(world, Lines(lines == "MANY" ? [.. Enumerable.Range(1, 500).Select(n => $"Option {n}")] : lines.Split('\n'))), StringComparison.Ordinal);
        Assert.Equal(1, (await world.FindAsync()).Wording.Version);
    }

    [Theory, InlineData("head-1"), InlineData("network-chair"), InlineData("stranger")]
    public async Task V19_Amend_ByAnybodyButTheFacilitator_IsRefused(string who)
    {
        var world = await OwnerWorld.OpenAsync(chair: true);

        Assert.Contains("not yours to run", await world.PressAsync(RewordCards.Amend, new(who), [.. Words(First, Clearer, Third), ("version", "1"), ("rewordReason", Reason)]), StringComparison.Ordinal);
        Assert.Contains("not yours to run", await world.PressAsync(RewordCards.Open, new(who)), StringComparison.Ordinal);
        Assert.Equal(1, (await world.FindAsync()).Wording.Version);
    }

    [Fact]
    public async Task V19_Amend_FromTheDeadlineOn_IsTooLate()
    {
        var world = await OwnerWorld.OpenAsync();
        world.World.Clock.MoveTo(OwnerWorld.Closes);

        Assert.Contains("voting closed on", await AmendAsync(world, Words(First, Clearer, Third)), StringComparison.Ordinal);
        Assert.Equal(1, (await world.FindAsync()).Wording.Version);
    }

    [Theory, InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task V19_Amend_WithAnyAnswerLost_IsRecordedAndToldOnce(TableFault fault)
    {
        var failed = true;
        for (var at = 1; failed; at++)
        {
            var world = await OwnerWorld.OpenAsync();
            var commits = 0;
            world.World.Table.Before = call => call.IsCommit && ++commits == at ? fault : null;
            await AmendAsync(world, Words(First, Clearer, Third));
            failed = commits >= at;
            world.World.Table.Before = null;
            await world.RunAsync(TimeSpan.FromMinutes(10));

            Assert.Equal(2, (await world.FindAsync()).Wording.Version);
            Assert.Single(world.Audit, row => row.Contains("amend", StringComparison.Ordinal));
            Assert.Single(world.CardsIn(World.ChatOf(Fernshaw.HeadTwo)), card => card.Contains("The question has changed", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void V19_ReadBallot_OfARowFromBeforeAmendments_WasCastOnTheFirstWording()
    {
        var row = new Fields(v: 1) { { "seat", "school-1" }, { "person", "head-1" }, { "rank", 0 }, { "choices", "o1" }, { "at", A.Opened }, { "number", 1 }, { "auditCount", 1L }, { "auditHash", "x" } };

        Assert.Equal(1, PollRows.ReadBallot(row).WordingVersion);
    }

    private static (string Name, string Value)[] Words(params string[] texts) => [("byOption", "yes"), .. texts.Select((text, at) => (RewordCards.WordsInput(at), text))];

    private static (string Name, string Value)[] Lines(params string[] texts) => [("byOption", "no"), (RewordCards.OptionsInput, string.Join('\n', texts))];

    private static Task<string> AmendAsync(OwnerWorld world, (string Name, string Value)[] words, int version = 1) =>
        world.PressAsync(RewordCards.Amend, Fernshaw.Facilitator, [("version", $"{version}"), (RewordCards.ReasonInput, Reason), .. words]);

    private static async Task<Ballot> BallotAsync(OwnerWorld world, int school) => (await world.World.Polls.FindBallotAsync(await world.FindAsync(), new($"school-10000{school}"), default))!;
}
