using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Waiting;

/// <summary>Answers <c>todo</c> and the buttons of its card. Whose list it is comes from the caller; all that the card carries is a claim.</summary>
public sealed class WaitingTurn(ListWaiting list, DirectoryStore directory, GivenAnswers answers, TimeProvider clock)
{
    public const string Command = "todo";

    public Task<Answer> DrawAsync(Typed typed, FeatureMap map, CancellationToken cancellation) => ListAsync(typed.Caller, "", typed.TeamsUserId, map, cancellation);

    /// <summary>Draws the list as it stands: another page of it, or what a refresh asks for.</summary>
    public Task<Answer> ShowAsync(Press press, FeatureMap map, CancellationToken cancellation) => ListAsync(press.Caller, press[Page.Key], press.TeamsUserId, map, cancellation);

    /// <summary>Draws an item's own card in the list's place, by the verb of its feature; what is no item of any list is answered with the list.</summary>
    public async Task<Answer> OpenAsync(Press press, FeatureMap map, CancellationToken cancellation)
    {
        if (map.WaitingOf(press[WaitingCards.KindKey]) is not { } reader || map.PressHandler(reader.Opens) is not { } open)
        {
            return await ShowAsync(press, map, cancellation);
        }

        // From here on buttons of that card are pressed under the list's activity, which is not the one under which the card was delivered.
        if (press.CardActivityId is { } card)
        {
            await answers.NoteAsync(press.Caller.Tenant, card, cancellation);
        }

        return await open(press with { Data = press.Data.Where(pair => pair.Key != WaitingCards.KindKey).ToDictionary(StringComparer.Ordinal) }, cancellation);
    }

    private async Task<Answer> ListAsync(Caller caller, string page, string? teamsUserId, FeatureMap map, CancellationToken cancellation)
    {
        var all = await list.HandleAsync(caller, map, cancellation);
        var where = Places.Of(await directory.CurrentAsync(caller.Tenant, cancellation), caller.Person);
        return new Answer.Show(WaitingCards.ForPerson(new(where, all, Page.Of(page, all.Count), clock.GetUtcNow(), teamsUserId)));
    }
}
