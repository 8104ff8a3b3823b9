using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using Xunit;

namespace TeamsBot.Bot.Tests.Playground;

/// <summary>Microsoft's own client against the bot: help, a vote in a personal chat, and a change of mind from the channel's card.</summary>
[Collection(nameof(Chromium))]
public sealed class PlaygroundTests(Chromium chromium)
{
    private const string Network = "Alder Vale Network";

    [SkippableFact]
    public async Task ThePlayground_OnTheBot_GetsHelpAndVotesInAChatAndInAChannel()
    {
        var page = await chromium.OpenAsync(1400, 1000);
        await page.RouteAsync(url => !new Uri(url).IsLoopback, route => route.AbortAsync()); // Nothing of it is fetched from elsewhere.
        await using var running = await RunningBot.StartCountyAsync(anonymous: true);
        await using var playground = await AgentsPlayground.StartAsync(running.Messages);
        await page.GotoAsync(playground.Address.ToString());

        await OpenAsync(page, "Personal Chat");
        await page.GetByRole(AriaRole.Textbox).First.FillAsync("help");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send Message" }).ClickAsync();
        await SeesAsync(page, "What you can write to me");

        await OpenAsync(page, $"Fernshaw - {Network}"); // Its window on the network's channel opens with it.
        await page.GetByText("conversationUpdate 200").Nth(1).WaitForAsync();
        var poll = await OpenPollAsync(running);

        await OpenAsync(page, "Personal Chat");
        await SeesAsync(page, "Choose up to three priorities");
        await TickAsync(page, "Early language");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send my vote" }).ClickAsync();
        await SeesAsync(page, "Your vote is in");
        Assert.Equal((1, "p1"), await VoteAsync(running, poll));

        await OpenAsync(page, $"Fernshaw - {Network}");
        await SeesAsync(page, "Voting is open");
        await page.GetByRole(AriaRole.Button, new() { Name = "Vote", Exact = true }).ClickAsync();
        await SeesAsync(page, "Your vote is in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change my vote" }).ClickAsync();
        await TickAsync(page, "Attendance");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change my vote" }).ClickAsync();
        await SeesAsync(page, "Your vote is in");
        Assert.Equal(2, (await VoteAsync(running, poll)).Number);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task TheFile_NamesPeopleAndAChannelThatEveryLocalTeamsHas()
    {
        await using var running = await RunningBot.StartAsync();
        var register = await FirstStart.ImportAsync(running.Bot, FirstStart.Sample, default);
        var people = (await running.GetAsync("/client/people")).GetProperty("people").EnumerateArray().ToDictionary(person => person.GetProperty("upn").GetString()!, person => person.GetProperty("id").GetString()!);
        var lines = await File.ReadAllLinesAsync(AgentsPlayground.Configuration);
        string[] Values(string key) => [.. lines.Where(line => line.Trim().StartsWith($"{key}: ", StringComparison.Ordinal)).Select(line => line.Trim()[(key.Length + 2)..].Trim('"'))];

        Assert.Equal(6, Values("userPrincipleName").Length);
        Assert.Equal(Values("userPrincipleName").Select(upn => people[upn]), Values("aadObjectId"));
        Assert.Equal(LocalBot.Tenant.Value, Assert.Single(Values("tenantId")));
        Assert.Contains(register.Groups.Where(group => group.Tier is Tier.Network), group => group.Name == Values("name")[^1]);
    }

    private static async Task OpenAsync(IPage page, string chat) => await page.GetByRole(AriaRole.Treeitem, new() { Name = chat }).ClickAsync();

    private static Task TickAsync(IPage page, string choice) => page.GetByRole(AriaRole.Checkbox, new() { Name = choice }).Last.CheckAsync();

    private static Task SeesAsync(IPage page, string heading) => page.GetByText(heading).Last.WaitForAsync();

    // As the network's facilitator would in the local Teams beside it.
    private static async Task<PollId> OpenPollAsync(RunningBot running)
    {
        var adviser = await running.FindAsync("adviser.fernshaw@council.example");
        var chat = await adviser.ChatAsync();
        await adviser.SayAsync(chat, "poll");
        var form = (await adviser.ReadAsync(chat))[^1];
        await adviser.PressAsync(chat, form.GetProperty("id").GetString()!, "polls.open");
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));
        var buttons = form.GetProperty("card").GetProperty("body").EnumerateArray().Last().GetProperty("actions");
        return new(buttons[0].GetProperty("data").GetProperty("poll").GetString()!);
    }

    private static async Task<(int Number, string Choices)> VoteAsync(RunningBot running, PollId id)
    {
        var polls = running.Bot.Services.GetRequiredService<PollStore>();
        var poll = await polls.FindAsync(LocalBot.Tenant, id, default);
        var ballot = Assert.Single(await polls.BallotsAsync(poll!, default));
        return (ballot.Number, ballot.Choices.ToString());
    }
}
