using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Consultations;

/// <summary>The cards of a closed consultation: how many schools chose each option, in text and as bars, and who was counted. Only what was frozen at close is on them.</summary>
internal static class ConsultationResultCards
{
    public const string Result = "consultations.result";
    public const string ByPhase = "consultations.byPhase";
    public const string ByStatus = "consultations.byStatus";

    private const int MostBytes = 26 * 1024; // Of Teams' 28 KB; the rest is the activity around the card.

    public static Message ForSchool(SchoolView view, ConsultationResult result) => Draw(
        view.Consultation,
        result,
        view.Answer is { } answer
            ? [.. view.Consultation.Questions.Parts.Select((part, at) => Paragraph(Bold($"Your school chose under {part.Title}: "), $"{Words.Join(answer.Given.Choices[at].Ids.Select(id => part.Find(id)!.Brief))}."))]
            : [Paragraph(Bold(view.Seat.Name), " did not answer.")],
        "you here, and everyone in the networks’ teams in their channels. No card says how a school answered.",
        []);

    public static Message ForChannel(Consultation asked, ConsultationResult result) => Draw(asked, result, [], "everyone in this team. No card says how a school answered.", []);

    /// <summary>For whoever started it: they alone may read what schools wrote.</summary>
    public static Message ForStarter(Consultation asked, ConsultationResult result) => Draw(
        asked, result, [], "you here, and everyone in the networks’ teams in their channels. What schools wrote is for you alone.",
        asked.Questions.Texts.IsEmpty ? [] : [Main(new ActionExecute("Read what they wrote", WrittenCards.Read, WrittenCards.DataOf(asked, text: 0, page: 0)))]);

    /// <summary>One breakdown: for each group, and each part, a table of how many of its schools chose each option.</summary>
    public static Message ForBreakdown(Consultation asked, ConsultationResult result, bool byPhase)
    {
        var charted = ForBreakdown(asked, result, byPhase, Tables);
        return charted.Card.SizeInBytes <= MostBytes ? charted : ForBreakdown(asked, result, byPhase, Lines);
    }

    private static Message ForBreakdown(Consultation asked, ConsultationResult result, bool byPhase, Func<Questions, BreakdownGroup, IEnumerable<Element>> draw)
    {
        var what = byPhase ? "phase" : "status";
        var groups = (byPhase ? result.ByPhase : result.ByStatus).Groups;
        var (shown, hidden) = (groups.Where(group => group.Answered is not null).ToList(), groups.Where(group => group.Answered is null).ToList());
        var card = new AdaptiveCard
        {
            FallbackText = $"How schools answered, by {what}. This version of Teams cannot show the tables.",
            Speak = $"How schools answered {asked.AskedBy}, by {what}. {string.Concat(shown.Select(group => $"{group.Name}: {Words.Of(group.Answered!.Value, group.Seats)} schools. "))}",
            FullWidth = true,
            Body =
            [
                FromLine(Bold(asked.AskedBy), $" asked {Words.Count(result.Seats, "school")} what they think. It closed on {When.DayAndTime(asked.ClosesAt)}."),
                Heading(byPhase ? "What schools said, by phase" : "What schools said, by status"),
                .. shown.SelectMany(group => (IEnumerable<Element>)
                    [NewParagraph(Bold($"{group.Name}: {Words.Of(group.Answered!.Value, group.Seats)}{Words.Bound}{Words.Plural(group.Seats, "school")} answered")), .. draw(asked.Questions, group)]),
                .. hidden.Count == 0 ? [] : (Element[])[NewParagraph(Bold("Not shown: "), $"{Words.Join(hidden.Select(group => group.Name))}.")],
                .. groups.IsEmpty ? (Element[])[Paragraph($"All schools are of one {what}, so there is nothing to compare.")] : [],
                NewParagraph("“Hidden” is a number of fewer than five schools, or one from which such a number could be worked out. A group in which fewer than five answered is not shown at all."),
                WhoCanSeeThis("you here, and everyone in the networks’ teams."),
                Buttons(
                    new ActionExecute("Show the result", Result, ConsultationChannelCards.DataOf(asked)),
                    byPhase ? new ActionExecute("See by status", ByStatus, ConsultationChannelCards.DataOf(asked)) : new ActionExecute("See by phase", ByPhase, ConsultationChannelCards.DataOf(asked))),
            ],
        };
        return new(card, $"{asked.AskedBy}: what schools said, by {what}");
    }

