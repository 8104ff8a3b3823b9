using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Waiting;

/// <summary>What became of one person's votes, and of what their groups sent up.</summary>
/// <param name="Where">The names of the schools and groups the person acts for.</param>
/// <param name="All">What changed last stands first.</param>
/// <param name="TeamsUserId">The person's <c>29:</c> id, for the card's refresh; null where unknown.</param>
internal sealed record FollowedView(IReadOnlyList<string> Where, IReadOnlyList<Followable> All, Page Page, string? TeamsUserId);

/// <summary>The card that shows the status of all of it in one message (R115).</summary>
internal static class FollowedCards
{
    public const string Show = "mine.show";
    public const string Open = "mine.open";

    /// <summary>In an open button's data: the kind whose feature draws the card.</summary>
    public const string KindKey = "followed";

    public static Message ForPerson(FollowedView view)
    {
        var count = view.All.Count;
        var said = count == 0 ? "Nothing to follow yet" : $"{Words.Sentence(Words.Some(count, "thing"))} to follow";
        var latest = count == 0 ? "" : $" The latest, {view.All[0].Item.Status}: {view.All[0].Item.Title}.";
        var card = new AdaptiveCard
        {
            FallbackText = count == 0 ? $"{said}." : $"{said}.{latest} This version of Teams cannot show the list. Open Teams on another device.",
            Speak = $"{said}.{latest}",
            Refresh = Refresh.For(view.TeamsUserId, Show, view.Page.Data()),
            Body =
            [
                FromLine(Bold(Places.Named(view.Where)), ": what became of what you voted on and sent up, newest first."),
                Heading(said),
                .. count == 0 ? [Paragraph("Once your network votes, what it agreed and what came of it stands here.")] : Items(view),
                WhoCanSeeThis("only you.", underLine: true),
                .. view.Page.Buttons(Show, "Show newer ones", "Show older ones"),
            ],
        };
        return new(card, count == 0 ? said : $"{said}. {view.All[0].Item.Status}: {view.All[0].Item.Title}");
    }

    private static IEnumerable<Element> Items(FollowedView view) => view.Page.Cut(view.All).Select((one, at) => new Container(
    [
        new RichTextBlock(Bold($"{one.Item.Status}: "), PlainText.Shorten(one.Item.Title, Page.LongestTitle)),
        new RichTextBlock(PlainText.Shorten(one.Item.Text, Page.LongestText)) { Spacing = Spacing.None },
        .. one.Item.Button is { } button
            ? [new ActionSet([new ActionExecute(button, Open, new(one.Item.Data) { [KindKey] = one.Kind }) { Id = $"{Open}.{at + 1}" }]) { Spacing = Spacing.Small }]
            : (Element[])[],
    ])
    {
        Spacing = at == 0 ? Spacing.Medium : Spacing.Large,
        Separator = at > 0,
    });
}
