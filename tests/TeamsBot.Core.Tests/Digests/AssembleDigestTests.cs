using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Testing.Tables;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Digests;

public sealed class AssembleDigestTests
{
    private static readonly Period First = Period.Containing(Monday);
    private static readonly DueItem Due = new(Tenant, AssembleDigest.Kind, First.Id, Digest.DueAt(First), Monday);

    [Fact]
    public async Task Digest_OfAFortnight_TellsEveryChannelOnceWhatWasAgreedRaisedAndAnswered_S2()
    {
        var world = await StartAsync();
        await world.RaiseOneAsync();
        await world.MoveAsync(Chair, Act.Ask, 1, "How many?");
        await world.MoveAsync(Facilitator, Act.Reply, 2, "40");
        await world.MoveAsync(Chair, Act.Accept, 3);

        await world.RunAsync(First.End.AddHours(3) - world.Clock.GetUtcNow());

        var digest = (await FindAsync(world, First))!;
        const string option = "Early language: more children talking well by five";
        Assert.Equal(
            [$"↑ Sent up: {option}, to Fernshaw Locality Board", $"✓ Accepted: {option}, by Fernshaw Locality Board", $"✓ Agreed: {option}", $"? Question asked: {option}, by Fernshaw Locality Board"],
            digest.Items.Select(item => $"{item.Status}: {item.Text}").OrderBy(line => "↑✓?".IndexOf(line[0], StringComparison.Ordinal)).ThenBy(line => line, StringComparer.Ordinal));
        Assert.Equal(First.End.AddMinutes(15), digest.AssembledAt);
        Assert.False(digest.IsLate);
        Assert.All(Fernshaw.Register.Groups, group => Assert.Single(UpdatesIn(world, World.ChannelOf(group))));
        Assert.Equal([], world.Replica.Log);
    }

    [Theory] // S1: half-open
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task Digest_AroundThePeriodsEnd_TakesOnlyWhatLiesBeforeIt_S1(int ticks, bool taken)
    {
        var world = await StartAsync();
        await world.RaiseOneAsync();
        world.Clock.MoveTo(First.End.AddTicks(ticks));
        await world.MoveAsync(Chair, Act.Accept, 1);

        await world.RunAsync(TimeSpan.FromDays(15));

        Assert.Equal(taken, (await FindAsync(world, First))!.Items.Any(item => item.Status == "✓ Accepted"));
        Assert.Equal(!taken, (await FindAsync(world, First.Next))!.Items.Any(item => item.Status == "✓ Accepted"));
    }

    [Theory] // S1: the clock changes within a period, or at its very end
    [InlineData("2026-03-16", (14 * 24) - 1)]
    [InlineData("2026-10-12", (14 * 24) + 1)]
    [InlineData("2026-10-26", 14 * 24)]
    public void Period_OverAClockChange_BeginsAndEndsAtLondonsMidnight_S1(string id, int hours)
    {
        var period = Period.Find(id)!;

        Assert.Equal(TimeSpan.FromHours(hours), period.End - period.Start);
        Assert.Equal((0, 0), (When.Local(period.Start).Hour, When.Local(period.End).Hour));
        Assert.Equal(period, Period.Containing(period.End.AddTicks(-1)));
        Assert.Equal(period.Next, Period.Containing(period.End));
    }

    [Fact]
    public async Task Digest_OverTheAutumnClockChange_IsDueAQuarterPastLondonsMidnight_S1()
    {
        var autumn = Period.Find("2026-10-12")!;
        var world = await StartAsync(autumn.Start.AddHours(1));
        await world.RaiseOneAsync();

        await world.RunAsync(TimeSpan.FromDays(15));

        Assert.Equal(new DateTimeOffset(2026, 10, 26, 0, 15, 0, TimeSpan.Zero), (await FindAsync(world, autumn))!.AssembledAt);
    }

