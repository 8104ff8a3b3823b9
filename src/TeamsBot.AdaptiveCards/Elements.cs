using System.Text.Json.Serialization;

namespace TeamsBot.AdaptiveCards;

/// <summary>What stands in a card's body, one under the other.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextBlock), "TextBlock")]
[JsonDerivedType(typeof(RichTextBlock), "RichTextBlock")]
[JsonDerivedType(typeof(Container), "Container")]
[JsonDerivedType(typeof(ColumnSet), "ColumnSet")]
[JsonDerivedType(typeof(FactSet), "FactSet")]
[JsonDerivedType(typeof(ActionSet), "ActionSet")]
[JsonDerivedType(typeof(Table), "Table")]
[JsonDerivedType(typeof(HorizontalBarChart), "Chart.HorizontalBar")]
[JsonDerivedType(typeof(InputText), "Input.Text")]
[JsonDerivedType(typeof(InputDate), "Input.Date")]
[JsonDerivedType(typeof(InputToggle), "Input.Toggle")]
[JsonDerivedType(typeof(InputChoiceSet), "Input.ChoiceSet")]
public abstract record Element
{
    [JsonPropertyOrder(8)]
    public Spacing Spacing { get; init; }

    /// <summary>A line above the element.</summary>
    [JsonPropertyOrder(9)]
    public bool Separator { get; init; }
}

/// <summary>
/// Our own words, always wrapped. Teams reads a TextBlock as Markdown; the text given here is plain and is escaped, so that a name that slipped in
/// stays a name (T3). People's words still belong in a <see cref="RichTextBlock"/>, which needs no escapes.
/// </summary>
public sealed record TextBlock : Element
{
    public TextBlock(string text) => Text = PlainText.EscapeMarkdown(PlainText.Clean(Require.Text(text, "a text")));

    public string Text { get; }

    public bool Wrap { get; } = true;

    public TextStyle Style { get; init; }

    public FontSize Size { get; init; }

    public FontWeight Weight { get; init; }

    public bool IsSubtle { get; init; }
}

/// <summary>Text in runs, none of it Markdown: the place for people's words. It wraps by itself.</summary>
public sealed record RichTextBlock(params IReadOnlyList<TextRun> Inlines) : Element;

/// <summary>A stretch of text of one look. The text is cleaned (T3); spaces at its ends are kept, because runs stand side by side.</summary>
public sealed record TextRun
{
    public TextRun(string text) => Text = PlainText.Clean(text);

    public string Type { get; } = "TextRun";

    public string Text { get; }

    public FontWeight Weight { get; init; }

    public bool IsSubtle { get; init; }

    /// <summary>Accent, on underlined links only: the other colours are too pale to read on white.</summary>
    public TextColor Color { get; init; }

    public bool Underline { get; init; }

    public static implicit operator TextRun(string text) => new(text);
}

/// <summary>Elements that belong together, and that may open one page when pressed.</summary>
public sealed record Container(params IReadOnlyList<Element> Items) : Element
{
    [JsonPropertyOrder(-1)]
    public PageLink? SelectAction { get; init; }
}

/// <summary>Columns side by side.</summary>
public sealed record ColumnSet(params IReadOnlyList<Column> Columns) : Element;

/// <param name="Width"><c>auto</c>, <c>stretch</c>, pixels such as <c>20px</c>, or a share such as <c>3</c>.</param>
public sealed record Column([property: JsonConverter(typeof(ColumnWidth))] string Width, params IReadOnlyList<Element> Items)
{
    [JsonPropertyOrder(-1)]
    public string Type { get; } = "Column";

    public Spacing Spacing { get; init; }

    // No boxes: a style is for the bars of a chart's fallback.
    [JsonInclude]
    internal ContainerStyle Style { get; init; }
}

/// <summary>Pairs of a name and a value.</summary>
public sealed record FactSet(params IReadOnlyList<Fact> Facts) : Element;

/// <summary>One pair of a <see cref="FactSet"/>. Both are Markdown in Teams, so both are cleaned and escaped (T3).</summary>
public sealed record Fact
{
    public Fact(string title, string value) => (Title, Value) = (PlainText.EscapeMarkdown(PlainText.Clean(title)), PlainText.EscapeMarkdown(PlainText.Clean(value)));

    public string Title { get; }

    public string Value { get; }
}

/// <summary>A row of buttons, the main one last.</summary>
public sealed record ActionSet(params IReadOnlyList<CardAction> Actions) : Element;
