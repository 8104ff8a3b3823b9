using System.Text.Json.Serialization;

namespace TeamsBot.AdaptiveCards;

/// <summary>A table whose first row is its headings, which is what every client takes it for unless told otherwise. On a phone it is as narrow as the card, so it has few columns and short cells.</summary>
public sealed record Table : Element
{
    /// <param name="widths">The columns' shares of the width, such as 3, 1.</param>
    /// <param name="rows">The headings first. Every row has a cell for every column.</param>
    public Table(IReadOnlyList<int> widths, params IReadOnlyList<TableRow> rows)
    {
        ArgumentOutOfRangeException.ThrowIfZero(widths.Count, nameof(widths));
        if (rows.Count < 2 || rows.Any(row => row.Cells.Count != widths.Count))
        {
            throw new ArgumentException($"A table has headings and at least one row, each of {widths.Count} cells.", nameof(rows));
        }

        (Columns, Rows) = ([.. widths.Select(width => new TableColumn(width))], rows);
    }

    public IReadOnlyList<TableColumn> Columns { get; }

    public IReadOnlyList<TableRow> Rows { get; }
}

public sealed record TableColumn(int Width);

public sealed record TableRow
{
    public TableRow(params IReadOnlyList<Element> cells) => Cells = [.. cells.Select(cell => new TableCell(cell))];

    [JsonPropertyOrder(-1)]
    public string Type { get; } = "TableRow";

    public IReadOnlyList<TableCell> Cells { get; }
}

public sealed record TableCell(params IReadOnlyList<Element> Items)
{
    [JsonPropertyOrder(-1)]
    public string Type { get; } = "TableCell";
}
