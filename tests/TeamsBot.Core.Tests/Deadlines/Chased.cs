using System.Text.RegularExpressions;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Tests.Escalations;
using Xunit;

namespace TeamsBot.Core.Tests.Deadlines;

/// <summary>The matter of <see cref="World"/>, which came to its board on Monday 7 September 2026 before noon, and whoever is chased about it.</summary>
internal static class Chased
{
    public static async Task<World> StartAsync(Visibility visibility = Visibility.Members, ResponsePolicies? policies = null)
    {
        var world = new World();
        if (policies is not null)
        {
            world.Policies = policies;
            world.Restart();
        }

        await world.SetUpAsync();
        await world.RaiseOneAsync(visibility);
        return world;
    }

    /// <summary>Runs all that is due until noon of a day in 2026.</summary>
    public static Task UntilNoonOfAsync(this World world, int month, int day) => world.RunAsync(MatterPlanTests.On(month, day) - world.Clock.GetUtcNow());

    /// <summary>The text of each card in somebody's chat as it stands, without no-break spaces.</summary>
    public static List<string> CardsOf(this World world, PersonId person) => world.CardsIn(World.ChatOf(person));

    public static List<string> CardsIn(this World world, string conversation) =>
        [.. world.Teams.Posts.Where(post => post.Conversation == conversation).Select(post => Plain(world.Teams.Cards[post.ActivityId].Card.ToJson()))];

    public static string LastCardOf(this World world, PersonId person) => world.CardsOf(person)[^1];

    public static async Task<string> PressAsync(this World world, PersonId person, string verb, params (string Name, string Value)[] data)
    {
        var map = data.ToDictionary(pair => pair.Name, pair => pair.Value);
        map["matter"] = World.Matter.Value;
        map.TryAdd("version", $"{(await world.FindAsync()).Version}");
        var card = world.Teams.Posts.LastOrDefault(post => post.Conversation == World.ChatOf(person)).ActivityId;
        var answer = await world.Map.PressHandler(verb)!(new(Fernshaw.CallerOf(person), new Place.Personal(), card, map, $"29:{person}"), default);
        return answer is Answer.Say said ? said.Text : Plain(Assert.IsType<Answer.Show>(answer).Message.Card.ToJson());
    }

    public static async Task<IReadOnlyList<Step>> StepsAsync(this World world) => [.. (await world.FindAsync()).Steps.Select(step => step.Step)];

    private static string Plain(string json) => Regex.Unescape(json).Replace('\u00A0', ' ');
}
