using NodaTime;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Tests.Calendar;
using TeamsBot.Core.Tests.Escalations;
using Xunit;

namespace TeamsBot.Core.Tests.ServiceRequests;

public sealed class ChaseServicesTests
{
    // Monday 19 October 2026, 10 am; half-term is from 24 October to 1 November, and the clocks go back on the 25th.
    private static readonly DateTimeOffset BeforeHalfTerm = new(2026, 10, 19, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task E3_Chase_OverAHalfTerm_GoesByWorkingDaysAndOnlyToTheSilent()
    {
        var world = await RequestWorld.NewAsync(BeforeHalfTerm);
        await world.AskAsync();
        Assert.Equal(new ChasePlan(At(11, 9, 17), At(11, 5, 9), At(11, 10, 9), At(11, 12, 9)), (await world.FindAsync()).Plan); // ten school days on, half-term left out
        await world.AnswerAsync(2, RequestWorld.Health, RequestWorld.Offer(Capacity.Yes));

        await world.RunToAsync(At(11, 5, 9).AddMinutes(-1));
        Assert.Single(world.Cards(RequestWorld.Care));
        await world.RunToAsync(At(11, 5, 12));
        Assert.Equal(2, world.Cards(RequestWorld.Care).Count);
        Assert.StartsWith("Reminder:", world.World.WordsIn(World.ChatOf(RequestWorld.Care)).Last(), StringComparison.Ordinal);
        Assert.Single(world.Cards(RequestWorld.Health)); // who answered is left alone

        await world.AnswerAsync(1, RequestWorld.EarlyHelp, RequestWorld.Offer(Capacity.Some));
        await world.RunToAsync(At(11, 12, 12));
        Assert.Equal(3, world.Cards(RequestWorld.Care).Count);
        Assert.Equal(2, world.Cards(RequestWorld.EarlyHelp).Count);
        Assert.All(world.Cards(RequestWorld.EarlyHelp), words => Assert.Contains("✓ Answered", words, StringComparison.Ordinal)); // the reminder's copy follows too

        var told = Assert.Single(world.Cards(Fernshaw.Clerk), words => words.Contains("No answer from:", StringComparison.Ordinal));
        Assert.Contains("Children’s Social Care and Ravenbeck Special School", told, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Cards(Fernshaw.Chair), words => words.Contains("No answer from:", StringComparison.Ordinal));

        await world.RunToAsync(At(12, 18, 12));
        Assert.Equal(3, world.Cards(RequestWorld.Care).Count); // each once
        Assert.Equal([Occasion.Before, Occasion.After, Occasion.Tell], (await world.FindAsync()).Chases.Select(chase => chase.Occasion));
    }

    [Fact]
    public async Task Chase_ClosedOrAllAnswered_IsSilent()
    {
        var world = await RequestWorld.NewAsync(BeforeHalfTerm);
        await world.AskAsync();
        await world.AskAsync(world.New("request-2", [RequestWorld.HealthId]));
        await world.RunAsync(TimeSpan.FromMinutes(5));
        await world.AnswerAsync(0, RequestWorld.Health, RequestWorld.Offer(Capacity.Yes), id: "request-2");
        await world.Close.HandleAsync(Fernshaw.CallerOf(Fernshaw.Clerk), new("request-1"), default);

        await world.RunToAsync(At(12, 18, 12));

        Assert.Empty((await world.FindAsync()).Chases);
        Assert.Empty((await world.FindAsync("request-2")).Chases);
        Assert.Contains("Closed: nothing is needed", Assert.Single(world.Cards(RequestWorld.Care)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task E3_Chase_RunTwiceAtOnce_RemindsOnce()
    {
        var world = await RequestWorld.NewAsync(BeforeHalfTerm);
        await world.AskAsync();
        var request = await world.FindAsync();
        world.World.Clock.MoveTo(request.Plan.After);
        var (table, clock) = (world.World.Table, world.World.Clock);
        var chase = new ChaseServices(world.Requests, world.World.Directory, new(new(table, new(table, clock), clock), new(table, clock), SchoolCalendarTests.Shipped, RequestPolicy.Default, clock));
        var item = new DueItem(Fernshaw.Tenant, ChaseServices.Kind, ChaseServices.SubjectOf(request.Id, Occasion.After), request.Plan.After, request.AskedAt);

        await Task.WhenAll(chase.HandleAsync(item, default), chase.HandleAsync(item, default));
        Assert.IsType<DueOutcome.Finished>(await chase.HandleAsync(item, default));

        Assert.Single((await world.FindAsync()).Chases);
        Assert.IsType<DueOutcome.Finished>(await chase.HandleAsync(item with { Subject = ChaseServices.SubjectOf(request.Id, Occasion.Before) }, default)); // the due day has passed
        Assert.IsType<DueOutcome.Missing>(await chase.HandleAsync(item with { Subject = ChaseServices.SubjectOf(new("request-9"), Occasion.After) }, default));
    }

    [Fact]
    public async Task E3_Chase_AfterALeadHasLeft_RemindsWhoLeadsItNow()
    {
        var world = await RequestWorld.NewAsync(BeforeHalfTerm);
        await world.AskAsync(world.New(services: [RequestWorld.EarlyHelpId]));
        await world.RunAsync(TimeSpan.FromMinutes(5));
        await world.World.ImportAsync(RequestWorld.RegisterOf(2, RequestWorld.EarlyHelp));

        await world.RunToAsync(At(11, 5, 12));

        Assert.Single(world.Cards(RequestWorld.EarlyHelp));
        Assert.Equal(2, world.Cards(RequestWorld.EarlyHelpTwo).Count);
        Assert.IsType<ReplyOutcome.NotYours>(await world.AnswerAsync(0, RequestWorld.EarlyHelp, RequestWorld.Offer(Capacity.Yes)));
    }

    private static DateTimeOffset At(int month, int day, int hour) => When.At(new LocalDateTime(2026, month, day, hour, 0));
}
