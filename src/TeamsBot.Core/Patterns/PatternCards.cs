using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Patterns;

/// <summary>A pattern's cards, for a board's officers and, with less on it, for facilitators. Pure functions: the card carries ids, the signed activity says who acts.</summary>
internal static class PatternCards
{
    public const string Show = "patterns.show";
    public const string Join = "patterns.join";
    public const string KeepApart = "patterns.apart";
    public const string Discuss = "patterns.discussed";

    /// <summary>The most lines that say who raised it. More than that many networks of one locality are counted, and said to be left out.</summary>
    private const int MostLines = 12;

    /// <param name="note">A line that stands first: what came before a late press.</param>
    public static Message ForReader(PatternView view, string? note = null) =>
        view.IsOfficer && view.Pattern.State is PatternState.Joined ? JointCards.ForOfficer(view, note) : Told(view, note);

    internal static Dictionary<string, string> DataOf(Pattern pattern) => new()
    {
        ["pattern"] = pattern.Id.Value,
        ["version"] = pattern.Version.ToString(CultureInfo.InvariantCulture),
    };

    internal static Refresh? RefreshOf(PatternView view) => view.IsOfficer ? Refresh.For(view.TeamsUserId, Show, DataOf(view.Pattern)) : null;

    private static Message Told(PatternView view, string? note)
    {
        var (pattern, many) = (view.Pattern, PatternWords.HowMany(view.Pattern.Scope.Level, view.Count));
        var said = $"{pattern.Board.Name}: {many}, one theme: {view.Themes[0]}";
        var buttons = Actions(view).ToList();
        var card = new AdaptiveCard
        {
            FallbackText = $"{said}. This version of Teams cannot show the card. Open Teams on another device or type “patterns”.",
            Speak = said,
            FullWidth = true,
            Refresh = RefreshOf(view),
            Body =
            [
                From(view, many),
                Heading(PatternWords.Heading(view)),
                .. MatterCards.Note(note),
                .. PatternWords.Theme(view),
                .. Standing(view),
                .. Body(view),
                .. PatternWords.Corroboration(view),
                .. Next(view),
                PatternWords.Rule(pattern),
                WhoCanSeeThis(view.IsOfficer ? PatternWords.WhoCanSee(pattern.Readers, view.Reader) : "you and the board’s officers."),
                .. buttons.Count == 0 ? [] : (Element[])[Buttons([.. buttons.SkipLast(1), Main(buttons[^1])])],
            ],
        };
        return new(card, said);
    }

    private static Element From(PatternView view, string many) => view.IsOfficer
        ? FromLine(Bold(view.Pattern.Board.Name), $": {many} {(view.Count == 1 ? "has" : "have")} the same theme. You are its {MatterWords.Of(view.Reader.Role)}.")
        : FromLine(Bold(view.Pattern.Board.Name), $" was told that {many} {(view.Count == 1 ? "has" : "have")} the same theme. You serve one of the networks behind it.");

    private static IEnumerable<Element> Standing(PatternView view) => view.Pattern.Decision is { } decision
        ? [Paragraph(Bold(decision.State is PatternState.KeptApart ? "– Kept apart" : decision.State is PatternState.Joined ? "✓ Joined" : "✓ Discussed"), $" by {PatternWords.Who(view.Pattern, decision.Role)} on {When.Day(decision.At)}.")]
        : [];

    private static IEnumerable<Element> Body(PatternView view) => view.Pattern.Scope.Level switch
    {
        PatternLevel.Networks => [PartTitle("Who raised it"), .. Networks(view)],
        PatternLevel.Boards => [PartTitle("Which boards"), .. Boards(view), PartTitle("What the board can do"), Paragraph($"Consider redeployment to these localities: {Words.Join(view.Cluster.Counting.Select(sighting => sighting.Who.Name).Distinct())}.")],
        _ => Primaries(view),
    };

