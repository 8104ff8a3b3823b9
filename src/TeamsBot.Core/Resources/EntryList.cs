using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Waiting;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Resources;

/// <summary>One entry of a list that may be longer than a card.</summary>
/// <param name="Kind">A status word with its mark, or what kind of thing it is; stands before the title.</param>
/// <param name="Title">People's words may stand in it.</param>
/// <param name="Verb">Opens its own card with <paramref name="Data"/>.</param>
internal sealed record ListEntry(string Kind, string Title, string Text, string Button, string Verb, Dictionary<string, string> Data);

/// <summary>A page of entries, each with the button that opens its card.</summary>
internal static class EntryList
{
    /// <summary>In UTF-16 characters: ten entries fit a card however much people wrote.</summary>
    private const int LongestTitle = 160, LongestText = 240;

    public static IEnumerable<Element> Draw(IEnumerable<ListEntry> entries, Page page) => page.Cut(entries).Select((entry, at) => new Container(
        new RichTextBlock(Bold($"{entry.Kind}: "), PlainText.Shorten(entry.Title, LongestTitle)),
        new RichTextBlock(PlainText.Shorten(entry.Text, LongestText)) { Spacing = Spacing.None },
        new ActionSet([new ActionExecute(entry.Button, entry.Verb, entry.Data) { Id = $"{entry.Verb}.{at + 1}" }]) { Spacing = Spacing.Small })
    {
        Spacing = at == 0 ? Spacing.Medium : Spacing.Large,
        Separator = at > 0,
    });

    /// <summary>The buttons that lead to the neighbouring pages, each with what the list is of.</summary>
    public static IEnumerable<CardAction> Turns(Page page, string verb, Dictionary<string, string> of)
    {
        Dictionary<string, string> Data(int on) => new(of.Concat(page.Data(on)));
        if (page.HasPrevious)
        {
            yield return new ActionExecute("Show those before", verb, Data(-1)) { Id = $"{verb}.back" };
        }

        if (page.HasNext)
        {
            yield return new ActionExecute("Show the next ones", verb, Data(1)) { Id = $"{verb}.on" };
        }
    }
}
