using System.Globalization;
using System.Text.Json;
using Xunit;
using static TeamsBot.Bot.Tests.CardText;

namespace TeamsBot.Bot.Tests.Patterns;

/// <summary>Patterns as the people of a county live them: over real HTTP, by the cards they see, from the vote to the joint answer.</summary>
public sealed class PatternsOverHttpTests
{
    private const string Language = "early-language", OneTheme = "one theme";

    [Fact]
    public async Task E8_E6_Scenario2_TheThirdNetworkBringsTheBoardOneProposal_AndTheJointAnswerReachesEachNetwork()
    {
        await using var running = await WideCounty.StartAsync(new());
        await RaiseAsync(running, (1, 1), (1, 2), (2, 1));
        var chair = await PersonAsync(running, "chair.1@council.example");
        Assert.DoesNotContain(OneTheme, await chair.ReadAllAsync(), StringComparison.Ordinal);

        await RaiseAsync(running, (1, 3));
        var told = await chair.ReadAsync("patterns.join");
        Assert.Contains("Three networks, one theme", told, StringComparison.Ordinal);
        foreach (var network in Enumerable.Range(1, 3))
        {
            Assert.Contains(WideCounty.Network(1, network), told, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(OneTheme, await (await PersonAsync(running, "chair.2@council.example")).ReadAllAsync(), StringComparison.Ordinal);
        Assert.Contains("Three matters, one answer", await chair.PressAsync("patterns.join"), StringComparison.Ordinal);
        var date = running.Clock.GetUtcNow().AddDays(40).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Contains("Each has its answer", await chair.PressAsync("patterns.accept", new { owner = "The early help team", nextDate = date }, again: true), StringComparison.Ordinal);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(10));

        foreach (var network in Enumerable.Range(1, 3))
        {
            var answer = await (await PersonAsync(running, $"head.{WideCounty.Urn(1, network, 1)}@schools.example")).ReadAllAsync();
            Assert.Contains($"It was answered together with {string.Join(" and ", Enumerable.Range(1, 3).Where(other => other != network).Select(other => WideCounty.Network(1, other)).Order(StringComparer.Ordinal))}, which raised the same.", answer, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("answered together", await (await PersonAsync(running, $"head.{WideCounty.Urn(2, 1, 1)}@schools.example")).ReadAllAsync(), StringComparison.Ordinal);
        await chair.SayAsync("patterns");
        Assert.Contains("One shared theme", await chair.ReadAllAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task E8_Scenario3_TheThirdBoardBringsThePartnershipBoardOneAlert_AndTheSameBoardTwiceNone()
    {
        await using var running = await WideCounty.StartAsync(new());
        var county = await PersonAsync(running, "chair.partnership@council.example");
        await RaiseAsync(running, (1, 1), (1, 2), (2, 1), (3, 1));
        foreach (var locality in new[] { 1, 1, 2 })
        {
            await ReferUpAsync(running, locality);
        }

        Assert.DoesNotContain(OneTheme, await county.ReadAllAsync(), StringComparison.Ordinal);
        await ReferUpAsync(running, 3);
        var told = await county.ReadAsync("patterns.discussed");
        Assert.Contains("Three locality boards, one theme", told, StringComparison.Ordinal);
        Assert.Contains("Consider redeployment to these localities:", told, StringComparison.Ordinal);
        Assert.Contains("✓ Discussed", await county.PressAsync("patterns.discussed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task E8_Scenario4_PrimarySchoolsAreCountedOnce_SecondariesNot_AndNoneIsNamed()
    {
        await using var running = await WideCounty.StartAsync(new(Primaries: 5));
        var county = await PersonAsync(running, "chair.partnership@council.example");
        await RaiseAsync(running, (1, 1), (2, 1), (1, 1)); // Four primaries and two secondaries, one network of them twice.
        Assert.DoesNotContain(OneTheme, await county.ReadAllAsync(), StringComparison.Ordinal);

        await RaiseAsync(running, (3, 1));
        var told = await county.ReadAsync("patterns.discussed");
        Assert.Contains("6 primary schools, one theme", told, StringComparison.Ordinal);
        Assert.DoesNotContain("School 99", told, StringComparison.Ordinal);
    }

    /// <summary>Each network in turn votes for the same by its cards, and its adviser confirms the theme.</summary>
    private static async Task RaiseAsync(RunningBot running, params (int Locality, int Network)[] networks)
    {
        foreach (var (locality, network) in networks)
        {
            var adviser = await PersonAsync(running, $"adviser.{locality}{network}@council.example");
            await adviser.SayAsync("poll");
            Assert.Contains("The poll is open", await adviser.PressAsync("polls.open", new { options = "More children talking well by five\nAttendance\nBehaviour", atMost = "1" }), StringComparison.Ordinal);
            await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));
            foreach (var school in Enumerable.Range(1, 3))
            {
                var head = await PersonAsync(running, $"head.{WideCounty.Urn(locality, network, school)}@schools.example");
                Assert.Contains("Your vote is in", await head.PressAsync("polls.vote", new { choices = await head.FirstChoiceAsync("polls.vote") }), StringComparison.Ordinal);
            }

            await running.MoveToAsync(running.Clock.GetUtcNow().AddDays(14));
            var (asked, input) = (await adviser.ReadAsync("patterns.tag"), await adviser.InputAsync("patterns.tag"));
            Assert.Contains("Its words suggest Early language.", asked, StringComparison.Ordinal);
            Assert.Contains("The themes are set", await adviser.PressAsync("patterns.tag", new Dictionary<string, string> { [input] = Language }), StringComparison.Ordinal);
            await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(10));
        }
    }

    private static async Task ReferUpAsync(RunningBot running, int locality)
    {
        await (await PersonAsync(running, $"chair.{locality}@council.example")).PressAsync("escalations.referUp", new { upReason = "It needs the county." });
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(10));
    }

    private static async Task<Reader> PersonAsync(RunningBot running, string upn)
    {
        var person = await running.FindAsync(upn);
        return new(person, await person.ChatAsync());
    }

    /// <summary>Somebody at the cards in their own chat: the last that has what is looked for.</summary>
    private sealed class Reader(Someone person, string chat)
    {
        private string? last;

        public async Task SayAsync(string text) => await person.SayAsync(chat, text);

        public async Task<string> ReadAsync(string having) => Words((await LastAsync(having)).GetProperty("card"));

        public async Task<string> ReadAllAsync() => string.Concat((await person.ReadAsync(chat)).Select(message => message.TryGetProperty("card", out var card) ? Words(card) : ""));

        public async Task<string> FirstChoiceAsync(string having) => Elements((await LastAsync(having)).GetProperty("card")).First(element => element.TryGetProperty("choices", out _)).GetProperty("choices").EnumerateArray()
            .First(choice => choice.GetProperty("title").GetString()!.StartsWith("More children", StringComparison.Ordinal)).GetProperty("value").GetString()!;

        public async Task<string> InputAsync(string having) => Elements((await LastAsync(having)).GetProperty("card")).First(element => element.TryGetProperty("choices", out _)).GetProperty("id").GetString()!;

        /// <param name="again">Whether on the card that the last press was answered with.</param>
        public async Task<string> PressAsync(string action, object? inputs = null, bool again = false)
        {
            last = again && last is not null ? last : (await LastAsync(action)).GetProperty("id").GetString()!;
            var answer = await person.PressAsync(chat, last, action, inputs);
            return answer.TryGetProperty("card", out var card) ? Words(card) : answer.ToString();
        }

        private async Task<JsonElement> LastAsync(string having) =>
            (await person.ReadAsync(chat)).Last(message => message.TryGetProperty("card", out var card) && card.ValueKind is JsonValueKind.Object && card.GetRawText().Contains($"\"{having}\"", StringComparison.Ordinal));

        private static IEnumerable<JsonElement> Elements(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Elements(property.Value)).Prepend(element),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Elements),
            _ => [],
        };
    }
}
