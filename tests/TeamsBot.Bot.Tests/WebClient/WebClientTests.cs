using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace TeamsBot.Bot.Tests.WebClient;

[Collection(nameof(Chromium))]
public sealed class WebClientTests(Chromium chromium)
{
    private const string Chat = StagedTeams.Address + "#/head/chat";

    [SkippableTheory, InlineData(320), InlineData(1280)]
    public async Task Vote_ByKeyboardAlone_IsSentWithItsInputsAndTheAnswerTakesTheCardsPlace(int width)
    {
        var teams = new StagedTeams { OnPress = _ => StagedTeams.Card("02-voted").AsObject() };
        var page = await OpenAsync(teams, StagedTeams.Address, width);
        await page.GetByRole(AriaRole.Link, new() { Name = "You are the head of Kestrel Bank Primary" }).PressAsync("Enter");

        await page.GetByLabel("Reading at the move").PressAsync("Space");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send my vote" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Your vote is in" }).WaitForAsync();

        var (_, press) = Assert.Single(teams.Asked, asked => asked.Path.EndsWith("/press", StringComparison.Ordinal));
        Assert.Equal("polls.vote", press!["verb"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(new JsonObject { ["choices"] = "p6" }, press["inputs"]));
        await page.WaitForFunctionAsync("() => document.activeElement.tagName === 'ARTICLE'"); // the pressed button is gone: the focus is on its message
        await page.Context.DisposeAsync();
    }

    [SkippableFact]
    public async Task Vote_WithNothingTicked_SaysWhatToDoAndSendsNothing()
    {
        var teams = new StagedTeams();
        var page = await OpenAsync(teams, Chat);

        await page.GetByRole(AriaRole.Button, new() { Name = "Send my vote" }).ClickAsync();

        await page.GetByText("Tick one, two or three. To choose none").WaitForAsync();
        Assert.DoesNotContain(teams.Asked, asked => asked.Path.EndsWith("/press", StringComparison.Ordinal));
        await page.Context.DisposeAsync();
    }

    [SkippableFact]
    public async Task Press_WhenTheBotFails_SaysWhatTeamsSaysAndKeepsTheCard()
    {
        var page = await OpenAsync(new StagedTeams(), Chat);

        await page.GetByRole(AriaRole.Button, new() { Name = "None of these" }).ClickAsync();

        await page.GetByText("Unable to reach app. Please try again.").WaitForAsync();
        Assert.True(await page.GetByRole(AriaRole.Button, new() { Name = "Send my vote" }).IsEnabledAsync());
        await page.Context.DisposeAsync();
    }

    [SkippableFact]
    public async Task Open_WithoutTheRenderer_SaysSoAndShowsTheFallbackText()
    {
        var page = await OpenAsync(new StagedTeams { HasRenderer = false }, Chat);

        await page.GetByText("Microsoft's card renderer is missing").WaitForAsync();
        await page.GetByText("Your network asks your school to choose").WaitForAsync();
        await page.Context.DisposeAsync();
    }

    [SkippableFact]
    public async Task MoveClock_WhereTheHostCannot_GreysTheButtonsAndSaysWhy()
    {
        var page = await OpenAsync(new StagedTeams { ClockMoves = false }, Chat);

        await page.GetByText("Mon, 23 Nov 2026, 9:00 am").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "A day on" }).ClickAsync();

        await page.GetByText("This clock cannot be moved").WaitForAsync();
        Assert.True(await page.GetByRole(AriaRole.Button, new() { Name = "Two weeks on" }).IsDisabledAsync());
        await page.Context.DisposeAsync();
    }

    [SkippableTheory, InlineData(320), InlineData(1280)]
    public async Task EveryView_IsAccessibleFitsTheWindowAndAsksNobodyElse(int width)
    {
        var teams = new StagedTeams();
        var page = await OpenAsync(teams, StagedTeams.Address, width);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Who would you like to be?" }).WaitForAsync();
        await Accessibility.CheckAsync(page);

        await page.GotoAsync(Chat);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send my vote" }).ClickAsync();
        await Accessibility.CheckAsync(page);

        await page.GetByText("Mon, 23 Nov 2026, 9:00 am").ClickAsync();
        await Accessibility.CheckAsync(page);
        Assert.Equal([], teams.Strangers);
        await page.Context.DisposeAsync();
    }

    private async Task<IPage> OpenAsync(StagedTeams teams, string address, int width = 1280)
    {
        var page = await chromium.OpenAsync(width);
        await teams.StandBehindAsync(page);
        await page.GotoAsync(address);
        return page;
    }
}
