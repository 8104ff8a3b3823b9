using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>One card of the gallery page: which part of the bot makes it, in which state, with the line its toast would show.</summary>
/// <param name="Card">The card's JSON.</param>
public sealed record GalleryCard(string Part, string State, string Summary, string Card);

/// <summary>What the page /gallery draws.</summary>
internal static class Gallery
{
    public static Reply Read(Func<IEnumerable<GalleryCard>>? cards) => cards is null
        ? Reply.Refuse(404, "NoGallery", "This Teams was started without cards for its gallery.")
        : Reply.Ok(new JsonObject { ["cards"] = cards().Select(Show).ToJsonArray() });

    private static JsonObject Show(GalleryCard card) => new() { ["part"] = card.Part, ["state"] = card.State, ["summary"] = card.Summary, ["card"] = Json.Parse(card.Card) };
}
