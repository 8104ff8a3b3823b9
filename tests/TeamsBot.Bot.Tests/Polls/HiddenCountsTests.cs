using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using Xunit;
using static TeamsBot.Bot.Tests.CardText;

namespace TeamsBot.Bot.Tests.Polls;

/// <summary>
/// Rule V17 on every surface there is: a county where four schools choose one thing, and the same county where they choose another, look the same to everybody else until
/// voting closes. Every chat and channel, every card and button in them, every command, the reminders, the reach card and a digest are among it.
/// </summary>
public sealed class HiddenCountsTests
{
    private static readonly string[] Voters = ["head.990101", "deputy.990104", "head.990105", "head.990106"];

    /// <summary>One of every role, in the network that votes and outside it.</summary>
    private static readonly string[] Askers = ["head.990107", "deputy.990107", "head.990113", "adviser.fernshaw", "adviser.saltmarsh", "chair.fernshaw", "clerk.partnership", "editor", "admin"];

    [Fact]
    public async Task V17_UntilTheClose_WhatOthersSeeIsTheSameWhateverWasChosen()
    {
        var seen = await SeenAsync("p1,p2", "p1", "p2,p3", null);
        var other = await SeenAsync("p5", "p6,p7", null, "p4,p5");

        Assert.Equal(seen, other);
        Assert.Contains(seen, words => words.Contains("4 of 7 schools have voted", StringComparison.Ordinal));
        Assert.Contains(seen, words => words.Contains("update", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<IReadOnlyList<string>> SeenAsync(params string?[] choices)
    {
        await using var running = await RunningBot.StartCountyAsync();
        var closes = await OpenAsync(running);
        foreach (var (voter, chosen) in Voters.Zip(choices))
        {
            await PressNewestAsync(await running.FindAsync($"{voter}@schools.example"), chosen is null ? "polls.abstain" : "polls.vote", chosen is null ? null : new { choices = chosen });
        }

        await running.MoveToAsync(closes.AddMinutes(-1));
        var words = new List<string>();
        foreach (var upn in (await running.GetAsync("/client/people")).GetProperty("people").EnumerateArray().Select(person => person.GetProperty("upn").GetString()!).Where(upn => !IsOfASchoolThatVoted(upn)))
        {
            var person = await running.FindAsync(upn);
            if (Askers.Contains(upn.Split('@')[0]))
            {
                await AskAsync(running, person);
            }

            foreach (var conversation in await person.ConversationsAsync())
            {
                var title = conversation.GetProperty("title").GetString();
                words.AddRange((await person.ReadAsync(conversation.GetProperty("id").GetString()!)).Select(message => $"{upn}, {title}: {Words(message)}"));
            }
        }

        return [.. words.Order(StringComparer.Ordinal)];
    }

    // A head and a deputy share their school's ballot.
    private static bool IsOfASchoolThatVoted(string upn) => Array.Exists(Voters, voter => upn.Contains(voter[^6..], StringComparison.Ordinal));

    // Everything that can be asked for: each command, and on the poll's card in the channel and in their own chat each button that asks and changes nothing.
    private static async Task AskAsync(RunningBot running, Someone person)
    {
        var chat = await person.ChatAsync();
        foreach (var word in running.Bot.Services.GetRequiredService<FeatureMap>().Commands.Select(command => command.Word))
        {
            await person.SayAsync(chat, word);
        }

        foreach (var conversation in await person.ConversationsAsync())
        {
            var id = conversation.GetProperty("id").GetString()!;
            foreach (var verb in new[] { "polls.ballot", "polls.show", "polls.votes", "polls.reach" })
            {
                if ((await person.ReadAsync(id)).LastOrDefault(message => message.GetRawText().Contains($"\"id\":\"{verb}\"", StringComparison.Ordinal)) is { ValueKind: JsonValueKind.Object } message)
                {
                    await person.PressAsync(id, message.GetProperty("id").GetString()!, verb);
                }
            }
        }
    }

    // Closing as late as the form offers, so that reminders, the reach card and a digest come before.
    private static async Task<DateTimeOffset> OpenAsync(RunningBot running)
    {
        var adviser = await running.FindAsync("adviser.fernshaw@council.example");
        var chat = await adviser.ChatAsync();
        await adviser.SayAsync(chat, "poll");
        var form = (await adviser.ReadAsync(chat))[^1].GetProperty("card").GetProperty("body").EnumerateArray();
        var closes = form.Single(element => element.TryGetProperty("id", out var id) && id.ValueEquals("closes")).GetProperty("choices").EnumerateArray().Last().GetProperty("value").GetString()!;
        await PressNewestAsync(adviser, "polls.open", new { closes });
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(closes, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task PressNewestAsync(Someone person, string verb, object? inputs)
    {
        var chat = await person.ChatAsync();
        var message = (await person.ReadAsync(chat)).Last(shown => shown.GetRawText().Contains($"\"{verb}\"", StringComparison.Ordinal));
        await person.PressAsync(chat, message.GetProperty("id").GetString()!, verb, inputs);
    }
}
