using TeamsBot.AdaptiveCards;

namespace TeamsBot.Core.Language;

/// <summary>
/// The parts every card is made of, in their order: who asks, one heading, the fact, what follows, who can see it, the buttons. Meant for
/// <c>using static</c>. People's words go in as runs; a string where a run is wanted becomes one.
/// </summary>
public static class CardParts
{
    public static TextRun Bold(string text) => new(text) { Weight = FontWeight.Bolder };

    public static TextRun Subtle(string text) => new(text) { IsSubtle = true };

    /// <summary>The first line, subtle: who asks, and why, the names in <see cref="Bold"/>. It is the first thing read aloud.</summary>
    public static Element FromLine(params IReadOnlyList<TextRun> runs) => new RichTextBlock([.. runs.Select(run => run with { IsSubtle = true })]);

    /// <summary>The one heading of a card, in our own words.</summary>
    public static Element Heading(string ours) =>
        new TextBlock(ours) { Style = TextStyle.Heading, Size = FontSize.Large, Weight = FontWeight.Bolder, Spacing = Spacing.Small };

    /// <summary>The title of a new part, under a line.</summary>
    public static Element PartTitle(string ours) => new TextBlock(ours) { Weight = FontWeight.Bolder, Spacing = Spacing.Large, Separator = true };

    /// <summary>The title of a part that follows the heading at once, without a line.</summary>
    public static Element FirstPartTitle(string ours) => new TextBlock(ours) { Weight = FontWeight.Bolder, Spacing = Spacing.Medium };

    /// <summary>A paragraph of the part above it.</summary>
    public static Element Paragraph(params IReadOnlyList<TextRun> runs) => new RichTextBlock(runs) { Spacing = Spacing.Small };

    /// <summary>A paragraph that begins a new part without a title, under a line.</summary>
    public static Element NewParagraph(params IReadOnlyList<TextRun> runs) => new RichTextBlock(runs) { Spacing = Spacing.Large, Separator = true };

    /// <summary>A paragraph in small print.</summary>
    public static Element SmallPrint(string ours) => new TextBlock(ours) { Size = FontSize.Small, IsSubtle = true, Spacing = Spacing.Small };

    /// <summary>A list: each line a mark (•, a place, a status's mark), its text, and where there is one its count. <paramref name="first"/> is Medium right after a heading.</summary>
    public static IEnumerable<Element> MarkedList(IEnumerable<MarkedLine> lines, Spacing first = Spacing.Small) =>
        lines.Select((line, at) => new ColumnSet([.. Columns(line)]) { Spacing = at == 0 ? first : Spacing.Small });

    /// <summary>A list with points.</summary>
    public static IEnumerable<Element> PointList(IEnumerable<string> texts, Spacing first = Spacing.Small) =>
        MarkedList(texts.Select(text => new MarkedLine("•", text)), first);

    /// <summary>A line that opens a page: what it is in bold, then the linked words.</summary>
    public static Element LinkLine(string what, string linked, Uri page) =>
        new Container(new RichTextBlock(Bold(what), new TextRun(linked) { Color = TextColor.Accent, Underline = true }))
        {
            Spacing = Spacing.Small,
            SelectAction = new PageLink(what + linked, page),
        };

    /// <summary>The last line before the buttons: "Who can see this: " and <paramref name="who"/>, such as "only you.".</summary>
    /// <param name="underLine">Where the text above it does not already begin a new part.</param>
    public static Element WhoCanSeeThis(string who, bool underLine = false) => new TextBlock($"Who can see this: {who}")
    {
        Size = FontSize.Small,
        IsSubtle = true,
        Spacing = underLine ? Spacing.Large : Spacing.Small,
        Separator = underLine,
    };

    /// <summary>The buttons, the main one last; it alone is <see cref="Main"/>.</summary>
    public static Element Buttons(params IReadOnlyList<CardAction> actions) => new ActionSet(actions) { Spacing = Spacing.Medium };

    /// <summary>The one filled button of a row.</summary>
    public static CardAction Main(CardAction action) => action with { Style = ActionStyle.Positive };

    private static IEnumerable<Column> Columns(MarkedLine line)
    {
        // A count makes the line a result: its mark then has the count's weight.
        yield return new Column("20px", new RichTextBlock(line.Count is null ? line.Mark : Bold(line.Mark)));
        yield return new Column("stretch", new RichTextBlock(line.Text)) { Spacing = Spacing.None };
        if (line.Count is { } count)
        {
            yield return new Column("auto", new RichTextBlock(Bold(count)));
        }
    }
}

/// <summary>A line of a list. A mark that is a status's stands beside its word, here or in the title above.</summary>
public sealed record MarkedLine(string Mark, IReadOnlyList<TextRun> Text, string? Count = null)
{
    public MarkedLine(string mark, string text, string? count = null) : this(mark, [text], count)
    {
    }
}
