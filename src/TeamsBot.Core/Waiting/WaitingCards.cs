using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Waiting;

/// <summary>What waits for one person at an instant.</summary>
/// <param name="Where">The names of the schools and groups the person acts for.</param>
/// <param name="All">Soonest first.</param>
/// <param name="TeamsUserId">The person's <c>29:</c> id, for the card's refresh; null where unknown.</param>
internal sealed record WaitingView(IReadOnlyList<string> Where, IReadOnlyList<Waiting> All, Page Page, DateTimeOffset Now, string? TeamsUserId);

/// <summary>The card that lists all a person has to do, each with its date and a button that opens the very card.</summary>
internal static class WaitingCards
{
    public const string Show = "todo.show";
    public const string Open = "todo.open";

    /// <summary>In an open button's data: the kind whose feature draws the card.</summary>
    public const string KindKey = "waiting";

    public static Message ForPerson(WaitingView view)
    {
        var (count, said) = (view.All.Count, Said(view));
        var card = new AdaptiveCard
        {
            FallbackText = count == 0 ? $"{said}." : $"{said}.{First(view)} This version of Teams cannot show the list. Open Teams on another device.",
            Speak = $"{said}.{First(view)}",
            Refresh = Refresh.For(view.TeamsUserId, Show, view.Page.Data()),
            Body =
            [
                FromLine(Bold(Places.Named(view.Where)), ": what is needed from you, soonest first."),
                Heading(count == 0 ? "Nothing waits for you" : $"Waiting for you: {Words.Some(count, "thing")}"),
                .. count == 0 ? [Paragraph("When your network or board needs something from you, it comes as a card in this chat and stands in this list until it is done.")] : Items(view),
                WhoCanSeeThis("only you.", underLine: true),
                .. view.Page.Buttons(Show, "Show sooner ones", "Show later ones"),
            ],
        };
        return new(card, count > 0 && view.All[0].Item.Due is { } due ? $"{said}, {(count == 1 ? "" : "the first ")}by {When.ShortDay(due)}" : said);
    }

    private static string Said(WaitingView view) => view.All.Count switch
    {
        0 => "Nothing waits for you",
        1 => "One thing waits for you",
        var count => $"{Words.Sentence(Words.Some(count, "thing"))} wait for you",
    };

    private static string First(WaitingView view) =>
        view.All.Count > 0 && view.All[0].Item.Due is { } due ? $" {(view.All.Count == 1 ? "It" : "The first")} is due on {When.DayAtTime(due)}." : "";

    private static IEnumerable<Element> Items(WaitingView view) => view.Page.Cut(view.All).Select((waiting, at) => new Container(
        new RichTextBlock(Bold(PlainText.Shorten(waiting.Item.Title, Page.LongestTitle))),
        new RichTextBlock(Date(waiting.Item, view.Now)) { Spacing = Spacing.None },
        new ActionSet([Button(waiting, at, isSoonest: at == 0 && !view.Page.HasPrevious)]) { Spacing = Spacing.Small })
    {
        Spacing = at == 0 ? Spacing.Medium : Spacing.Large,
        Separator = at > 0,
    });

    private static TextRun[] Date(WaitingItem item, DateTimeOffset now) => item.Due is { } due
        ? ["Due ", Bold(When.Day(due)), $", {When.Time(due)}. {InDays(due, now)}"]
        : ["Waiting since ", Bold(When.Day(item.Since)), "."];

    private static string InDays(DateTimeOffset due, DateTimeOffset now) => Period.Between(When.Local(now).Date, When.Local(due).Date, PeriodUnits.Days).Days switch
    {
        <= 0 => "Today.",
        1 => "Tomorrow.",
        var days => $"In {days}{Words.Bound}days.",
    };

    private static ActionExecute Button(Waiting waiting, int at, bool isSoonest) =>
        new(waiting.Item.Button, Open, new(waiting.Item.Data) { [KindKey] = waiting.Kind }) { Id = $"{Open}.{at + 1}", Style = isSoonest ? ActionStyle.Positive : default };
}
