using Microsoft.Playwright;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Bot.Tests;

/// <summary>One headless browser for all browser tests, started by the first that opens a page. Where no Chromium is, that test is skipped with the reason.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>A page in a profile of its own. Dispose its context when done with it.</summary>
    /// <param name="width">Of the window, in CSS pixels.</param>
    public async Task<IPage> OpenAsync(int width, int height = 800)
    {
        var program = Require.Chromium();
        playwright ??= await Playwright.CreateAsync();
        browser ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Headless = true, Args = Arguments });
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, Locale = "en-GB" });
        return await context.NewPageAsync();
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    /// <summary>Tests of this collection share the browser and run one after the other.</summary>
    [CollectionDefinition(nameof(Chromium))]
    public sealed class Shared : ICollectionFixture<Chromium>;
}