    private static IEnumerable<Element> Tables(Questions questions, BreakdownGroup group) => questions.Parts.Select((part, at) => new Table(
        [3, 1],
        [
            new TableRow(new RichTextBlock(Bold(part.Title)), new RichTextBlock(Bold("Schools"))),
            .. part.Options.Select((option, place) => new TableRow(new RichTextBlock(option.Brief), new RichTextBlock(Cell(group, at, place)))),
        ]) { Spacing = Spacing.Small });

    private static IEnumerable<Element> Lines(Questions questions, BreakdownGroup group) => questions.Parts.Select((part, at) =>
        Paragraph(Bold($"{part.Title}: "), $"{Words.Join(part.Options.Select((option, place) => $"{option.Brief}{Words.Bound}({Cell(group, at, place)})"))}."));

    private static string Cell(BreakdownGroup group, int part, int option) => group.Counts[part][option] is { } count ? $"{count}" : "hidden";

    /// <summary>With bars, or without them where they would make the card larger than Teams takes. The numbers are in its text either way.</summary>
    private static Message Draw(Consultation asked, ConsultationResult result, Element[] yours, string whoCanSee, CardAction[] more)
    {
        var charted = Draw(asked, result, yours, whoCanSee, more, withBars: true);
        return charted.Card.SizeInBytes <= MostBytes ? charted : Draw(asked, result, yours, whoCanSee, more, withBars: false);
    }

    private static Message Draw(Consultation asked, ConsultationResult result, Element[] yours, string whoCanSee, CardAction[] more, bool withBars)
    {
        var answered = $"{Words.Of(result.Answered, result.Seats)}{Words.Bound}{Words.Plural(result.Seats, "school")} answered";
        CardAction[] buttons =
        [
            .. result.IsShown ? (CardAction[])[new ActionExecute("See by phase", ByPhase, ConsultationChannelCards.DataOf(asked)), new ActionExecute("See by status", ByStatus, ConsultationChannelCards.DataOf(asked))] : [],
            .. more,
        ];
        var card = new AdaptiveCard
        {
            FallbackText = $"{asked.AskedBy}: {answered}. This version of Teams cannot show the whole result.",
            Speak = $"{asked.AskedBy}. What schools said. {answered}.",
            FullWidth = true,
            Body =
            [
                FromLine(Bold(asked.AskedBy), " asked what schools think. It closed on ", $"{When.DayAndTime(asked.ClosesAt)}."),
                Heading("What schools said"),
                Paragraph(Bold(asked.Questions.Title)),
                Paragraph(Bold($"{answered}. "), result.IsShown ? "Each school has one answer, and each number says how many schools chose it." : "With fewer than five answers no numbers are published."),
                .. result.IsShown ? asked.Questions.Parts.SelectMany((part, at) => Part(part, [.. result.Parts[at]], withBars)) : [],
                .. yours.Length == 0 ? [] : (IEnumerable<Element>)[PartTitle("Your school"), .. yours],
                WhoCanSeeThis(whoCanSee, underLine: true),
                .. buttons.Length == 0 ? [] : (Element[])[Buttons(buttons)],
            ],
        };
        return new(card, $"{asked.AskedBy}: what schools said. {answered}");
    }

    private static IEnumerable<Element> Part(ChoicePart part, IReadOnlyList<int> counts, bool withBars)
    {
        var options = part.Options.Zip(counts, (option, count) => (Option: option, Count: count)).OrderByDescending(pair => pair.Count).ThenBy(pair => pair.Option.Text, StringComparer.OrdinalIgnoreCase).ToList();
        yield return NewParagraph(Bold(part.Title), $": each school chose exactly {Words.Number(part.Exactly)}");
        if (withBars)
        {
            yield return Paragraph($"{Words.Join(options.Select(pair => $"{pair.Option.Brief}{Words.Bound}({pair.Count})"))}.");
            yield return new HorizontalBarChart($"Schools choosing each: {part.Title}", [.. options.Select(pair => new Bar(pair.Option.Brief, pair.Count))]) { Spacing = Spacing.Small };
            yield break;
        }

        foreach (var line in MarkedList(options.Select(pair => new MarkedLine("•", pair.Option.Brief, $"{pair.Count}"))))
        {
            yield return line;
        }
    }
}
