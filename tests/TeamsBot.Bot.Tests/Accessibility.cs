using System.Text.Json;
using Microsoft.Playwright;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Bot.Tests;

/// <summary>What axe-core finds wrong with a page.</summary>
internal static class Accessibility
{
    /// <summary>Fails with every violation, and when the page is wider than its window.</summary>
    public static async Task CheckAsync(IPage page)
    {
        // Evaluated rather than added as a script element, which the page's content security policy would refuse.
        await page.EvaluateAsync(await File.ReadAllTextAsync(await Npm.EnsureAsync("axe-core/axe.min.js")));
        var violations = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document)).violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' | ')}`)");
        Assert.Equal([], violations.EnumerateArray().Select(violation => violation.GetString()));
        Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
    }
}
