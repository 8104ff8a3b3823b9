using NodaTime;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Needs;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Tests.Escalations;
using Xunit;

namespace TeamsBot.Core.Tests.ServiceRequests;

/// <summary>Requests in people's lists, on a matter's card, and what services do besides.</summary>
public sealed class RequestListsTests
{
    private const int Health = 2;

    [Fact]
    public async Task T5_ARestrictedRequest_StandsInNoListWithItsWords()
    {
        var world = await RequestWorld.NewAsync();
        var matter = await world.World.RaiseOneAsync(Visibility.Restricted);
        await world.Agreements.AppendAsync(
            Fernshaw.Tenant, await world.Agreements.ReadAsync(Fernshaw.Tenant, default), [new(AgreementParty.Of(new ServiceId(RequestWorld.HealthId)), 1, new(2026, 1, 5), null)], "bot", "signed", world.World.Clock.GetUtcNow(), default);
        await world.AskAsync(world.New(services: [RequestWorld.HealthId], matter: matter.Id) with { Question = "Planted words?" });
        await world.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Contains("Planted words?", Assert.Single(world.Cards(RequestWorld.Health)), StringComparison.Ordinal);

        Assert.Contains("a restricted question", await world.TypeAsync(RequestWorld.Health, "todo"), StringComparison.Ordinal);
        await world.AnswerAsync(0, RequestWorld.Health, RequestWorld.Offer(Capacity.None, "Planted words?"));
        await world.RunAsync(TimeSpan.FromMinutes(5));
        foreach (var (person, word) in new[] { RequestWorld.Health, Fernshaw.Clerk, Fernshaw.CountyChair, Fernshaw.HeadOne, RequestWorld.EarlyHelp }.SelectMany(_ => (string[])["todo", "mine", "services", "needs"], (person, word) => (person, word)))
        {
            Assert.DoesNotContain("Planted", await world.TypeAsync(person, word), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("1 open", await world.TypeAsync(Fernshaw.CountyChair, "needs"), StringComparison.Ordinal);
        Assert.DoesNotContain(world.World.Teams.Posts, post => post.Conversation.StartsWith("19:", StringComparison.Ordinal) && world.World.Teams.Cards[post.ActivityId].Card.ToJson().Contains("Planted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T5_ARestrictedRequest_IsNeitherShownNorChangedInAChannel_AndItsToastsAndTheFormSayNothingOfIt()
    {
        var world = await RequestWorld.NewAsync();
        var matter = await world.World.RaiseOneAsync(Visibility.Restricted);
        var party = AgreementParty.Of(new ServiceId(RequestWorld.HealthId));
        async Task RecordAsync(LocalDate? ended) =>
            await world.Agreements.AppendAsync(Fernshaw.Tenant, await world.Agreements.ReadAsync(Fernshaw.Tenant, default), [new(party, 1, new(2026, 1, 5), ended)], "bot", "recorded", world.World.Clock.GetUtcNow(), default);
        const string InPerson = "Open it in your own chat";
        await RecordAsync(null);

        var form = await world.PressAsync(Fernshaw.Clerk, AskForm.Form, ("board", Fernshaw.Board.Id.Value));
        Assert.Contains($"A restricted matter of {Fernshaw.AlderVale.Name}", form, StringComparison.Ordinal);
        Assert.DoesNotContain(matter.Evidence.Option.Text, form, StringComparison.Ordinal);
        Assert.DoesNotContain(matter.Id.Value, await world.PressInAChannelAsync(Fernshaw.Clerk, AskForm.Form, ("board", Fernshaw.Board.Id.Value)), StringComparison.Ordinal);
        Assert.Contains(InPerson, await world.PressInAChannelAsync(Fernshaw.Clerk, AskForm.Ask, ("board", Fernshaw.Board.Id.Value), ("request", "request-1"), (AskForm.MatterInput, matter.Id.Value)), StringComparison.Ordinal);
        Assert.Null(await world.Requests.FindAsync(Fernshaw.Tenant, new("request-1"), default));

        await world.AskAsync(world.New(services: [RequestWorld.HealthId], matter: matter.Id) with { Question = "Planted words?" });
        foreach (var (person, verb) in new[]
        {
            (RequestWorld.Health, ServiceCards.Show), (RequestWorld.Health, ServiceCards.Answer), (RequestWorld.Health, ServiceCards.Decline), (RequestWorld.Health, ActionCards.Record), (RequestWorld.Health, ActionCards.Done),
            (Fernshaw.Clerk, RequestCards.Show), (Fernshaw.Clerk, RequestCards.Read), (Fernshaw.Clerk, RequestCards.Close), (Fernshaw.Clerk, DirectoryCards.Open),
        })
        {
            Assert.Contains(InPerson, await world.PressInAChannelAsync(person, verb, ("request", "request-1"), (DirectoryCards.RequestInput, "request-1"), ("service", "0"), (ServiceCards.ReasonInput, "Planted words.")), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(InPerson, await world.PressInAChannelAsync(Fernshaw.HeadOne, RequestCards.Show, ("request", "request-1")), StringComparison.Ordinal); // T2
        var stands = await world.FindAsync();
        Assert.Empty(stands.Answers);
        Assert.True(stands.IsOpen);

        await world.AnswerAsync(0, RequestWorld.Health, RequestWorld.Offer(Capacity.None, "Planted words."));
        await world.RunAsync(TimeSpan.FromMinutes(5));
        Assert.DoesNotContain(world.World.Teams.Cards.Values, card => card.Summary.Contains("Planted", StringComparison.Ordinal));

        var need = Assert.Single(await world.Unmet.AllAsync(Fernshaw.Tenant, default)).Id;
        Assert.Contains(InPerson, await world.PressInAChannelAsync(RequestWorld.Health, NeedCards.Entry, (NeedCards.EntryInput, need)), StringComparison.Ordinal);
        Assert.Contains(InPerson, await world.PressInAChannelAsync(Fernshaw.Clerk, NeedCards.Close, ("need", need), (NeedCards.ReasonInput, "Planted words.")), StringComparison.Ordinal);
        Assert.Contains("An unmet need", await world.PressAsync(RequestWorld.Health, NeedCards.Entry, (NeedCards.EntryInput, need)), StringComparison.Ordinal);
        await RecordAsync(new(2026, 9, 7));
        Assert.Contains("The agreement has ended", await world.PressAsync(RequestWorld.Health, NeedCards.Entry, (NeedCards.EntryInput, need)), StringComparison.Ordinal); // R111
        Assert.Contains("The agreement has ended", await world.PressAsync(RequestWorld.Health, NeedCards.Capacity, ("need", need), (NeedCards.WordsInput, "A clinic day.")), StringComparison.Ordinal);
        Assert.True(Assert.Single(await world.Unmet.AllAsync(Fernshaw.Tenant, default)).IsOpen);
    }

    [Fact]
    public async Task T5_ARestrictedRequest_OnceTheAgreementHasEnded_NeitherGoesInNorComesOut() // R111
    {
        var world = await RequestWorld.NewAsync();
        var matter = await world.World.RaiseOneAsync(Visibility.Restricted);
        var party = AgreementParty.Of(new ServiceId(RequestWorld.HealthId));
        async Task RecordAsync(Agreement agreement) =>
            await world.Agreements.AppendAsync(Fernshaw.Tenant, await world.Agreements.ReadAsync(Fernshaw.Tenant, default), [agreement], "bot", "recorded", world.World.Clock.GetUtcNow(), default);
        await RecordAsync(new(party, 1, new(2026, 1, 5), null));
        await world.AskAsync(world.New(services: [RequestWorld.HealthId], matter: matter.Id) with { Question = "Planted words?" });
        await RecordAsync(new(party, 1, new(2026, 1, 5), new(2026, 9, 7)));
        await world.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(world.Cards(RequestWorld.Health)); // planned before it ended, and not sent after
        Assert.Contains("The agreement has ended", await world.PressAsync(RequestWorld.Health, ServiceCards.Show, ("request", "request-1"), ("service", "0")), StringComparison.Ordinal);
        Assert.IsType<ReplyOutcome.NoAgreement>(await world.AnswerAsync(0, RequestWorld.Health, RequestWorld.Offer(Capacity.Yes)));
        Assert.Empty((await world.FindAsync()).Answers);
    }

    [Fact]
    public async Task Todo_OfALead_HasTheRequestWithItsDayUntilItIsAnswered()
    {
        var world = await RequestWorld.NewAsync();
        await world.AskAsync();
        await world.RunAsync(TimeSpan.FromMinutes(5));

        var todo = await world.TypeAsync(RequestWorld.Health, "todo");
        Assert.Contains("Answer Fernshaw Locality Board for Health: What do you offer", todo, StringComparison.Ordinal);
        Assert.Contains("Due Monday 21 September", todo, StringComparison.Ordinal);

        await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.Yes));
        Assert.Contains("Nothing waits for you", await world.TypeAsync(RequestWorld.Health, "todo"), StringComparison.Ordinal);
        Assert.Contains("Health answered Fernshaw Locality Board", await world.TypeAsync(RequestWorld.Health, "mine"), StringComparison.Ordinal);
        Assert.Contains("1 of 4 services answered", await world.TypeAsync(Fernshaw.Chair, "mine"), StringComparison.Ordinal);
        Assert.Contains("1 of 4 services answered", await world.TypeAsync(Fernshaw.Chair, "services"), StringComparison.Ordinal);
        Assert.DoesNotContain("services answered", await world.TypeAsync(Fernshaw.HeadOne, "services"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MattersCard_WithAnExternalCause_PromptsTheBoardAndThenCountsTheAnswers() // R47
    {
        var world = await RequestWorld.NewAsync();
        var matter = await world.World.RaiseOneAsync();
        var outside = matter with { Evidence = matter.Evidence with { Gathered = new(null, [new("Waits for therapy", 3, 0, 0, 3, []), new("Staff need training", 2, 2, 0, 0, [])], [], []) } };
        string Card(ServiceRequest? asked, Matter of) => MatterCards.ForOfficer(new(of, of.Moves[0], new(Fernshaw.Chair, Core.Directory.Role.Chair), null) { Asked = asked }).Card.ToJson();

        Assert.Contains(AskForm.Form, Card(null, outside), StringComparison.Ordinal);
        Assert.DoesNotContain(AskForm.Form, Card(null, matter), StringComparison.Ordinal); // nothing outside schools' control
        Assert.Contains("Waits for therapy", AskForm.Filled(View(), outside, new(2026, 9, 21))[AskForm.QuestionInput], StringComparison.Ordinal);

        var form = await world.PressAsync(Fernshaw.Chair, AskForm.Form, ("board", Fernshaw.Board.Id.Value), ("matter", matter.Id.Value));
        Assert.Contains("What do you offer schools for “Early language: more children talking well by five”", form, StringComparison.Ordinal);
        Assert.Contains("chair", (await world.PressAsync(Fernshaw.CountyChair, AskForm.Form, ("board", Fernshaw.Board.Id.Value), ("matter", matter.Id.Value))), StringComparison.Ordinal);

        await world.AskAsync(world.New(matter: matter.Id));
        await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.Yes));
        var shown = await world.PressAsync(Fernshaw.Chair, MatterVerbs.Show, ("matter", matter.Id.Value), ("version", "1"), (MatterVerbs.BoardKey, Fernshaw.Board.Id.Value));
        Assert.Contains("Asked of services: 1 of 4 services answered", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Action_RecordedTwiceAndThenDone_StandsOnceOnTheOfficersCard() // R65, V7
    {
        var world = await RequestWorld.NewAsync();
        await world.AskAsync();
        Task<ReplyOutcome> RecordAsync(PersonId by, int number = 1, string words = "All staff learn the same first steps.") =>
            world.Actions.HandleAsync(Fernshaw.CallerOf(by), new("request-1"), Health, number, (ActionKind.Training, words, "40 health visitors"), default);
        Assert.IsType<ReplyOutcome.NotYours>(await RecordAsync(RequestWorld.Health)); // before any answer
        await world.AnswerAsync(Health, RequestWorld.Health, RequestWorld.Offer(Capacity.Some));

        Assert.True(Assert.IsType<ReplyOutcome.Replied>(await RecordAsync(RequestWorld.Health)).IsNew);
        Assert.False(Assert.IsType<ReplyOutcome.Replied>(await RecordAsync(RequestWorld.Health)).IsNew);
        Assert.IsType<ReplyOutcome.Overtaken>(await RecordAsync(RequestWorld.Health, words: "Another."));
        Assert.IsType<ReplyOutcome.NotYours>(await RecordAsync(RequestWorld.EarlyHelp, 2));
        Assert.IsType<ReplyOutcome.Wrong>(await RecordAsync(RequestWorld.Health, 2, " "));
        await world.Close.HandleAsync(Fernshaw.CallerOf(Fernshaw.Chair), new("request-1"), default);
        await world.Actions.FinishAsync(Fernshaw.CallerOf(RequestWorld.Health), new("request-1"), Health, 1, default);
        await world.RunAsync(TimeSpan.FromMinutes(5));

        Assert.NotNull(Assert.Single((await world.FindAsync()).Actions).DoneAt);
        Assert.Contains("One action recorded.", Assert.Single(world.Cards(Fernshaw.Chair)), StringComparison.Ordinal);
        Assert.Contains("Done, training of its staff", Assert.Single(world.Cards(RequestWorld.Health)), StringComparison.Ordinal);
    }

    private static AskView View() => new(new("request-9"), Party.Of(Fernshaw.Board), [], [], [new(2026, 9, 21)], RequestWorld.List);
}
