using System.Globalization;
using System.Text.Json.Serialization;

namespace TeamsBot.AdaptiveCards;

/// <summary>
/// Teams' chart of bars that lie on their side, each with its number. A client that draws no charts shows the same as lines and plain bars. Not every
/// phone draws one and no screen reader is promised the numbers, so they stand in the card's text too.
/// </summary>
/// <remarks>The published schema of 1.5 does not know it; Teams takes it in a 1.5 card.</remarks>
public sealed record HorizontalBarChart : Element
{
    /// <param name="title">Not shown by the chart: a text above it says it.</param>
    /// <param name="bars">The largest first. At least one is above nought: bars of nothing but noughts say nothing.</param>
    public HorizontalBarChart(string title, params IReadOnlyList<Bar> bars)
    {
        if (bars.Any(bar => bar.Count < 0) || !bars.Any(bar => bar.Count > 0))
        {
            throw new ArgumentException("A chart has a bar above nought, and none below.", nameof(bars));
        }

        (Title, Bars) = (PlainText.Clean(Require.Text(title, "a chart's title")), bars);
    }

    [JsonPropertyOrder(-3)]
    public string Title { get; }

    /// <summary>The numbers themselves, without an axis.</summary>
    [JsonPropertyOrder(-2)]
    public string DisplayMode { get; } = "AbsoluteNoAxis";

    [JsonPropertyOrder(-1)]
    public string Color { get; } = "categoricalBlue";

    [JsonPropertyName("data")]
    public IReadOnlyList<Bar> Bars { get; }

    /// <summary>The same numbers as lines of text, each above a bar made of columns.</summary>
    [JsonPropertyOrder(10)]
    public Element Fallback
    {
        get
        {
            var most = Bars.Max(bar => bar.Count);
            return new Container([.. Bars.Select(bar => new Container(Line(bar), Strip(bar, most)) { Spacing = Spacing.Small })]) { Spacing = Spacing.Small };
        }
    }

    private static ColumnSet Line(Bar bar)
    {
        TextRun[] name = bar.Note is null ? [bar.Name] : [$"{bar.Name} ", new(bar.Note) { IsSubtle = true }];
        var count = new TextRun(bar.Count.ToString(CultureInfo.InvariantCulture)) { Weight = FontWeight.Bolder };
        return new(new Column("stretch", new RichTextBlock(name)), new Column("auto", new RichTextBlock(count)));
    }

    // As wide as the count; what it lacks of the largest stays empty beside it.
    private static ColumnSet Strip(Bar bar, int most)
    {
        var filled = new Column($"{bar.Count}") { Style = ContainerStyle.Accent };
        var rest = new Column($"{most - bar.Count}") { Spacing = bar.Count == 0 ? Spacing.Default : Spacing.None };
        return new([.. bar.Count == 0 ? (Column[])[] : [filled], .. bar.Count == most ? (Column[])[] : [rest]]) { Spacing = Spacing.None };
    }
}

/// <summary>One bar of a chart.</summary>
public sealed record Bar
{
    /// <param name="name">A few words, people's or ours: it is cleaned (T3).</param>
    public Bar(string name, int count) => (Name, Count) = (PlainText.Clean(Require.Text(name, "a bar's name")), count);

    [JsonPropertyName("x")]
    public string Name { get; }

    [JsonPropertyName("y"), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int Count { get; }

    /// <summary>What became of it, such as "✓ agreed". A client's own chart has no room for it, so it stands in the card's text too.</summary>
    [JsonIgnore]
    public string? Note { get; init; }
}
