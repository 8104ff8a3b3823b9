using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TeamsBot.AdaptiveCards;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;
using Xunit;

namespace TeamsBot.Bot.Tests;

/// <summary>What people are answered, through the real endpoint.</summary>
public sealed class ConversationTests
{
    [Fact]
    public async Task Help_InThePersonalChat_IsAnsweredThereWithTheCommands()
    {
        await using var running = await RunningBot.StartAsync();
        var head = await running.AddPersonAsync("Head of Kestrel Bank Primary", "p1");
        var chat = await head.ChatAsync();

        await head.SayAsync(chat, "help");

        var answer = Assert.Single(await head.ReadAsync(chat), FromBot);
        Assert.Equal("What you can write to me", answer.GetProperty("summary").GetString());
        Assert.Contains("help", CardOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyWord_FromAnAccountNotBound_IsToldOnlyThat()
    {
        await using var running = await RunningBot.StartAsync();
        var stranger = await running.AddPersonAsync("Somebody");
        var chat = await stranger.ChatAsync();

        await stranger.SayAsync(chat, "help");

        Assert.Contains("I do not know this account yet", CardOf(Assert.Single(await stranger.ReadAsync(chat), FromBot)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Press_WhoseVerbNoFeatureAnswers_GetsACardThatSaysSo()
    {
        await using var running = await RunningBot.StartAsync(services => services.AddSingleton<Feature, Planted>());
        var head = await running.AddPersonAsync("Head", "p1");
        var (chat, message) = await ShowButtonsAsync(head);

        var answer = await head.PressAsync(chat, message, "planted.unknown");

        Assert.Equal("card", answer.GetProperty("kind").GetString());
        Assert.Contains("This button no longer works", answer.GetProperty("card").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Press_WhoseFeatureFails_GetsACardThatOffersToTryAgain()
    {
        await using var running = await RunningBot.StartAsync(services => services.AddSingleton<Feature, Planted>());
        var head = await running.AddPersonAsync("Head", "p1");
        var (chat, message) = await ShowButtonsAsync(head);

        var answer = await head.PressAsync(chat, message, "planted.fail", new { reason = "because" });

        var card = answer.GetProperty("card").GetRawText();
        Assert.Contains("Something went wrong here", card, StringComparison.Ordinal);
        Assert.Contains("because", card, StringComparison.Ordinal); // What was filled in is not lost.
        Assert.DoesNotContain("planted fault", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Press_Answered_ReachesTheFeatureWithThePersonBehindTheAccount() // V2
    {
        await using var running = await RunningBot.StartAsync(services => services.AddSingleton<Feature, Planted>());
        var head = await running.AddPersonAsync("Head", "p1");
        var (chat, message) = await ShowButtonsAsync(head);

        var answer = await head.PressAsync(chat, message, "planted.say", new { reason = "be\u202Ecause" });

        Assert.Equal("message", answer.GetProperty("kind").GetString());
        Assert.Equal("p1 in Personal said because", answer.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Submit_FromAnOldClient_IsAnsweredInTheChat()
    {
        await using var running = await RunningBot.StartAsync(services => services.AddSingleton<Feature, Planted>());
        var head = await running.AddPersonAsync("Head", "p1");
        var (chat, message) = await ShowButtonsAsync(head);

        await head.PressAsync(chat, message, "planted.say", new { reason = "old" }, asSubmit: true);

        Assert.Contains("p1 in Personal said old", CardOf((await head.ReadAsync(chat))[^1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_OfBotAndTeams_KeepsTheAddressBook()
    {
        await using var running = await RunningBot.StartAsync();
        var head = await running.AddPersonAsync("Head", "p1");

        await running.RestartAsync();

        var route = await running.Bot.Services.GetRequiredService<AddressBook>().FindAsync(LocalBot.Tenant, head.Account, default);
        Assert.Equal(await head.ChatAsync(), Assert.IsType<Route.Known>(route).Address.ConversationId);
    }

    [Fact]
    public async Task Uninstalled_ThenInstalledAgain_IsReachableOnlyWhileInstalled()
    {
        await using var running = await RunningBot.StartAsync();
        var head = await running.AddPersonAsync("Head", "p1");
        var book = running.Bot.Services.GetRequiredService<AddressBook>();

        await head.UninstallAsync();
        Assert.Equal(new Route.None("app removed"), await book.FindAsync(LocalBot.Tenant, head.Account, default));

        await head.InstallAsync();
        Assert.IsType<Route.Known>(await book.FindAsync(LocalBot.Tenant, head.Account, default));
    }

    private static async Task<(string Chat, string Message)> ShowButtonsAsync(Someone person)
    {
        var chat = await person.ChatAsync();
        await person.SayAsync(chat, "buttons");
        return (chat, (await person.ReadAsync(chat))[^1].GetProperty("id").GetString()!);
    }

    private static bool FromBot(JsonElement message) => message.GetProperty("from").GetProperty("bot").GetBoolean();

    private static string CardOf(JsonElement message) => message.GetProperty("card").GetRawText();

    /// <summary>A feature of the test: a card with buttons, one of which nobody answers.</summary>
    private sealed class Planted : Feature
    {
        public override void Map(FeatureMap map)
        {
            map.OnCommand("buttons", "shows buttons", (_, _) => Task.FromResult<Answer>(new Answer.Show(Buttons)));
            map.OnPress("planted.fail", (_, _) => throw new InvalidOperationException("planted fault"));
            map.OnPress("planted.say", (press, _) => Task.FromResult<Answer>(new Answer.Say($"{press.Caller.Person} in {press.Place.GetType().Name} said {press["reason"]}")));
        }

        private static Message Buttons => new(
            new AdaptiveCard
            {
                FallbackText = "Buttons",
                Speak = "Buttons",
                Body =
                [
                    new InputText("reason") { Label = "Say why", ErrorMessage = "Please say why." },
                    new ActionSet(new ActionExecute("Unknown", "planted.unknown", []), new ActionExecute("Fail", "planted.fail", []), new ActionExecute("Say", "planted.say", [])),
                ],
            },
            "Buttons");
    }
}
