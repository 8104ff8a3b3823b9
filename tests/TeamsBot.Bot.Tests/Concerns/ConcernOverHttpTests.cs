using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Directory;
using Xunit;

namespace TeamsBot.Bot.Tests.Concerns;

/// <summary>Concerns as the people of the sample county live them: over real HTTP, by the cards they see.</summary>
public sealed class ConcernOverHttpTests : IDisposable
{
    private const string Independent = "990130,999,Fernshaw and Saltmarsh,1030,The Rookery School,11,Other independent school,3,Independent schools,1,Open,7,All-through,140,Millgate\n";

    private readonly string folder = Directory.CreateTempSubdirectory("county-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task E9_T5_Scenario7_EachSchoolsConcernGoesWhereItsStatusOfTheDaySays()
    {
        await using var running = await StartAsync();
        var head = await PersonAsync(running, "head.990101@schools");
        var (adviser, clerk, chair) = (await PersonAsync(running, "adviser.fernshaw@council"), await PersonAsync(running, "clerk.partnership@council"), await PersonAsync(running, "chair.partnership@council"));
        var (representative, theirs) = (await PersonAsync(running, "representative@region"), await PersonAsync(running, "head.990110@schools"));

        // Maintained: the network's adviser, who tells how it goes on; the head hears it.
        Assert.Contains("↑ Sent on", await RaiseAsync(running, head, "cold keld", "990102"), StringComparison.Ordinal);
        Assert.Contains("Head of Kestrel Bank Primary", await adviser.LastAsync(), StringComparison.Ordinal);
        Assert.Contains("How did the conversation go?", await adviser.PressAsync("concerns.begin"), StringComparison.Ordinal);
        await adviser.PressAsync("concerns.resolve", new { concernWord = "They will come in November." });
        await SettleAsync(running);
        Assert.Contains("They will come in November.", await head.LastAsync(), StringComparison.Ordinal);

        // An academy: through the partnership board to the regional representative, who is not told who raised it.
        Assert.Contains("↑ Raised", await RaiseAsync(running, head, "curlew", "990110"), StringComparison.Ordinal);
        Assert.Contains("Curlew Edge Primary", await chair.LastAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Curlew", await representative.AllAsync(), StringComparison.Ordinal);
        await clerk.PressAsync("concerns.send");
        await SettleAsync(running);
        Assert.Contains("A head of the county", await representative.LastAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Kestrel", await representative.AllAsync(), StringComparison.Ordinal);

        // Converted since the form was drawn: the status of the day, by the register's link.
        await head.SayAsync("concern plover");
        await ConvertAsync(running);
        Assert.Contains("Plover Sands Academy", await SendAsync(running, head, "990114"), StringComparison.Ordinal);
        Assert.Contains("Please pass this on", await clerk.LastAsync(), StringComparison.Ordinal);

        // Independent: a person decides.
        await RaiseAsync(running, head, "rookery", "990130");
        Assert.Contains("Who should take this up?", await clerk.LastAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Rookery", await chair.AllAsync(), StringComparison.Ordinal);

        // The schools' own heads, the channels and the lists hear nothing.
        Assert.DoesNotContain("concern", await theirs.AllAsync(), StringComparison.OrdinalIgnoreCase);
        await clerk.SayAsync("todo");
        Assert.Contains("Pass on a restricted concern", await clerk.LastAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Rookery", await clerk.LastAsync(), StringComparison.Ordinal);
        Assert.All(await ChannelsAsync(adviser, clerk), words => Assert.DoesNotContain("concern", words, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task T5_FromAChannel_TheFormComesInTheOwnChatAndTheChannelSeesNothingOfIt()
    {
        await using var running = await StartAsync();
        var head = await PersonAsync(running, "head.990101@schools");
        var channel = await head.Who.ChannelAsync("Alder Vale Network");

        await head.Who.SayAsync(channel, "concern curlew");

        Assert.Contains("Help a school take part", await head.LastAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(await head.Who.ReadAsync(channel), message => message.TryGetProperty("card", out var card) && card.GetRawText().Contains("Curlew", StringComparison.Ordinal));
    }

    private async Task<RunningBot> StartAsync()
    {
        foreach (var file in Directory.GetFiles(FirstStart.Sample))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        Change("gias_extract.csv", text => text + Independent);
        var running = await RunningBot.StartAsync();
        await FirstStart.RunAsync(running.Bot, folder, default);
        return running;
    }

    /// <summary>A maintained school becomes an academy with a number of its own, and the county imports it.</summary>
    private async Task ConvertAsync(RunningBot running)
    {
        Change("gias_extract.csv", text => text.Replace("990114,999,Fernshaw and Saltmarsh,1013,Plover Sands Primary,1,Community school,4,Local authority maintained schools,1,Open", "990114,999,Fernshaw and Saltmarsh,1013,Plover Sands Primary,1,Community school,4,Local authority maintained schools,2,Closed", StringComparison.Ordinal)
            + "990214,999,Fernshaw and Saltmarsh,1013,Plover Sands Academy,34,Academy converter,10,Academies,1,Open,2,Primary,161,Tarnside\n");
        Change("networks.csv", text => text.Replace("990114", "990214", StringComparison.Ordinal));
        Change("people.csv", text => text.Replace("head,990114", "head,990214", StringComparison.Ordinal));
        Change("gias_links.csv", text => text + "990114,990214,Plover Sands Academy,Successor,\n");
        var outcome = await running.Bot.Services.GetRequiredService<ImportDirectory>().HandleAsync(LocalBot.Tenant, folder, "bot", dryRun: false, default);
        Assert.True(outcome is ImportOutcome.Imported, outcome is ImportOutcome.Refused refused ? string.Join('\n', refused.Problems) : $"{outcome}");
    }

    private void Change(string file, Func<string, string> change)
    {
        var path = Path.Combine(folder, file);
        var text = File.ReadAllText(path);
        var changed = change(text);
        Assert.NotEqual(text, changed);
        File.WriteAllText(path, changed);
    }

    private static async Task<string> RaiseAsync(RunningBot running, Reader head, string search, string urn)
    {
        await head.SayAsync("concern");
        Assert.Contains(urn, await head.PressAsync("concerns.find", new { concernSearch = search }), StringComparison.Ordinal);
        return await SendAsync(running, head, urn);
    }

    private static async Task<string> SendAsync(RunningBot running, Reader head, string urn)
    {
        var shown = await head.PressAsync("concerns.raise", new { concernSchool = urn, concernFacts = "Nobody has come since January.", concernTried = "I rang twice.", concernHelp = "A visit." });
        await SettleAsync(running);
        return shown;
    }

    private static Task SettleAsync(RunningBot running) => running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));

    private static async Task<IReadOnlyList<string>> ChannelsAsync(params Reader[] people)
    {
        List<string> words = [];
        foreach (var person in people)
        {
            foreach (var conversation in (await person.Who.ConversationsAsync()).Where(conversation => conversation.GetProperty("kind").GetString() != "personal"))
            {
                words.AddRange((await person.Who.ReadAsync(conversation.GetProperty("id").GetString()!)).Select(message => message.GetRawText()));
            }
        }

        return words;
    }

    private static async Task<Reader> PersonAsync(RunningBot running, string upn)
    {
        var who = await running.FindAsync($"{upn}.example");
        return new(who, await who.ChatAsync());
    }

    /// <summary>Somebody who reads their chat and presses the newest card that has such a button.</summary>
    private sealed record Reader(Someone Who, string Chat)
    {
        public Task<JsonElement> SayAsync(string text) => Who.SayAsync(Chat, text);

        public async Task<string> AllAsync() => string.Concat((await Who.ReadAsync(Chat)).Select(WordsOf));

        public async Task<string> LastAsync() => WordsOf((await Who.ReadAsync(Chat))[^1]);

        public async Task<string> PressAsync(string action, object? inputs = null)
        {
            var message = (await Who.ReadAsync(Chat)).Last(message => message.GetRawText().Contains($"\"{action}\"", StringComparison.Ordinal));
            return CardText.Words(await Who.PressAsync(Chat, message.GetProperty("id").GetString()!, action, inputs));
        }

        private static string WordsOf(JsonElement message) => message.TryGetProperty("card", out var card) ? CardText.Words(card) : "";
    }
}
