using TeamsBot.Core.Consultations;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Consultations;

public sealed class OpenConsultationTests
{
    private const int Many = 230;

    [Fact]
    public async Task Open_ByAnybodyButThePartnershipBoardsAdministratorChairOrClerk_IsNotAllowed()
    {
        var world = await ConsultationWorld.WithAsync(6);

        foreach (var person in (PersonId[])[A.Head(1), ConsultationWorld.LocalityChair, new("nobody")])
        {
            Assert.IsType<StartOutcome.NotAllowed>(await world.Worker().OpenAsync(by: person));
        }

        Assert.IsType<StartOutcome.Opened>(await world.Worker().OpenAsync(by: ConsultationWorld.Clerk));
    }

    [Fact]
    public async Task V7_Open_PressedAgain_ShowsTheOneThatExists_AndAnothersIdIsNotTheirs()
    {
        var world = await ConsultationWorld.OpenAsync();

        Assert.False(Assert.IsType<StartOutcome.Opened>(await world.Worker().OpenAsync()).IsNew);
        Assert.IsType<StartOutcome.NotAllowed>(await world.Worker().OpenAsync(by: ConsultationWorld.Clerk));
        Assert.Single(world.Rows("audit|0"));
    }

    [Fact]
    public async Task V4_Open_ForTheCounty_AsksOpenSchoolsInNetworks_AndForALocalityItsOwn()
    {
        var (county, locality) = (await ConsultationWorld.OpenAsync(), await ConsultationWorld.WithAsync(6));
        await locality.Worker().OpenAsync(ConsultationWorker.New(ConsultationWorld.Localities[1]));

        var (all, some) = (await county.Worker().FindAsync(), await locality.Worker().FindAsync());

        Assert.Equal((6, 1), (all.Roll.Electorate.Seats.Length, all.WithoutNetwork)); // School 999 is in no network, 998 is closed.
        Assert.Equal(["school-2", "school-4", "school-6"], some.Roll.Electorate.Seats.Select(seat => seat.Id.Value));
        Assert.Equal(("Saltmarsh Locality Board", 0), (some.Scope.Name, some.WithoutNetwork));
        Assert.Equal([ConsultationWorld.Networks[1]], some.Scope.Networks.AsEnumerable());
        Assert.IsType<StartOutcome.NotAllowed>(await county.Worker().OpenAsync(ConsultationWorker.New(new("board-elsewhere")) with { Id = new("other") }));
    }

    [Fact]
    public async Task V1_Open_WhenTheRegisterChangesAfterwards_KeepsItsSchoolsAndTheirProfiles()
    {
        var world = await ConsultationWorld.OpenAsync(6);
        await world.ImportAsync(ConsultationWorld.RegisterOf(2, [2, 3, 4, 5, 6, 7], n => n == 2 ? new("new-head-2") : A.Head(n)));
        var worker = world.Worker();

        Assert.IsType<AnswerOutcome.Counted>(await worker.AnswerAsync(1));
        Assert.IsType<AnswerOutcome.NoSeat>(await worker.AnswerAsync(2, by: new("new-head-2")));
        Assert.IsType<AnswerOutcome.NoSeat>(await worker.AnswerAsync(7));
        Assert.Equal(6, (await worker.FindAsync()).Roll.Electorate.Seats.Length);
    }

    [Theory, InlineData(TableFault.CrashBefore), InlineData(TableFault.CrashAfter)]
    public async Task V1_Open_ACounty_WhenTheProcessDiesAtAnyCommit_IsNotReadOrWhole_AndASecondPressOpensIt(TableFault fault)
    {
        var died = true;
        for (var at = 1; died; at++)
        {
            var world = await ConsultationWorld.WithAsync(Many);
            var commits = 0;
            world.Table.Before = call => call.IsCommit && ++commits == at ? fault : null;
            died = await Record.ExceptionAsync(() => world.Worker().OpenAsync()) is not null;
            world.Table.Before = null;
            var stands = await world.Worker().Store.FindAsync(A.Tenant, new("consultation-1"), default) is not null;

            Assert.Equal(stands, await world.Worker().AnswerAsync(Many) is AnswerOutcome.Counted);
            Assert.Equal(!stands, Assert.IsType<StartOutcome.Opened>(await world.Worker().OpenAsync()).IsNew);
            Assert.Equal(Many, (await world.Worker().FindAsync()).Roll.Electorate.Seats.Length);
            Assert.Single(world.Rows("audit|0"));
        }
    }

    [Fact]
    public async Task V9_Open_WithAClosingTimeTooSoonOrTooFar_IsRefused()
    {
        var world = await ConsultationWorld.WithAsync(6);

        Assert.Contains("later closing time", Assert.IsType<StartOutcome.Wrong>(await world.Worker().OpenAsync(ConsultationWorker.New() with { ClosesAt = A.Opened.AddMinutes(59) })).Why, StringComparison.Ordinal);
        Assert.Contains("earlier closing time", Assert.IsType<StartOutcome.Wrong>(await world.Worker().OpenAsync(ConsultationWorker.New() with { ClosesAt = A.Opened.AddDays(61) })).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnTheEngine_EveryHeadAndDeputyHasOneCard_EveryChannelOne_AndAllAreBroughtUpToDate()
    {
        var world = await ConsultationWorld.OpenAsync(6);
        var worker = world.Worker();
        var replica = await world.ReplicaAsync(worker, 6);
        await world.RunToAsync(replica, A.Opened.AddHours(1));
        for (var school = 1; school <= 5; school++)
        {
            await worker.AnswerAsync(school);
        }

        await world.RunToAsync(replica, A.Closes.AddHours(1));

        var posts = world.Posts.Where(post => !post.Summary.Contains("can still answer", StringComparison.Ordinal)).ToList();
        Assert.Equal(14, posts.Count(post => post.Summary.Contains("until", StringComparison.Ordinal) || post.Summary.Contains("have your school", StringComparison.Ordinal)));
        Assert.Equal([$"a:{PollWorld.CallerOf(ConsultationWorld.Administrator).Account}"], posts.Skip(14).Select(post => post.To));
        var intents = world.Rows("intent|").Select(row => row.Key).ToList();
        Assert.Contains("intent|count-00005", intents); // V17: the channels were told how many, once.
        Assert.All(world.Rows("intent|"), intent => Assert.Equal("Settled", intent.Fields.Text("state")));
    }
}
