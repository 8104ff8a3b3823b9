using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using TeamsBot.Testing.Cards;
using Xunit;

namespace TeamsBot.Bot.Tests;

/// <summary>The page with every card in every state, and the samples it is drawn from.</summary>
[Collection(nameof(Chromium))]
public sealed class GalleryTests(Chromium chromium)
{
    // A line said in a conversation is a card only because everything the bot sends is one: it has no heading, and the language of cards is not for it.
    private const string Lines = "Lines";

    [SkippableFact]
    public async Task Samples_OfEveryFeature_KeepTheCardLanguageAndTheSchema()
    {
        await using var running = await RunningBot.StartAsync();

        await CardCheck.CheckAsync(SamplesOf(running).Where(sample => sample.Part != Lines).Select(sample => ($"{sample.Part}: {sample.State}", sample.Message.Card)));
    }

    [Fact]
    public async Task Samples_OfEveryFeature_HaveEveryVerbOnAButton()
    {
        await using var running = await RunningBot.StartAsync();
        var samples = SamplesOf(running);

        var drawn = samples.SelectMany(sample => VerbsIn(JsonNode.Parse(sample.Message.Card.ToJson())!)).ToHashSet();

        Assert.Equal([], running.Bot.Services.GetRequiredService<FeatureMap>().Verbs.Except(drawn));
        Assert.Equal([], samples.GroupBy(sample => (sample.Part, sample.State)).Where(same => same.Count() > 1).Select(same => same.Key.ToString()));
    }

    [SkippableTheory, InlineData(320), InlineData(1280)]
    public async Task Gallery_AtEitherWidth_HasEveryCardWithoutOverflowOrAccessibilityFault(int width)
    {
        await using var running = await RunningBot.StartAsync();
        var page = await chromium.OpenAsync(width);
        await page.GotoAsync(new Uri(running.Bot.Teams.Address, "gallery").AbsoluteUri);
        await page.WaitForFunctionAsync("() => !document.getElementById('main').hasAttribute('aria-busy')");

        var samples = SamplesOf(running);
        Assert.Equal($"{samples.Count} cards.", await page.Locator("#state").TextContentAsync());
        Assert.Equal(2 * samples.Count, await page.Locator(".card .ac-adaptiveCard").CountAsync());
        Assert.Equal([], (await page.EvaluateAsync<JsonElement>(Overflowing)).EnumerateArray().Select(card => card.GetString()));
        await Accessibility.CheckAsync(page);
        await page.Context.DisposeAsync();
    }

    // A card cuts off what is too wide for it, so the page's own width says nothing: each part of a card has to end before the card does.
    private const string Overflowing =
        """
        () => [...document.querySelectorAll(".card")].flatMap(card => {
          const right = card.getBoundingClientRect().right + 0.5;
          const wide = [...card.querySelectorAll("*")].find(part => part.getBoundingClientRect().right > right || part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible");
          return wide || card.getBoundingClientRect().right > innerWidth ? [`${card.parentElement.getAttribute("aria-label")}: ${(wide ?? card).outerHTML.slice(0, 160)}`] : [];
        })
        """;

    private static List<CardSample> SamplesOf(RunningBot running) => [.. running.Bot.Services.GetRequiredService<FeatureMap>().Samples];

    private static IEnumerable<string> VerbsIn(JsonNode node) => node switch
    {
        JsonObject card => [.. card["verb"] is JsonValue verb && verb.TryGetValue<string>(out var text) ? [text] : (string[])[], .. card.Where(pair => pair.Value is not null).SelectMany(pair => VerbsIn(pair.Value!))],
        JsonArray list => list.Where(item => item is not null).SelectMany(item => VerbsIn(item!)),
        _ => [],
    };
}
