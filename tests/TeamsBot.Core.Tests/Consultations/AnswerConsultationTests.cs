using TeamsBot.Core.Audit;
using TeamsBot.Core.Consultations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Consultations;

public sealed class AnswerConsultationTests
{
    [Fact]
    public async Task V5_V6_Answer_AndChange_KeepOneAnswerAndEveryHistoryRowInTheAnswersOwnBatch()
    {
        var world = await ConsultationWorld.OpenAsync();
        var batches = new List<IReadOnlyList<string>>();
        world.Table.After = (call, _) =>
        {
            if (call.Partition == ConsultationWorld.Partition && call.Writes is { } writes)
            {
                batches.Add([.. writes.Select(write => $"{write.GetType().Name} {write.Key}")]);
            }
        };
        var worker = world.Worker();

        foreach (var aims in new[] { "a1,a2", "a2,a3", "a1,a2" })
        {
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.IsType<AnswerOutcome.Counted>(await worker.AnswerAsync(1, Asked.Sent(aims)));
        }

        Assert.Equal("a1,a2|p1", Assert.Single(world.Rows("answer|")).Fields.Text("choices"));
        Assert.Equal(["a1,a2|p1", "a2,a3|p1", "a1,a2|p1"], world.Rows("history|").Select(row => row.Fields.Text("choices")));
        Assert.Equal(3, batches.Count);
        Assert.All(batches, (batch, at) => Assert.Equal(
            [$"ReplaceOne gate|{batch[0][^2..]}", at == 0 ? "InsertOne answer|school-1" : "ReplaceOne answer|school-1", $"InsertOne history|school-1|{at + 1:D6}", $"InsertOne audit|school-1|{at + 1:D10}"],
            batch));
        Assert.Equal(AuditChain.Of(world.Rows("answer|")[0].Fields).Hash, world.Rows("audit|school-1|")[^1].Fields.Text("hash"));
    }

    [Fact]
    public async Task V7_Answer_TheSameAgain_WritesNothing()
    {
        var world = await ConsultationWorld.OpenAsync();
        await world.Worker().AnswerAsync(1, Asked.Sent(words: "Transport"));
        var before = world.Table.AllRows;

        Assert.False(Assert.IsType<AnswerOutcome.Counted>(await world.Worker().AnswerAsync(1, Asked.Sent("a2,a1", words: " Transport"))).IsNew);

        Assert.Equal(before.Select(row => row.Version), world.Table.AllRows.Select(row => row.Version));
    }

    [Fact]
    public async Task V3_Answer_ByDeputyThenHead_KeepsBothInTheHistory()
    {
        var world = await ConsultationWorld.OpenAsync();
        var worker = world.Worker();

        await worker.AnswerAsync(1, by: A.Deputy(1));
        await worker.AnswerAsync(1);
        Assert.IsType<AnswerOutcome.HeadHasAnswered>(await worker.AnswerAsync(1, Asked.Sent("a3,a4"), A.Deputy(1)));

        Assert.Equal(["deputy-1", "head-1"], world.Rows("history|").Select(row => row.Fields.Text("person")));
    }

    [Fact]
    public async Task V4_T2_Answer_OfASchoolInNoNetwork_OrFromAnotherTenant_HasNoSeat()
    {
        var world = await ConsultationWorld.OpenAsync();

        Assert.IsType<AnswerOutcome.NoSeat>(await world.Worker().AnswerAsync(999));
        Assert.IsType<AnswerOutcome.NoSeat>(await world.Worker().AnswerAsync(1, tenant: new("99999999-2222-3333-4444-555555555555")));
        Assert.Empty(world.Rows("answer|"));
    }

