using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Rounds;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Escalations;

/// <summary>What a round gathered, briefly, on the cards of its matters. A matter of a plain poll has none of it.</summary>
internal static class GatheredWords
{
    private const int ShownOfEach = 3;
    private const int ShownText = 160;

    public static IEnumerable<Element> Of(Matter matter)
    {
        if (matter.Evidence.Gathered is not { } gathered)
        {
            yield break;
        }

        if (gathered.Theme is { } theme)
        {
            yield return Paragraph(Bold("Theme: "), theme);
        }

        yield return Paragraph(Bold("Pupils affected: "), gathered.PupilGroups.IsEmpty ? "none named." : $"{Words.Join(gathered.PupilGroups.Take(ShownOfEach).Select(group => $"{group.Text} ({Words.Count(group.Schools, "school")})"))}{More(gathered.PupilGroups.Length)}.");
        yield return PartTitle("What lies behind it");
        foreach (var line in gathered.Causes.IsEmpty ? [Paragraph("No cause was named.")] : MarkedList(gathered.Causes.Take(ShownOfEach).Select(Line)))
        {
            yield return line;
        }

        yield return PartTitle("What schools would do");
        foreach (var line in gathered.Approaches.IsEmpty ? [Paragraph("No approach was suggested.")] : MarkedList(gathered.Approaches.Take(ShownOfEach).Select(Line)))
        {
            yield return line;
        }

        if (Hidden(gathered) is { Length: > 0 } hidden)
        {
            yield return SmallPrint($"Not shown here: {hidden}.");
        }
    }

    private static MarkedLine Line(CauseCount cause) => new(
        "•",
        [cause.Text, Subtle($" ({CausesCards.MarkOf(cause)}). Evidence: {(cause.Evidence.IsEmpty ? "none given" : PlainText.Shorten(string.Join(" / ", cause.Evidence), ShownText))}")],
        Words.Count(cause.Schools, "school"));

    private static MarkedLine Line(GatheredApproach approach) => new(
        "•",
        [
            PlainText.Shorten(approach.Text, ShownText),
            Subtle($" ({approach.Lead} leads, from {When.Day(LocalDate.FromDateOnly(approach.Start))}; {ApproachesCards.EvidenceOf(approach.Strength, approach.Source)})"),
        ]);

    private static string More(int all) => all > ShownOfEach ? $" and {Words.Number(all - ShownOfEach)} more" : "";

    private static string Hidden(Gathered gathered) => Words.Join(
    [
        .. gathered.Causes.Length > ShownOfEach ? [Words.Some(gathered.Causes.Length - ShownOfEach, "more cause")] : (string[])[],
        .. gathered.Approaches.Length > ShownOfEach ? [Words.Some(gathered.Approaches.Length - ShownOfEach, "more approach", "more approaches")] : (string[])[],
    ]);
}