    private static IEnumerable<Element> Networks(PatternView view)
    {
        var counting = view.Cluster.Counting;
        var left = counting.Length - MostLines;
        return
        [
            .. MarkedList(counting.Take(MostLines).Select(sighting => Credit(view, sighting))),
            .. left > 0 ? (Element[])[SmallPrint($"{Words.Sentence(Words.Some(left, "more matter"))} {(left == 1 ? "is" : "are")} not shown here.")] : [],
        ];
    }

    // Each with its credit (rule E6). The words of a network are for its board: a facilitator reads those of the own networks, and of the others that they raised it.
    internal static MarkedLine Credit(PatternView view, Sighting sighting)
    {
        var readable = view.IsOfficer || view.Own.Contains(sighting.Who.Id);
        var status = readable && sighting.Matter is { } id && view.Matters.TryGetValue(id, out var matter) ? $"; {MatterWords.StatusOf(matter)}" : "";
        return new("•", [Bold(sighting.Who.Name), readable ? $": {sighting.Words}" : "", Subtle($" (raised on {When.Day(sighting.At)}{status})")]);
    }

    private static IEnumerable<Element> Boards(PatternView view) =>
        MarkedList(view.Cluster.Counting.GroupBy(sighting => sighting.Who.Id).Select(board => new MarkedLine("•",
        [
            Bold(board.First().Who.Name),
            $": {string.Join("; ", board.Take(MostLines / 2).Select(sighting => sighting.Kind is SightingKind.Pattern ? $"told on {When.Day(sighting.At)} that enough of its networks raised it" : $"sent up on {When.Day(sighting.At)}: {sighting.Words}"))}.",
        ])));

    private static IEnumerable<Element> Primaries(PatternView view)
    {
        var (counting, secret) = (view.Cluster.Counting, view.Cluster.Counting.Count(sighting => sighting.IsSecret));
        var networks = counting.Select(sighting => sighting.Who.Id).Distinct().Count();
        yield return Paragraph(Bold(Words.Count(view.Count, "primary school")), $" in {Words.Some(networks, "network")} stand behind it.");
        foreach (var own in counting.Where(sighting => view.Own.Contains(sighting.Who.Id)).GroupBy(sighting => sighting.Who))
        {
            yield return Paragraph(Bold($"{own.Key.Name}: "), $"{Words.Count(view.Gathering.CountOf(own), "primary school")}.");
        }

        yield return PartTitle("How schools are counted");
        yield return Paragraph("A school counts once, where its own named vote chose such a priority, or where it proposed one in a round. Other phases do not count. No school is named here.");
        yield return Paragraph(secret == 0
            ? "A secret vote is linked to no school and counts for nothing."
            : $"A secret vote is linked to no school and counts for nothing: that was so of {Words.Some(secret, "matter")} behind this.");
    }

    private static IEnumerable<Element> Next(PatternView view) => !view.IsOfficer || view.Pattern.Scope.Level is not PatternLevel.Networks ? []
        : CanJoin(view) ? [NewParagraph("Joined, they stand on one card and one answer goes to all of them. Each network keeps its own record, is answered by name, and reads who else raised it. Joining answers nothing by itself.")]
        : [NewParagraph("Fewer than two of them wait for the board’s decision, so there is nothing to join.")];

    private static IEnumerable<CardAction> Actions(PatternView view) => !view.IsOfficer || view.Pattern.State is PatternState.Discussed ? []
        : CanJoin(view) && view.Pattern.State is PatternState.KeptApart ? [Press(view, "Join them after all", Join)]
        : CanJoin(view) ? [Press(view, "Keep them apart", KeepApart), Press(view, "Join them", Join)]
        : view.Pattern.State is PatternState.Found ? [Press(view, "We have discussed it", Discuss)]
        : [];

    private static bool CanJoin(PatternView view) => view.Pattern.Scope.Level is PatternLevel.Networks && view.Open.Skip(1).Any();

    private static ActionExecute Press(PatternView view, string title, string verb) => new(title, verb, DataOf(view.Pattern)) { AssociatedInputs = AssociatedInputs.None };
}
