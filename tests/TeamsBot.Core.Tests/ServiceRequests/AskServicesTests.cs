using TeamsBot.Core.Agreements;
using TeamsBot.Core.Audit;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Tests.Escalations;
using Xunit;

namespace TeamsBot.Core.Tests.ServiceRequests;

public sealed class AskServicesTests
{
    [Fact]
    public async Task Ask_ByTheClerk_SendsEachLeadOneCardAndTheOfficersTheirs()
    {
        var world = await RequestWorld.NewAsync();

        var asked = Assert.IsType<AskOutcome.Asked>(await world.AskAsync()).Request;
        await world.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(["Children’s Social Care", "Early Help", "Health", "Ravenbeck Special School"], asked.Services.Select(service => service.Name));
        foreach (var lead in (PersonId[])[RequestWorld.Care, RequestWorld.EarlyHelp, RequestWorld.EarlyHelpTwo, RequestWorld.Health, RequestWorld.SpecialHead])
        {
            Assert.Contains("What can you offer?", Assert.Single(world.Cards(lead)), StringComparison.Ordinal);
        }

        foreach (var officer in (PersonId[])[Fernshaw.Chair, Fernshaw.ViceChair, Fernshaw.Clerk])
        {
            Assert.Contains("0 of 4 services answered", Assert.Single(world.Cards(officer)), StringComparison.Ordinal);
        }

        Assert.Empty(world.World.WordsIn(World.ChannelOf(Fernshaw.Board)));
    }

    [Fact]
    public async Task Ask_TheSameFormTwice_AsksOnce() // V7
    {
        var world = await RequestWorld.NewAsync();

        Assert.True(Assert.IsType<AskOutcome.Asked>(await world.AskAsync()).IsNew);
        Assert.False(Assert.IsType<AskOutcome.Asked>(await world.AskAsync(world.New() with { Question = "Something else?" })).IsNew);
        await world.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Equal("What do you offer, and what more could you?", (await world.FindAsync()).Question);
        Assert.Single(world.Cards(RequestWorld.Health));
        var rows = world.World.Rows(RequestStore.Partition(Fernshaw.Tenant, new("request-1"))).Where(row => row.Key.StartsWith("audit|", StringComparison.Ordinal));
        Assert.Equal((await world.FindAsync()).Audit, AuditChain.Follow("audit", rows)); // T6
    }

    [Fact]
    public async Task Ask_TwoOfficersAboutOneMatterAtOnce_AsksEachServiceOnce()
    {
        var world = await RequestWorld.NewAsync();
        var matter = await world.World.RaiseOneAsync();

        var outcomes = await Task.WhenAll(
            world.AskAsync(world.New("request-1", matter: matter.Id), Fernshaw.Clerk),
            world.AskAsync(world.New("request-2", [RequestWorld.HealthId], matter.Id), Fernshaw.Chair));
        var won = Assert.Single(outcomes.OfType<AskOutcome.Asked>());
        Assert.Single(outcomes.OfType<AskOutcome.AskedBefore>());

        // Later another officer is shown the request that stands; once it is closed, the service may be asked anew.
        var late = Assert.IsType<AskOutcome.AskedBefore>(await world.AskAsync(world.New("request-3", [RequestWorld.HealthId], matter.Id), Fernshaw.ViceChair));
        Assert.Equal(won.Request.Id, late.By!.Id);
        await world.Close.HandleAsync(Fernshaw.CallerOf(Fernshaw.Chair), won.Request.Id, default);
        Assert.IsType<AskOutcome.Asked>(await world.AskAsync(world.New("request-4", [RequestWorld.HealthId], matter.Id), Fernshaw.ViceChair));
    }

    [Fact]
    public async Task Ask_ByAStrangerOrAnotherBoardsOfficer_IsNotAllowed() // T2
    {
        var world = await RequestWorld.NewAsync();

        Assert.IsType<AskOutcome.NotAllowed>(await world.AskAsync(by: Fernshaw.Stranger));
        Assert.IsType<AskOutcome.NotAllowed>(await world.AskAsync(by: Fernshaw.CountyChair));
        Assert.IsType<AskOutcome.NotAllowed>(await world.AskAsync(by: RequestWorld.Health));
        await world.AskAsync();
        Assert.IsType<AskOutcome.NotAllowed>(await world.AskAsync(by: Fernshaw.Chair)); // another's id
    }

    [Fact]
    public async Task Ask_WithWhatTheFormDoesNotOffer_IsRefusedWithTheReason() // V8, T4
    {
        var world = await RequestWorld.NewAsync();
        var good = world.New();

        foreach (var (asked, why) in ((NewRequest, string)[])
        [
            (good with { Services = [] }, "at least one service"),
            (good with { Services = ["music--partnership"] }, "services of the list"),
            (good with { Question = "  " }, "what you want to know"),
            (good with { Question = "What of the child with the NHS number 943 476 5919?" }, "NHS number"),
            (good with { Due = new(2026, 9, 7) }, "school day"),
            (good with { Due = new(2026, 9, 12) }, "school day"),
            (good with { Due = new(2027, 5, 5) }, "school day"),
            (good with { Theme = "no-such-theme" }, "theme"),
            (good with { Matter = new("poll-9~p1~locality") }, "not with this board"),
        ])
        {
            Assert.Contains(why, Assert.IsType<AskOutcome.Wrong>(await world.AskAsync(asked)).Why, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task T5_Ask_ARestrictedMatterOfAServiceWithoutAnAgreement_AsksNobody() // R111
    {
        var world = await RequestWorld.NewAsync();
        var matter = await world.World.RaiseOneAsync(Visibility.Restricted);
        await SignAsync(world, AgreementParty.Of(new ServiceId(RequestWorld.HealthId)));

        var refused = Assert.IsType<AskOutcome.NoAgreement>(await world.AskAsync(world.New(services: [RequestWorld.HealthId, RequestWorld.EarlyHelpId], matter: matter.Id)));
        Assert.Contains("Early Help, Fernshaw Locality Board has no data-sharing agreement", refused.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("Health, Fernshaw Locality Board has no", refused.Why, StringComparison.Ordinal);
        Assert.Null(await world.Requests.FindAsync(Fernshaw.Tenant, new("request-1"), default));

        var asked = Assert.IsType<AskOutcome.Asked>(await world.AskAsync(world.New(services: [RequestWorld.HealthId], matter: matter.Id)));
        await world.RunAsync(TimeSpan.FromMinutes(5));
        Assert.True(asked.Request.IsRestricted);
        var read = await new ReadingRecord(world.World.Table, world.World.Clock).OfAsync(RequestStore.Partition(Fernshaw.Tenant, asked.Request.Id), default);
        Assert.Equal(
            new[] { RequestWorld.Health, Fernshaw.Chair, Fernshaw.Clerk, Fernshaw.ViceChair }.Select(person => person.Value).Order(StringComparer.Ordinal),
            read.Select(reading => reading.Who.Value).Order(StringComparer.Ordinal));
    }

    private static async Task SignAsync(RequestWorld world, AgreementParty party) =>
        await world.Agreements.AppendAsync(Fernshaw.Tenant, await world.Agreements.ReadAsync(Fernshaw.Tenant, default), [new(party, 1, new(2026, 1, 5), null)], "bot", "signed", world.World.Clock.GetUtcNow(), default);
}