    [Fact]
    public async Task Digest_OfAnEmptyPeriod_IsRecordedAsSkippedAndSendsNothing_S2()
    {
        var world = await StartAsync();

        await world.RunAsync(TimeSpan.FromDays(15));

        Assert.True((await FindAsync(world, First))!.IsSkipped);
        Assert.Empty(world.Teams.Posts);
        Assert.DoesNotContain(world.Rows(DigestStore.Partition(Tenant, First)), row => row.Key.StartsWith("intent|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Digest_OfMissedPeriods_IsEachSentOnceLateMarkedAndInOrder_S2()
    {
        var world = await StartAsync();
        await world.RaiseOneAsync();
        world.Clock.MoveTo(First.Next.Start.AddDays(2));
        await world.MoveAsync(Chair, Act.Ask, 1, "How many?");
        world.Clock.MoveTo(First.Next.Next.Start.AddDays(2));
        await world.MoveAsync(Chair, Act.Accept, 2);

        // The host was down at the ends of three periods.
        world.Clock.MoveTo(First.Next.Next.Next.Start.AddDays(1));
        world.Restart("two");
        await world.Ensure.HandleAsync(Tenant, default);
        await world.RunAsync(TimeSpan.FromHours(3));

        Digest[] digests = [(await FindAsync(world, First))!, (await FindAsync(world, First.Next))!, (await FindAsync(world, First.Next.Next))!];
        Assert.All(digests, digest => Assert.True(digest.IsLate));
        Assert.True(digests[1].AssembledAt >= digests[0].AssembledAt.AddMinutes(2), "The next may not be looked at before this one's commit is there.");
        Assert.Null(await FindAsync(world, First.Next.Next.Next));
        Assert.Equal(
            ["Your update: two items on what you agreed", "Your update: one item on what you agreed", "Your update: one item on what you agreed"],
            UpdatesIn(world, World.ChannelOf(AlderVale)));
    }

    [Fact]
    public async Task Digest_WhoseMissedPredecessorIsStillBeingSent_Waits_S2()
    {
        var world = await StartAsync();
        await world.RaiseOneAsync();
        world.Clock.MoveTo(First.Next.Start.AddDays(2));
        await world.MoveAsync(Chair, Act.Accept, 1);
        world.Clock.MoveTo(First.Next.Next.Start.AddDays(1));
        var back = world.Clock.GetUtcNow().AddMinutes(40);
        world.Teams.OnPost = (to, _) => to.ConversationId == World.ChannelOf(Tarnside) && world.Clock.GetUtcNow() < back ? new SendOutcome.Later(TimeSpan.FromMinutes(5), "429") : null;

        await world.RunAsync(TimeSpan.FromHours(3));

        Assert.True((await FindAsync(world, First.Next))!.AssembledAt >= back);
        Assert.Equal(2, UpdatesIn(world, World.ChannelOf(Tarnside)).Count());
    }

    [Fact]
    public async Task Digest_AssembledByTwoAtOnce_IsMadeOnce_S2()
    {
        var world = await StartAsync();
        await world.RaiseOneAsync();
        world.Clock.MoveTo(Digest.DueAt(First));
        var raced = false;
        world.Table.Before = call =>
        {
            if (!raced && call.IsCommit && call.Partition == DigestStore.Partition(Tenant, First))
            {
                raced = true;
                Assert.IsType<DueOutcome.Finished>(world.Assemble.HandleAsync(Due, world.Map, default).GetAwaiter().GetResult());
            }

            return null;
        };

        Assert.IsType<DueOutcome.Again>(await world.Assemble.HandleAsync(Due, world.Map, default));
        Assert.IsType<DueOutcome.Finished>(await world.Assemble.HandleAsync(Due, world.Map, default));
        await world.RunAsync(TimeSpan.FromHours(2));

        Assert.All(Fernshaw.Register.Groups, group => Assert.Single(UpdatesIn(world, World.ChannelOf(group))));
    }

    [Fact]
    public async Task Digest_BeforeItIsDue_Waits_S1()
    {
        var world = await StartAsync();
        world.Clock.MoveTo(Digest.DueAt(First).AddTicks(-1));

        Assert.Equal(new DueOutcome.Again(Digest.DueAt(First)), await world.Assemble.HandleAsync(Due, world.Map, default));
    }

    [Fact]
    public async Task Digest_WhoseCommitWouldStartLaterThanAMinute_StartsOver_S1()
    {
        var world = await StartAsync();
        await world.RaiseOneAsync();
        world.Clock.MoveTo(Digest.DueAt(First));
        var slow = 0;
        world.Table.Before = call =>
        {
            if (call.IsCommit && call.Partition.EndsWith("|intents", StringComparison.Ordinal) && slow++ == 0)
            {
                world.Clock.Advance(TimeSpan.FromSeconds(61));
            }

            return null;
        };

        Assert.IsType<DueOutcome.Again>(await world.Assemble.HandleAsync(Due, world.Map, default));
        Assert.Null(await FindAsync(world, First));
        Assert.IsType<DueOutcome.Finished>(await world.Assemble.HandleAsync(Due, world.Map, default));
        Assert.Equal(Digest.DueAt(First).AddSeconds(61), (await FindAsync(world, First))!.AssembledAt);
    }

    [Theory]
    [InlineData(TableFault.LoseAnswer)]
    [InlineData(TableFault.LoseRequest)]
    public async Task Digest_WhenTheCommitsAnswerIsLost_IsMadeOnceAndTheNextFollows_S2(TableFault fault)
    {
        var world = await StartAsync();
        await world.RaiseOneAsync();
        var faults = 0;
        world.Table.Before = call => call.IsCommit && call.Partition == DigestStore.Partition(Tenant, First) && call.Writes!.Any(write => write.Key == "digest") && faults++ == 0 ? fault : null;

        await world.RunAsync(TimeSpan.FromDays(29));

        Assert.Single(UpdatesIn(world, World.ChannelOf(Tarnside)));
        Assert.True((await FindAsync(world, First.Next))!.IsSkipped);
    }

    [Fact]
    public async Task Digest_OfWhatIsRestricted_HasNoneOfIt_T5()
    {
        var world = await StartAsync();
        await world.RaiseOneAsync(Visibility.Restricted);

        await world.RunAsync(TimeSpan.FromDays(15));

        Assert.True((await FindAsync(world, First))!.IsSkipped);
        Assert.DoesNotContain(world.Rows(DigestStore.Partition(Tenant, First)), row => row.Fields.Any(field => field.Value is string text && text.Contains("Early", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Digest_OfAHappeningWhoseCommitNeverCame_LeavesItOut_S1()
    {
        var world = await StartAsync();
        await world.RaiseOneAsync();
        var now = world.Clock.GetUtcNow();
        await world.Index.NoteAsync(Tenant, now, MatterNews.Answered, MatterIntents.Subject(World.Matter, 2), default);
        await world.Index.NoteAsync(Tenant, now, MatterNews.Raised, MatterIntents.Subject(World.Matter, 1), default);
        await world.Index.NoteAsync(Tenant, now, "no.such.kind", "x", default);

        await world.RunAsync(TimeSpan.FromDays(15));

        Assert.Equal(["↑ Sent up", "✓ Agreed"], (await FindAsync(world, First))!.Items.Select(item => item.Status).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ensure_AtEveryStart_LeavesOneDueRow()
    {
        var world = await StartAsync();
        world.Restart("two");
        await world.Ensure.HandleAsync(Tenant, default);

        Assert.Single(world.Table.AllRows, row => row.Partition.StartsWith("due|", StringComparison.Ordinal) && row.Key.Contains(AssembleDigest.Kind, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ensure_BeforeThereIsADirectory_StartsNothing()
    {
        var world = new World();

        await world.Ensure.HandleAsync(Tenant, default);

        Assert.Empty(world.Table.AllRows);
    }

    [Fact]
    public async Task Store_ManyItemsAtTheirLongest_ReadsBackTheSame()
    {
        var world = await StartAsync();
        var (zhe, quotes) = (new string('Ж', AssembleDigest.LongestText), new string('"', AssembleDigest.LongestText));
        var digest = new Digest
        {
            Tenant = Tenant,
            Period = First,
            AssembledAt = Monday,
            Items = [.. Enumerable.Range(0, AssembleDigest.MostItems).Select(n => new Update("✓ Agreed", new($"network-{n}"), zhe, quotes, Visibility.Public))],
            Recipients = [.. Enumerable.Range(0, 200).Select(n => new DigestRecipient(new($"network-{n}"), zhe))],
            Audit = Core.Audit.AuditChain.Empty,
        };

        await world.Digests.InsertAsync(digest, [], default);

        var read = (await FindAsync(world, First))!;
        Assert.True(digest.Items.SequenceEqual(read.Items));
        Assert.True(digest.Recipients.SequenceEqual(read.Recipients));
    }

    private static async Task<World> StartAsync(DateTimeOffset? start = null)
    {
        var world = await new World(start: start).SetUpAsync();
        await world.Ensure.HandleAsync(Tenant, default);
        return world;
    }

    private static Task<Digest?> FindAsync(World world, Period period) => world.Digests.FindAsync(Tenant, period, default);

    private static IEnumerable<string> UpdatesIn(World world, string channel) => world.WordsIn(channel).Where(words => words.StartsWith("Your update", StringComparison.Ordinal));
}
