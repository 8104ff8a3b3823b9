using Microsoft.Playwright;

namespace TeamsBot.Bot.Tests.Browser;

/// <summary>Somebody who tries the local Teams in a browser: what they press, by the words that they see. Every page they come to is checked before they go on.</summary>
internal sealed class Visitor(IPage page, Uri teams) : IAsyncDisposable
{
    /// <summary>Chooses somebody on the first page and waits for their chat.</summary>
    public async Task BecomeAsync(string link)
    {
        await page.GotoAsync(new Uri(teams, "/#/").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Messages" }).WaitForAsync();
    }

    public async Task OpenChannelAsync(string name)
    {
        var rail = page.GetByRole(AriaRole.Navigation, new() { Name = "Chats and teams" });
        if (!await rail.IsVisibleAsync())
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Chats" }).ClickAsync();
        }

        await rail.GetByRole(AriaRole.Link, new() { Name = name }).First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 }).WaitForAsync();
    }

    /// <summary>Moves the clock on by one of its buttons, and waits until all that fell due on the way has happened.</summary>
    public async Task MoveClockAsync(string button)
    {
        var panel = page.GetByRole(AriaRole.Group, new() { Name = "Move the clock" });
        await page.GetByText("The product's time.").Locator("xpath=..").GetByRole(AriaRole.Button).First.ClickAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await panel.GetByText("It is now").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await panel.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    public Task TickAsync(string choice) => page.GetByLabel(choice).CheckAsync();

    /// <summary>Presses a button of the newest message that says these words.</summary>
    public Task PressAsync(string button, string onMessage) => Message(onMessage).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public Task WriteAsync(string label, string text, string onMessage) => Message(onMessage).GetByLabel(label).FillAsync(text);

    /// <summary>Waits until a card has this heading and its message these words, then checks the page.</summary>
    public async Task ReadsAsync(string heading, params IReadOnlyList<string> words)
    {
        var message = page.GetByRole(AriaRole.Article).Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = heading }) });
        foreach (var some in words)
        {
            message = message.Filter(new() { HasText = some });
        }

        await message.First.WaitForAsync();
        await Accessibility.CheckAsync(page);
    }

    public async Task ReadsFirstPageAsync()
    {
        await page.GotoAsync(teams.ToString());
        await page.GetByRole(AriaRole.Heading, new() { Name = "Who would you like to be?" }).WaitForAsync();
        await Accessibility.CheckAsync(page);
    }

    public async ValueTask DisposeAsync() => await page.Context.DisposeAsync();

    private ILocator Message(string words) => page.GetByRole(AriaRole.Article).Filter(new() { HasText = words }).Last;
}
