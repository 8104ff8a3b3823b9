using System.Text.Json;
using static TeamsBot.Bot.Tests.CardText;

namespace TeamsBot.Bot.Tests.Agreements;

/// <summary>Somebody of the sample county at the cards in their own chat.</summary>
internal sealed class AtChat(Someone person, string chat)
{
    public Someone Person => person;

    public string Chat => chat;

    /// <param name="who">The first part of the address of a head or deputy, or all of it without <c>.example</c>.</param>
    public static async Task<AtChat> OfAsync(RunningBot running, string who)
    {
        var person = await running.FindAsync(who.Contains('@', StringComparison.Ordinal) ? $"{who}.example" : $"{who}@schools.example");
        return new(person, await person.ChatAsync());
    }

    /// <summary>All that stands there, in words.</summary>
    public async Task<string> ReadAllAsync() => string.Join('\n', (await CardsAsync()).Select(message => Words(message.GetProperty("card"))));

    /// <summary>The last card that stands there.</summary>
    public async Task<string> LastAsync() => Words((await CardsAsync())[^1].GetProperty("card"));

    /// <summary>Types a command, and reads the card that answers it.</summary>
    public async Task<string> SayAsync(string text)
    {
        await person.SayAsync(chat, text);
        return await LastAsync();
    }

    /// <summary>Presses the action on the last card that has it, and reads the answer.</summary>
    /// <param name="saying">What that card also says.</param>
    public async Task<string> PressAsync(string action, object? inputs = null, string saying = "")
    {
        var message = (await CardsAsync()).Last(message => message.GetProperty("card").GetRawText().Contains($"\"{action}\"", StringComparison.Ordinal) && Words(message.GetProperty("card")).Contains(saying, StringComparison.Ordinal));
        var answer = await person.PressAsync(chat, message.GetProperty("id").GetString()!, action, inputs);
        return answer.TryGetProperty("card", out var card) ? Words(card) : answer.GetRawText();
    }

    /// <summary>What the input of that id on the last card that has it holds.</summary>
    public async Task<string> ValueAsync(string input) =>
        (await CardsAsync()).SelectMany(message => Elements(message.GetProperty("card"))).Last(element => element.TryGetProperty("id", out var id) && id.ValueEquals(input)).GetProperty("value").GetString()!;

    /// <summary>The value of the choice whose title holds the words, of the last input of that id.</summary>
    public async Task<string> ChoiceAsync(string input, string title) =>
        (await CardsAsync()).SelectMany(message => Elements(message.GetProperty("card"))).Last(element => element.TryGetProperty("id", out var id) && id.ValueEquals(input))
            .GetProperty("choices").EnumerateArray().First(choice => choice.GetProperty("title").GetString()!.Contains(title, StringComparison.Ordinal)).GetProperty("value").GetString()!;

    private async Task<List<JsonElement>> CardsAsync() => [.. (await person.ReadAsync(chat)).Where(message => message.TryGetProperty("card", out var card) && card.ValueKind is JsonValueKind.Object)];

    private static IEnumerable<JsonElement> Elements(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Elements(property.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Elements),
        _ => [],
    };
}
