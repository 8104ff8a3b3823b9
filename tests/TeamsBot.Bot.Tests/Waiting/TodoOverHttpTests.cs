using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Delivery;
using Xunit;

namespace TeamsBot.Bot.Tests.Waiting;

/// <summary>What waits for a head of the sample county, through the real endpoint.</summary>
public sealed class TodoOverHttpTests
{
    private const string Waits = "Vote on Alder Vale Network’s priorities for Kestrel Bank Primary";

    [Fact]
    public async Task Todo_InThePersonalChat_OpensTheBallotInPlaceAndIsDoneOnceItIsCast()
    {
        await using var running = await OpenedAsync();
        var head = await running.FindAsync("head.990101@schools.example");
        var chat = await head.ChatAsync();
        await head.SayAsync(chat, "todo");
        var list = (await head.ReadAsync(chat))[^1];
        Assert.Contains(Waits, Card(list), StringComparison.Ordinal);
        Assert.Contains("Who can see this: only you.", Card(list), StringComparison.Ordinal);

        var id = list.GetProperty("id").GetString()!;
        Assert.True(await running.Bot.Services.GetRequiredService<GivenAnswers>().IsAnswerAsync(LocalBot.Tenant, id, default));
        var ballot = await head.PressAsync(chat, id, "todo.open.1");
        Assert.Contains("asks for the vote of", ballot.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("✓ Your vote is in", JsonText(await head.PressAsync(chat, id, "polls.vote", new { choices = "p1" })), StringComparison.Ordinal);

        await head.SayAsync(chat, "todo");
        Assert.Contains("Nothing waits for you", Card((await head.ReadAsync(chat))[^1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Todo_FromAChannel_IsAnsweredInThePersonsOwnChatAndTheChannelSeesNothingOfIt()
    {
        await using var running = await OpenedAsync();
        var head = await running.FindAsync("head.990101@schools.example");
        var (chat, channel) = (await head.ChatAsync(), await head.ChannelAsync("Alder Vale Network"));

        await head.SayAsync(channel, "todo");

        Assert.Contains(Waits, Card((await head.ReadAsync(chat))[^1]), StringComparison.Ordinal);
        var inChannel = await head.ReadAsync(channel);
        Assert.Contains("I have answered in our personal chat.", Card(inChannel[^1]), StringComparison.Ordinal);
        Assert.DoesNotContain(inChannel, message => message.GetRawText().Contains("waits for you", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mine_InThePersonalChat_ShowsTheOwnVoteAndOpensTheBallotInPlace()
    {
        await using var running = await OpenedAsync();
        var head = await running.FindAsync("head.990101@schools.example");
        var chat = await head.ChatAsync();
        await head.SayAsync(chat, "mine");
        var list = (await head.ReadAsync(chat))[^1];
        Assert.Contains("Kestrel Bank Primary has not voted yet.", Card(list), StringComparison.Ordinal);

        var ballot = await head.PressAsync(chat, list.GetProperty("id").GetString()!, "mine.open.1");

        Assert.Contains("asks for the vote of", JsonText(ballot), StringComparison.Ordinal);
    }

    private static async Task<RunningBot> OpenedAsync()
    {
        var running = await RunningBot.StartCountyAsync();
        var adviser = await running.FindAsync("adviser.fernshaw@council.example");
        var chat = await adviser.ChatAsync();
        await adviser.SayAsync(chat, "poll");
        await adviser.PressAsync(chat, (await adviser.ReadAsync(chat))[^1].GetProperty("id").GetString()!, "polls.open");
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));
        return running;
    }

    private static string Card(JsonElement message) => message.TryGetProperty("card", out var card) ? JsonText(card) : "";

    private static string JsonText(JsonElement element) => JsonSerializer.Serialize(element, Readable);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
