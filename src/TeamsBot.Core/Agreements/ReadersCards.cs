using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Agreements;

/// <summary>Who has read something restricted: for those who keep its records (rule T5). It says nothing of what was read.</summary>
internal static class ReadersCards
{
    private const int Named = 25, Times = 4;

    /// <param name="from">What it is, without its words: "Alder Vale Network sent a restricted matter to Fernshaw Locality Board."</param>
    /// <param name="back">Leads back to it.</param>
    public static Message Draw(IReadOnlyList<TextRun> from, IReadOnlyList<Reading> readings, Register register, CardAction back)
    {
        var people = readings.GroupBy(reading => reading.Who).OrderByDescending(person => person.Max(reading => reading.At)).ToList();
        var summary = people.Count == 0 ? "Nobody has read it yet" : $"{Words.Sentence(Words.Some(people.Count, "person has", "people have"))} had it before them";
        var card = new AdaptiveCard
        {
            FallbackText = $"{summary}. Open Teams on another device to see the list.",
            Speak = $"{summary}.",
            Body =
            [
                FromLine(from),
                Heading("Who has read this"),
                Paragraph($"{summary}. Each day on which it was sent to somebody or opened by them stands here once for each state of it."),
                .. people.Count == 0 ? [] : MarkedList(people.Take(Named).Select(person => LineOf(person, register)), Spacing.Medium),
                .. people.Count <= Named ? [] : (Element[])[Paragraph($"And {Words.Count(people.Count - Named, "person", "people")} before them.")],
                WhoCanSeeThis("only you. The record keeps every reading.", underLine: true),
                Buttons(back),
            ],
        };
        return new(card, summary);
    }

    private static MarkedLine LineOf(IGrouping<PersonId, Reading> person, Register register)
    {
        var latest = person.OrderByDescending(reading => reading.At).ToList();
        var times = latest.Take(Times).Select(reading => $"{(reading.How is Shown.Sent ? "sent" : "opened")} on {When.DayAtTime(reading.At)}");
        return new("•", [Bold($"{register.Find(person.Key)?.Name ?? "Somebody who has left"}: "), $"{Words.Join(latest.Count > Times ? times.Append($"{Words.Count(latest.Count - Times, "time")} before") : times)}."]);
    }
}