    [Theory, InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task V6_Answer_WithAnyAnswerOfTheStoreLost_MakesOneHistoryRow(TableFault fault)
    {
        var failed = true;
        for (var at = 1; failed; at++)
        {
            var world = await ConsultationWorld.OpenAsync();
            var commits = 0;
            world.Table.Before = call => call.IsCommit && ++commits == at ? fault : null;

            Assert.IsType<AnswerOutcome.Counted>(await world.Worker().AnswerAsync(1));

            failed = commits >= at;
            Assert.Single(world.Rows("history|"));
            Assert.Single(world.Rows("audit|school-1|"));
        }
    }

    [Fact]
    public async Task V10_Answer_WhenItIsClosedInBetween_IsAnsweredClosedAndNotCounted()
    {
        var world = await ConsultationWorld.OpenAsync();
        var worker = world.Worker();
        await worker.AnswerAsync(2);
        world.Clock.MoveTo(A.Closes.AddTicks(-1));
        var closed = false;
        world.Table.Before = call =>
        {
            if (!closed && call.IsCommit && call.Writes!.Any(write => write.Key == "answer|school-1"))
            {
                closed = true;
                world.Clock.MoveTo(A.Closes);
                world.Worker().CloseAsync().GetAwaiter().GetResult();
            }

            return null;
        };

        Assert.IsType<AnswerOutcome.Closed>(await worker.AnswerAsync(1));

        Assert.True(closed);
        Assert.Equal(1, (await worker.FindAsync()).Result!.Answered);
        Assert.Single(world.Rows("answer|"));
    }

    [Fact]
    public async Task V10_V11_Close_WhenAnAnswerComesInBetween_IsDecidedAgainWithIt()
    {
        var world = await ConsultationWorld.OpenAsync();
        var answered = false;
        world.Clock.MoveTo(A.Closes.AddMilliseconds(-1));
        var early = world.Worker();
        world.Table.Before = call =>
        {
            if (!answered && call.IsCommit && call.Writes!.Any(write => write.Key == "consultation"))
            {
                answered = true;

                // Another replica whose clock is a little behind.
                var behind = new ConsultationWorker(world.Table, new TeamsBot.Testing.ManualClock(A.Closes.AddMilliseconds(-1)));
                Assert.IsType<AnswerOutcome.Counted>(behind.AnswerAsync(1).GetAwaiter().GetResult());
            }

            return null;
        };
        world.Clock.MoveTo(A.Closes);

        Assert.IsType<DueOutcome.Again>(await early.CloseAsync());
        Assert.IsType<DueOutcome.Finished>(await early.CloseAsync());

        Assert.Equal(1, (await early.FindAsync()).Result!.Answered);
    }

    [Theory, InlineData(TableFault.CrashBefore), InlineData(TableFault.CrashAfter), InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task V11_Close_WithAnyCommitFailing_ClosesOnceWithOneResult(TableFault fault)
    {
        var failed = true;
        for (var at = 1; failed; at++)
        {
            var world = await ConsultationWorld.OpenAsync();
            for (var school = 1; school <= 5; school++)
            {
                await world.Worker().AnswerAsync(school);
            }

            world.Clock.MoveTo(A.Closes);
            var commits = 0;
            world.Table.Before = call => call.IsCommit && ++commits == at ? fault : null;
            await Record.ExceptionAsync(() => world.Worker().CloseAsync());
            world.Table.Before = null;
            failed = commits >= at;
            while (await world.Worker().CloseAsync() is not DueOutcome.Finished)
            {
            }

            Assert.Equal([5, 5, 0, 0], (await world.Worker().FindAsync()).Result!.Parts[0].AsEnumerable());
            Assert.Equal(2, world.Rows("audit|0").Count);
            Assert.All(world.Rows("gate|"), gate => Assert.Equal("Closed", gate.Fields.Text("state")));
            Assert.Equal(["intent|closed-cards", "intent|closed-channels", "intent|closed-starter", "intent|open-cards", "intent|open-channels"], world.Rows("intent|").Select(row => row.Key));
        }
    }

    [Fact]
    public async Task V10_V11_ManyAnswerersAndClosers_InAnyOrder_AcknowledgedIsCounted()
    {
        const int Schools = 24;
        for (var seed = 0; seed < 20; seed++)
        {
            var world = await ConsultationWorld.OpenAsync(Schools);
            var random = new Random(seed);
            world.Clock.MoveTo(A.Closes.AddSeconds(-4));
            var acknowledged = new Dictionary<int, string>();

            // Before a commit another replica may act: an answer of somebody else, or a try to close once the time has come.
            var depth = 0;
            world.Table.Before = call =>
            {
                if (call.IsCommit && depth < 2 && random.Next(3) == 0)
                {
                    depth++;
                    world.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(600)));
                    Act();
                    depth--;
                }

                return null;
            };
            void Act()
            {
                var (school, aims) = (random.Next(1, Schools + 1), random.Next(2) == 0 ? "a1,a2" : "a3,a4");
                if (random.Next(5) == 0)
                {
                    world.Worker().CloseAsync().GetAwaiter().GetResult();
                }
                else if (world.Worker().AnswerAsync(school, Asked.Sent(aims)).GetAwaiter().GetResult() is AnswerOutcome.Counted counted)
                {
                    acknowledged[school] = counted.Answer.Given.Choices[0].ToString();
                }
            }

            for (var n = 0; n < 60; n++)
            {
                Act();
            }

            world.Table.Before = null;
            world.Clock.MoveTo(A.Closes.AddMinutes(1));
            while (await world.Worker().CloseAsync() is not DueOutcome.Finished)
            {
            }

            var result = (await world.Worker().FindAsync()).Result!;
            Assert.Equal(acknowledged.Count, result.Answered);
            Assert.Equal(result.IsShown ? acknowledged.Values.Count(aims => aims == "a1,a2") : 0, result.IsShown ? result.Parts[0][0] : 0);
            Assert.Single(world.Rows("audit|0"), row => row.Fields.Text("what").StartsWith("close", StringComparison.Ordinal));
        }
    }
}
