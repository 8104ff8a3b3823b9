using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Bot.Tests.Manifest;

/// <summary>What Teams offers to whoever begins to write is what the bot answers.</summary>
public sealed class ManifestCommandTests
{
    // Schema 1.25; the length is what Teams shows of a title.
    private const int MostLists = 3, MostCommands = 12, LongestTitle = 32, LongestDescription = 128;

    [Fact]
    public async Task EveryCommandOfTheManifest_IsOneThatTheBotKnows_WithinTeamsLimits()
    {
        await using var running = await RunningBot.StartAsync();
        var known = running.Bot.Services.GetRequiredService<FeatureMap>().Commands.Select(command => command.Word).ToHashSet();
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Require.Repository(), "manifest", "manifest.json")))!;

        var lists = manifest["bots"]![0]!["commandLists"]!.AsArray();
        Assert.InRange(lists.Count, 1, MostLists);
        Assert.All(lists, list =>
        {
            Assert.Single(list!["scopes"]!.AsArray());
            var commands = list["commands"]!.AsArray().Select(command => (Title: command!["title"]!.GetValue<string>(), Description: command["description"]!.GetValue<string>())).ToList();
            Assert.InRange(commands.Count, 1, MostCommands);
            Assert.Equal(commands.Count, commands.DistinctBy(command => command.Title).Count());
            Assert.All(commands, command =>
            {
                Assert.Contains(command.Title, known);
                Assert.InRange(command.Title.Length, 1, LongestTitle);
                Assert.InRange(command.Description.Length, 1, LongestDescription);
            });
        });
    }
}
