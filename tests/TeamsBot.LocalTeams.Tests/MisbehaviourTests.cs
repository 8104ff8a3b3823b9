using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>Bad days on request, each for as many requests as asked for.</summary>
public sealed class MisbehaviourTests : Town
{
    [Theory, InlineData("throttle", 429), InlineData("refuse412", 412)]
    public async Task Refusal_AskedFor_TakesNothing_AndHappensOnce(string kind, int status)
    {
        var head = await PersonAsync("head");
        await MisbehaveAsync(new { kind, operation = "post", conversation = head.Chat });

        await JsonAsync(PostAsync(head), status);
        Assert.Empty(await MessagesAsync(head, head.Chat));
        await JsonAsync(PostAsync(head), 201);
    }

    [Fact]
    public async Task AcceptThen502_TakesTheMessageAllTheSame()
    {
        var head = await PersonAsync("head");
        await MisbehaveAsync(new { kind = "acceptThen502", operation = "post" });

        await JsonAsync(PostAsync(head), 502);

        Assert.Single(await MessagesAsync(head, head.Chat));
    }

    [Fact]
    public async Task WhatWasDoneOnRequest_IsWrittenDown_AndWhatIsStillToComeIsNot()
    {
        var head = await PersonAsync("head");
        await MisbehaveAsync(new { kind = "acceptThen502", operation = "post", conversation = head.Chat, count = 2 });

        await JsonAsync(PostAsync(head), 502);

        var fault = Assert.Single((await JsonAsync(Http.GetAsync("/client/faults"), 200))["faults"]!.AsArray())!;
        Assert.Equal(("acceptThen502", "post", head.Chat), ((string?)fault["kind"], (string?)fault["operation"], (string?)fault["conversation"]));
    }

    [Fact]
    public async Task Drop_TakesTheMessageAndBreaksTheConnection()
    {
        var head = await PersonAsync("head");
        await MisbehaveAsync(new { kind = "drop", operation = "post" });

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(head));

        Assert.Single(await MessagesAsync(head, head.Chat));
    }

    [Fact]
    public async Task Late_TakesTheMessageAndAnswersInItsOwnTime()
    {
        var head = await PersonAsync("head");
        await MisbehaveAsync(new { kind = "late", operation = "post", seconds = 3600 });
        using var impatient = new CancellationTokenSource();

        var late = Connector.PostAsJsonAsync($"v3/conversations/{head.Chat}/activities", Activity(Cards.Plain("Hello")), impatient.Token);
        while ((await MessagesAsync(head, head.Chat)).Count == 0)
        {
            Assert.False(late.IsCompleted);
        }

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
    }

    [Fact]
    public async Task Fault_ForAnotherConversationOrOperation_Waits()
    {
        var (head, other) = (await PersonAsync("head"), await PersonAsync("other"));
        await MisbehaveAsync(new { kind = "acceptThen502", operation = "post", conversation = other.Chat });
        await MisbehaveAsync(new { kind = "acceptThen502", operation = "create" });

        await JsonAsync(PostAsync(head), 201);
        await JsonAsync(PostAsync(other), 502);
        await JsonAsync(Connector.PostAsJsonAsync("v3/conversations", new { members = new[] { new { id = head.Id } }, tenantId = TenantId }), 502);
    }

    [Fact]
    public async Task Count_IsHowOftenItHappens()
    {
        var head = await PersonAsync("head");
        await MisbehaveAsync(new { kind = "throttle", operation = "graph", count = 2 });

        await JsonAsync(Graph.GetAsync(new Uri($"users/{head.Id}", UriKind.Relative)), 429);
        await JsonAsync(Graph.GetAsync(new Uri($"users/{head.Id}", UriKind.Relative)), 429);
        await JsonAsync(Graph.GetAsync(new Uri($"users/{head.Id}", UriKind.Relative)), 200);
    }

    [Fact]
    public async Task DuplicateInvoke_SendsThePressAgainUnderANewId_AndShowsBothAnswers()
    {
        var head = await PersonAsync("head");
        var message = await PostCardAsync(head.Chat, Cards.Vote());
        Bot.Answer = activity => (200, FakeBot.Card(Cards.Plain($"Answer {Bot.HeardOf("invoke").Count}")));
        await MisbehaveAsync(new { kind = "duplicateInvoke" });

        var answer = await PressAsync(head, head.Chat, message, new { actionId = "show" });

        var invokes = Bot.HeardOf("invoke");
        Assert.Equal(2, invokes.Select(invoke => (string?)invoke["id"]).Distinct().Count());
        Assert.True(JsonNode.DeepEquals(invokes[0]["value"], invokes[1]["value"]));
        Assert.Equal("Answer 2", (string?)answer["card"]!["body"]![0]!["text"]);
        var shown = (await JsonAsync(Http.GetAsync(new Uri($"/client/people/{head.Id}/shown", UriKind.Relative)), 200))["shown"]!.AsArray();
        Assert.Equal(["Answer 1", "Answer 2"], shown.Select(one => (string?)one!["card"]!["body"]![0]!["text"]));
    }

    [Theory, InlineData("sulk", "post"), InlineData("drop", "everything")]
    public async Task Fault_ThatNobodyKnows_Is400(string kind, string operation) =>
        await JsonAsync(Http.PostAsJsonAsync("/client/misbehave", new { next = new[] { new { kind, operation } } }), 400);

    private Task<HttpResponseMessage> PostAsync(User person) => Connector.PostAsJsonAsync($"v3/conversations/{person.Chat}/activities", Activity(Cards.Plain("Hello")));

    private Task<JsonObject> MisbehaveAsync(object next) => JsonAsync(Http.PostAsJsonAsync("/client/misbehave", new { next = new[] { next } }), 200);
}
