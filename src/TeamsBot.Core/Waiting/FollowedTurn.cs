using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Waiting;

/// <summary>Answers <c>mine</c> and the buttons of its card. Whose list it is comes from the caller; all that the card carries is a claim.</summary>
public sealed class FollowedTurn(ListFollowed list, DirectoryStore directory, GivenAnswers answers)
{
    public const string Command = "mine";

    public Task<Answer> DrawAsync(Typed typed, FeatureMap map, CancellationToken cancellation) => ListAsync(typed.Caller, "", typed.TeamsUserId, map, cancellation);

    /// <summary>Draws the list as it stands: another page of it, or what a refresh asks for.</summary>
    public Task<Answer> ShowAsync(Press press, FeatureMap map, CancellationToken cancellation) => ListAsync(press.Caller, press[Page.Key], press.TeamsUserId, map, cancellation);

    /// <summary>Draws an entry's own card in the list's place; what is no entry of any list is answered with the list.</summary>
    public async Task<Answer> OpenAsync(Press press, FeatureMap map, CancellationToken cancellation)
    {
        if (map.FollowerOf(press[FollowedCards.KindKey]) is not { } reader)
        {
            return await ShowAsync(press, map, cancellation);
        }

        // From here on buttons of that card are pressed under the list's activity, which is not the one under which the card was delivered.
        if (press.CardActivityId is { } card)
        {
            await answers.NoteAsync(press.Caller.Tenant, card, cancellation);
        }

        return await reader.OpenAsync(press, cancellation);
    }

    private async Task<Answer> ListAsync(Caller caller, string page, string? teamsUserId, FeatureMap map, CancellationToken cancellation)
    {
        var register = await directory.CurrentAsync(caller.Tenant, cancellation);
        var all = await list.HandleAsync(caller, register, map, cancellation);
        return new Answer.Show(FollowedCards.ForPerson(new(Places.Of(register, caller.Person), all, Page.Of(page, all.Count), teamsUserId)));
    }
}
