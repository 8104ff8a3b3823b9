using System.Text.Json.Nodes;
using TeamsBot.Testing;
using TeamsBot.Testing.Cards;
using Xunit;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.AdaptiveCards.Tests;

public sealed class ChartTests
{
    [SkippableFact]
    public void HorizontalBarChart_OfTheReferenceResult_IsTheReferenceChart()
    {
        var reference = JsonNode.Parse(File.ReadAllText(Require.SharedFile("cards/03-result.json")).Replace('\u00A0', ' '))!["body"]!.AsArray().Single(element => (string?)element!["type"] == "Chart.HorizontalBar");

        var ours = JsonNode.Parse(CardOf(Chart()).ToJson())!["body"]!.AsArray().Single(element => (string?)element!["type"] == "Chart.HorizontalBar");

        Assert.True(JsonNode.DeepEquals(reference, ours), $"Reference:\n{reference}\nOurs:\n{ours}");
    }

    [Fact]
    public void HorizontalBarChart_ABarOfNought_IsWrittenWithItsNumberAndNoFilledColumn()
    {
        var json = JsonNode.Parse(CardOf(new HorizontalBarChart("Schools", new Bar("A", 2), new Bar("B", 0))).ToJson())!["body"]![2]!;

        Assert.Equal(0, (int)json["data"]![1]!["y"]!);
        var strip = Assert.Single(json["fallback"]!["items"]![1]!["items"]![1]!["columns"]!.AsArray())!;
        Assert.Equal((2, null), ((int)strip["width"]!, (string?)strip["style"]));
    }

    [Fact]
    public void HorizontalBarChart_NoughtsOnly_IsRefused() => Assert.Throws<ArgumentException>(() => new HorizontalBarChart("Schools", new Bar("A", 0)));

    [Fact]
    public void Table_ARowWithoutACellForEveryColumn_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new Table([1, 1], new TableRow(Cell("A"), Cell("B")), new TableRow(Cell("1"))));

    [SkippableFact]
    public async Task ChartTableDateAndToggle_OnACard_KeepTheLanguageAndTheSchema() => await CardCheck.CheckAsync(
    [
        ("new parts", CardOf(
            Chart(),
            new HorizontalBarChart("Schools", new Bar("A", 2), new Bar("B\u202E", 0)),
            new Table([3, 1], new TableRow(Cell("School"), Cell("Vote")), new TableRow(Cell("Kestrel Bank"), Cell("yes"))),
            new InputDate("day") { Label = "Choose a day", ErrorMessage = "Choose a day.", Min = new(2026, 11, 23), Max = new(2026, 12, 4), Value = new(2026, 11, 27) },
            new InputToggle("sure", "Yes, *close* it now") { Label = "Tick to close", ErrorMessage = "Tick it.", IsRequired = true, IsOn = true })),
    ]);

    [Fact]
    public void DateAndToggle_AsJson_HaveTheirValues()
    {
        var json = CardOf(
            new InputDate("day") { Label = "D", ErrorMessage = "E", Min = new(2026, 11, 23), Value = new(2026, 11, 27) },
            new InputToggle("sure", "*Yes*") { Label = "T", ErrorMessage = "E", IsOn = true }).ToJson();

        Assert.Contains("""{"type":"Input.Date","id":"day","label":"D","min":"2026-11-23","value":"2026-11-27","errorMessage":"E"}""", json, StringComparison.Ordinal);
        Assert.Contains("""{"type":"Input.Toggle","id":"sure","label":"T","title":"\\*Yes\\*","wrap":true,"value":"true","errorMessage":"E"}""", json, StringComparison.Ordinal);
    }

    private static HorizontalBarChart Chart() => new(
        "Schools choosing each priority",
        new("Early language", 11) { Note = "✓ agreed" }, new("Attendance", 9) { Note = "✓ agreed" }, new("Mental health waits", 8) { Note = "✓ agreed" },
        new("Family support", 4), new("Special school places", 3), new("Year 7 reading", 2), new("Exclusions", 1)) { Spacing = Spacing.Small };

    private static RichTextBlock Cell(string text) => new(text);

    private static AdaptiveCard CardOf(params IReadOnlyList<Element> parts) => new()
    {
        FallbackText = "F",
        Speak = "S",
        Body = [FromLine(Bold("Alder Vale Network"), " shows you parts."), Heading("Parts"), .. parts, WhoCanSeeThis("only you.")],
    };
}
