using TeamsBot.Core.Needs;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Tests.Escalations;
using Xunit;

namespace TeamsBot.Core.Tests.ServiceRequests;

public sealed class AnswerRequestTests
{
    private const int Care = 0, EarlyHelp = 1, Health = 2, School = 3;

    [Fact]
    public async Task Answer_OfEveryService_FollowsOnTheOfficersCardAndIsToldOnce()
    {
        var world = await AskedAsync();

        await world.AnswerAsync(Care, RequestWorld.Care, new Said.Decline("This is for Health."));
        await world.AnswerAsync(EarlyHelp, RequestWorld.EarlyHelpTwo, RequestWorld.Offer(Capacity.Some));
        await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.Yes));
        await world.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Contains("3 of 4 services answered", Assert.Single(world.Cards(Fernshaw.Chair)), StringComparison.Ordinal);
        Assert.Contains("✓ Answered", Assert.Single(world.Cards(RequestWorld.EarlyHelp)), StringComparison.Ordinal); // the other lead's copy follows

        await world.AnswerAsync(School, RequestWorld.SpecialHead, RequestWorld.Offer(Capacity.Yes));
        await world.AnswerAsync(School, RequestWorld.SpecialHead, RequestWorld.Offer(Capacity.Some), number: 1);
        await world.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Contains("4 of 4 services answered", world.Cards(Fernshaw.Chair)[0], StringComparison.Ordinal);
        Assert.Single(world.Cards(Fernshaw.Chair), words => words.Contains("All services have answered", StringComparison.Ordinal));
        var history = await world.Requests.HistoryAsync(await world.FindAsync(), School, default);
        Assert.Equal([Capacity.Yes, Capacity.Some], history.Select(answer => answer.Capacity!.Value));
    }

    [Fact]
    public async Task Answer_SentTwice_WritesNothingTheSecondTime() // V7
    {
        var world = await AskedAsync();

        Assert.True(Assert.IsType<ReplyOutcome.Replied>(await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.None))).IsNew);
        var before = world.World.Table.AllRows.Count;
        Assert.False(Assert.IsType<ReplyOutcome.Replied>(await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.None))).IsNew);

        Assert.Equal(before, world.World.Table.AllRows.Count);
    }

    [Fact]
    public async Task E2_Answer_FromAnOldCard_IsAnsweredWithTheCurrentOne()
    {
        var world = await AskedAsync();

        var both = await Task.WhenAll(
            world.AnswerAsync(EarlyHelp, RequestWorld.EarlyHelp, RequestWorld.Offer(Capacity.Yes)),
            world.AnswerAsync(EarlyHelp, RequestWorld.EarlyHelpTwo, RequestWorld.Offer(Capacity.None)));

        var stands = Assert.Single(both.OfType<ReplyOutcome.Replied>()).Answer;
        Assert.Equal(stands, Assert.Single(both.OfType<ReplyOutcome.Overtaken>()).By);
        Assert.Equal(stands, (await world.FindAsync()).AnswerOf(EarlyHelp));
        Assert.IsType<ReplyOutcome.Overtaken>(await world.AnswerAsync(EarlyHelp, RequestWorld.EarlyHelpTwo, new Said.Decline("Not ours."), number: 7)); // one that never was
    }

    [Fact]
    public async Task Answer_BySomebodyElseOrWithoutWords_ChangesNothing() // T2, T4
    {
        var world = await AskedAsync();

        Assert.IsType<ReplyOutcome.NotYours>(await world.AnswerAsync(Health, RequestWorld.EarlyHelp, RequestWorld.Offer(Capacity.Yes)));
        Assert.IsType<ReplyOutcome.NotYours>(await world.AnswerAsync(9, RequestWorld.Health, RequestWorld.Offer(Capacity.Yes)));
        Assert.IsType<ReplyOutcome.NotYours>(await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.Yes), id: "request-9"));
        Assert.Contains("in the way", WhyOf(await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.Yes) with { InTheWay = "" })), StringComparison.Ordinal);
        Assert.Contains("capacity", WhyOf(await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.Yes) with { Capacity = null })), StringComparison.Ordinal);
        Assert.Contains("pupil number", WhyOf(await world.AnswerAsync(Health, RequestWorld.Health, new Said.Decline("See A123456789012."))), StringComparison.Ordinal);
        Assert.Empty((await world.FindAsync()).Answers);
    }

    [Fact]
    public async Task Close_WhileAServiceCorrects_LetsOneOfBothStand()
    {
        var world = await AskedAsync();
        await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.None));

        var closing = world.Close.HandleAsync(Fernshaw.CallerOf(Fernshaw.Chair), new("request-1"), default);
        var correcting = world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.Yes), number: 1);
        await Task.WhenAll(closing, correcting);

        var request = await world.FindAsync();
        Assert.False(request.IsOpen);
        Assert.Equal(await correcting is ReplyOutcome.Replied ? 2 : 1, request.AnswerOf(Health)!.Number);
        Assert.IsType<ReplyOutcome.Closed>(await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.Some), request.AnswerOf(Health)!.Number));

        // Two officers: the first closed it, and the other is told by whom.
        var late = Assert.IsType<CloseOutcome.Closed>(await world.Close.HandleAsync(Fernshaw.CallerOf(Fernshaw.Clerk), new("request-1"), default));
        Assert.Equal((false, Fernshaw.Chair), (late.IsNew, late.Request.Closed!.Person));
        await world.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Contains("closed this request", Assert.Single(world.Cards(RequestWorld.Care)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoCapacity_EntersTheRegister_AndLeavesItWhenThereIsCapacity() // R62
    {
        var world = await AskedAsync();
        await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.None));
        await world.AnswerAsync(EarlyHelp, RequestWorld.EarlyHelp, RequestWorld.Offer(Capacity.Some));
        await world.RunAsync(TimeSpan.FromMinutes(5));

        var entry = await EntryAsync(world);
        Assert.Equal(("Health", "early-language", Fernshaw.Board.Id, "request-1", true), (entry.ServiceName, entry.Theme.Value, entry.Place.Id, entry.Request, entry.IsOpen));

        await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.Some, "A clinic from May."), number: 1);
        await world.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Equal((MetBy.Service, "A clinic from May."), (await EntryAsync(world)).Met is { } met ? (met.By, met.Words) : default);

        await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.None), number: 2);
        await world.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Equal((true, 3), ((await EntryAsync(world)).IsOpen, (await EntryAsync(world)).Answer));
    }

    [Fact]
    public async Task Need_ClosedByBoardAndServiceAtOnce_IsClosedOnceWithAReason()
    {
        var world = await AskedAsync();
        await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.None));
        await world.RunAsync(TimeSpan.FromMinutes(5));
        await world.Close.HandleAsync(Fernshaw.CallerOf(Fernshaw.Chair), new("request-1"), default);
        var id = (await EntryAsync(world)).Id;

        Task<MeetOutcome> MeetAsync(PersonId by, MetBy side, string words) => world.Meet.HandleAsync(Fernshaw.CallerOf(by), id, side, words, default);
        Assert.IsType<MeetOutcome.NotYours>(await MeetAsync(RequestWorld.EarlyHelp, MetBy.Service, "We can."));
        Assert.IsType<MeetOutcome.NotYours>(await MeetAsync(Fernshaw.CountyChair, MetBy.Board, "We close it."));
        Assert.IsType<MeetOutcome.Wrong>(await MeetAsync(Fernshaw.Chair, MetBy.Board, " "));
        var both = await Task.WhenAll(MeetAsync(RequestWorld.Health, MetBy.Service, "A nurse from May."), MeetAsync(Fernshaw.Chair, MetBy.Board, "The hospital takes it on."));

        Assert.Single(both.OfType<MeetOutcome.Met>(), met => met.IsNew);
        Assert.Equal(2, (await EntryAsync(world)).Audit.Count);
    }

    private static string WhyOf(ReplyOutcome outcome) => Assert.IsType<ReplyOutcome.Wrong>(outcome).Why;

    private static async Task<UnmetNeed> EntryAsync(RequestWorld world) => Assert.Single(await world.Unmet.AllAsync(Fernshaw.Tenant, default));

    private static async Task<RequestWorld> AskedAsync()
    {
        var world = await RequestWorld.NewAsync();
        Assert.IsType<AskOutcome.Asked>(await world.AskAsync());
        await world.RunAsync(TimeSpan.FromMinutes(5));
        return world;
    }
}
