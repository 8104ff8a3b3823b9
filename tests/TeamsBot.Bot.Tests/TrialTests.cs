using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using Xunit;

namespace TeamsBot.Bot.Tests;

/// <summary>The first start of a trial, and the next.</summary>
public sealed class TrialTests
{
    [Fact]
    public async Task FirstStart_OnTheSampleCounty_GivesEverybodyTheirChatAndTheirNetworksChannel()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var head = await running.FindAsync("head.990101@schools.example");

        Assert.NotEmpty(await head.ChatAsync());
        var channel = await head.ChannelAsync("Alder Vale Network");
        var book = running.Bot.Services.GetRequiredService<AddressBook>();
        var group = await book.GroupOfAsync(LocalBot.Tenant, channel, default);
        Assert.Equal(channel, Assert.IsType<Route.Known>(await book.FindAsync(LocalBot.Tenant, new Target.Channel(group!.Value), default)).Address.ConversationId);
        Assert.True(running.Clock.GetUtcNow() - new DateTimeOffset(2026, 9, 7, 9, 0, 0, TimeSpan.Zero) < TimeSpan.FromHours(1)); // No further than Graph's own waits.
    }

    [Fact]
    public async Task NextStart_FindsEverythingInPlace()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var head = await running.FindAsync("head.990101@schools.example");
        var before = (await head.ConversationsAsync()).Select(conversation => conversation.GetProperty("id").GetString()).ToList();

        await running.RestartAsync();
        await FirstStart.RunAsync(running.Bot, FirstStart.Sample, default);

        Assert.Equal(before, (await head.ConversationsAsync()).Select(conversation => conversation.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task FirstStart_CutOffBetweenImportAndVotes_GoesOnAndOpensEachPollOnce()
    {
        await using var running = await RunningBot.StartCountyAsync(); // Imported, and no poll yet.
        await FirstStart.SampleAsync(running.Bot, default);
        File.Delete(Path.Combine(running.Bot.DataFolder, "first-polls")); // As if it had been cut off right at its end.

        await FirstStart.SampleAsync(running.Bot, default);

        var head = await running.FindAsync("head.990101@schools.example");
        Assert.Single(await head.ReadAsync(await head.ChatAsync()));
        Assert.Single(await head.ReadAsync(await head.ChannelAsync("Alder Vale Network")));
    }

    [Fact]
    public async Task Help_TypedInAChannel_IsAnsweredInThePersonsOwnChatAndTheChannelOnlyPointsThere()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var head = await running.FindAsync("head.990101@schools.example");
        var channel = await head.ChannelAsync("Alder Vale Network");

        await head.SayAsync(channel, "help");

        var inChat = (await head.ReadAsync(await head.ChatAsync()))[^1];
        var inChannel = (await head.ReadAsync(channel))[^1];
        Assert.Equal("What you can write to me", inChat.GetProperty("summary").GetString());
        Assert.Equal("I have answered in our personal chat.", inChannel.GetProperty("summary").GetString());
    }
}
