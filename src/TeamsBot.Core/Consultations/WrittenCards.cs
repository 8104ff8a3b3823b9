using System.Globalization;
using System.Text;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Consultations;

/// <summary>What schools wrote, for whoever started the consultation, once it has closed: A to Z, so that no order tells who wrote it, and without the names of schools.</summary>
internal static class WrittenCards
{
    public const string Read = "consultations.written";

    private const int MostBytes = 16 * 1024;
    private const int MostOnAPage = 20;

    public static Dictionary<string, string> DataOf(Consultation asked, int text, int page) => new()
    {
        ["consultation"] = asked.Id.Value,
        ["text"] = text.ToString(CultureInfo.InvariantCulture),
        ["page"] = page.ToString(CultureInfo.InvariantCulture),
    };

    /// <param name="text">Which question. One that there is not, or a page that there is not, is shown as the first.</param>
    public static Message Page(Consultation asked, IEnumerable<SchoolAnswer> answers, int text, int page)
    {
        text = text >= 0 && text < asked.Questions.Texts.Length ? text : 0;
        var written = answers.Select(answer => answer.Given.Texts[text]).Where(words => words.Length > 0).Order(StringComparer.OrdinalIgnoreCase).ThenBy(words => words, StringComparer.Ordinal).ToList();
        var pages = Pages(written);
        page = page >= 0 && page < pages.Count ? page : 0;
        var other = asked.Questions.Texts.Length > 1 ? 1 - text : text;
        CardAction[] buttons =
        [
            new ActionExecute("Show the result", ConsultationResultCards.Result, ConsultationChannelCards.DataOf(asked)),
            .. other == text ? [] : (CardAction[])[new ActionExecute("See the other question", Read, DataOf(asked, other, 0)) { Id = "other" }],
            .. page == 0 ? [] : (CardAction[])[new ActionExecute("Go back a page", Read, DataOf(asked, text, page - 1)) { Id = "back" }],
            .. page + 1 >= pages.Count ? [] : (CardAction[])[Main(new ActionExecute("Read the next page", Read, DataOf(asked, text, page + 1)) { Id = "next" })],
        ];
        var count = Words.Count(written.Count, "school");
        var card = new AdaptiveCard
        {
            FallbackText = $"{count} wrote something. This version of Teams cannot show it.",
            Speak = $"{count} wrote something in answer to: {asked.Questions.Texts[text]}",
            FullWidth = true,
            Body =
            [
                FromLine("You asked schools on behalf of ", Bold(asked.AskedBy), "."),
                Heading("What schools wrote"),
                Paragraph(Bold(asked.Questions.Texts[text])),
                Paragraph($"{count} wrote something{(pages.Count > 1 ? $"; this is page {Words.Of(page + 1, pages.Count)}" : "")}. It stands A to Z and without the names of schools."),
                .. pages.Count == 0 ? [] : pages[page].Select((words, at) => at == 0 ? NewParagraph(words) : Paragraph(words) with { Spacing = Spacing.Medium }),
                WhoCanSeeThis("only you, who asked.", underLine: true),
                Buttons(buttons),
            ],
        };
        return new(card, $"What schools wrote: {count}");
    }

    private static List<List<string>> Pages(IEnumerable<string> written)
    {
        var (pages, bytes) = (new List<List<string>>(), 0);
        foreach (var words in written)
        {
            var size = Encoding.UTF8.GetByteCount(words) + 200;
            if (pages.Count == 0 || pages[^1].Count == MostOnAPage || bytes + size > MostBytes)
            {
                pages.Add([]);
                bytes = 0;
            }

            pages[^1].Add(words);
            bytes += size;
        }

        return pages;
    }
}
