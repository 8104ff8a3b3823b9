using System.Text.Json.Nodes;
using TeamsBot.Bot.Local;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>What somebody does in the own chat over several cards: types a word, and follows buttons until something is done.</summary>
internal sealed class Chats(Cast cast, TeamsClient teams)
{
    /// <summary>Types a word, unless the card that answers it stands there: then it was typed for before a kill.</summary>
    public async Task TypeAsync(string account, string word, string button, CancellationToken cancellation)
    {
        if (await cast.FindInChatAsync(account, button, cancellation) is null)
        {
            await teams.TypeAsync(account, await cast.ChatAsync(account, cancellation), word, cancellation);
        }
    }

    /// <summary>Presses the newest such button. Where there is none, nothing can be pressed, as in life.</summary>
    /// <param name="fill">Fills the card's inputs.</param>
    public async Task<bool> PressAsync(string account, string verb, Func<JsonObject, JsonObject> fill, CancellationToken cancellation, params (string Name, string? Value)[] data)
    {
        if (await cast.FindInChatAsync(account, verb, cancellation, data) is not { } found)
        {
            return false;
        }

        await teams.PressAsync(account, found.Message, found.Action, fill(found.Message.Card!), cancellation);
        return true;
    }

    public Task<bool> PressAsync(string account, string verb, CancellationToken cancellation, params (string Name, string? Value)[] data) => PressAsync(account, verb, _ => [], cancellation, data);
}
