using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Digests;

/// <summary>The cards of a digest. Pure functions.</summary>
internal static class DigestCards
{
    /// <summary>More lines than these are counted, not listed: a card that nobody reads to its end tells nothing.</summary>
    public const int OwnLines = 20;
    public const int LinesElsewhere = 12;

    /// <summary>In UTF-8, below Teams' 28 KB with room for the activity around the card.</summary>
    public const int MostBytes = 26 * 1024;

    /// <summary>The update for one group: what came of what it agreed, then the rest of the county; of both as much as fits one card, its own first.</summary>
    public static Message For(Digest digest, DigestRecipient to)
    {
        var (ownLines, elsewhere) = (OwnLines, LinesElsewhere);
        var message = Draw(digest, to, ownLines, elsewhere);
        while (message.Card.SizeInBytes > MostBytes && ownLines > 0)
        {
            (ownLines, elsewhere) = elsewhere > 0 ? (ownLines, elsewhere - 1) : (ownLines - 1, 0);
            message = Draw(digest, to, ownLines, elsewhere);
        }

        return message;
    }

    private static Message Draw(Digest digest, DigestRecipient to, int ownLines, int elsewhere)
    {
        // The latest first: what is cut at the end is the oldest, and an answer stands above what it answers.
        var own = digest.Items.Where(item => item.Group == to.Group).Reverse().ToList();
        var others = digest.Items.Where(item => item.Group != to.Group).Reverse().ToList();
        var heading = own.Count == 0 ? "Your fortnight’s update" : $"{Words.Sentence(Words.Some(own.Count, "thing"))} about what you agreed";
        var said = $"{Words.Some(own.Count, "item")} of your own and {Words.Number(others.Count)} from elsewhere in the county";
        var card = new AdaptiveCard
        {
            FallbackText = $"The update for {to.Name}, {Fortnight(digest.Period)}: {said}. This version of Teams cannot show it. Open Teams on another device.",
            Speak = $"Update for {to.Name}, {Fortnight(digest.Period)}: {said}.",
            FullWidth = true,
            Body =
            [
                FromLine(Bold(to.Name), $": your update for {Fortnight(digest.Period)}."),
                Heading(heading),
                .. digest.IsLate ? [Paragraph(Bold("This update is late. "), $"It was due on {When.DayAtTime(Digest.DueAt(digest.Period))}, and nothing in it was left out.")] : (Element[])[],
                .. own.Count == 0 ? [] : (Element[])[PartTitle("What happened to what you agreed"), .. Lines(own, ownLines, named: false)],
                .. others.Count == 0 ? [] : (Element[])[PartTitle(own.Count == 0 ? "In the county" : "Elsewhere in the county"), .. Lines(others, elsewhere, named: true)],
                WhoCanSeeThis("everyone in this team. Every group gets one update a fortnight.", underLine: true),
            ],
        };
        return new(card, own.Count == 0 ? $"Your update: {Words.Some(others.Count, "item")} from the county" : $"Your update: {Words.Some(own.Count, "item")} on what you agreed");
    }

    /// <summary>How far the last digest came, for whoever looks after it: every recipient in exactly one place (rule S4).</summary>
    public static Message Status(DigestStatus status)
    {
        var digest = status.Digest;
        var what = digest.IsSkipped ? "Nothing to tell, so nothing was sent" : status.IsComplete ? "The update is complete" : "The update is being sent";
        List<MarkedLine> buckets =
        [
            new("•", "Sent", Words.Of(status.Sent, status.Roster)),
            new("•", "Could not be sent", Words.Of(status.Failed, status.Roster)),
            new("•", "Uncertain: it may have arrived, and is not sent again", Words.Of(status.Uncertain, status.Roster)),
            new("•", "Still to send", Words.Of(status.Planned, status.Roster)),
        ];
        var card = new AdaptiveCard
        {
            FallbackText = $"{what}: {status.Sent} of {status.Roster} sent.",
            Speak = $"{what}. {status.Sent} of {status.Roster} sent.",
            FullWidth = true,
            Body =
            [
                FromLine(Bold("The bot"), $" on the update for {Fortnight(digest.Period)}, with {Words.Some(digest.Items.Length, "item")}."),
                Heading(what),
                .. digest.IsLate ? [Paragraph("It was late.")] : (Element[])[],
                .. digest.IsSkipped ? [] : (IEnumerable<Element>)[FirstPartTitle("Channels"), .. MarkedList(buckets)],
                .. status.NotReached.Count == 0 ? [] : (IEnumerable<Element>)[PartTitle("Look at these"), .. Cut(status.NotReached, OwnLines, line => new MarkedLine("!", $"{line.Group}: {line.Why}"))],
                WhoCanSeeThis("only you.", underLine: true),
            ],
        };
        return new(card, $"{what}: {Words.Of(status.Sent, status.Roster)} sent");
    }

    /// <summary>Nothing was assembled so far.</summary>
    public static Message NoneYet(Period running) => new Refusal
    {
        From = [Bold("The bot"), " looked for the last update."],
        Heading = "No update was made yet",
        WhatHappened = $"The first covers {Fortnight(running)}.",
        WhatToDo = $"It is made on {When.DayAtTime(Digest.DueAt(running))} and sent to every channel. Ask again then.",
    }.ToMessage();

    public static readonly Message NotYours = new Refusal
    {
        From = [Bold("The bot"), " keeps this for those who look after the updates."],
        Heading = "This is for the editor",
        WhatHappened = "Only an editor or an administrator sees how far an update has come.",
        WhatToDo = "Ask your county’s editor. The update itself is in your group’s channel.",
    }.ToMessage();

    private static string Fortnight(Period period) => $"{When.Day(period.First)} to {When.Day(period.Last)}";

    private static IEnumerable<Element> Lines(IReadOnlyList<Update> items, int most, bool named) => Cut(items, most, item => Line(item, named));

    private static IEnumerable<Element> Cut<T>(IReadOnlyList<T> items, int most, Func<T, MarkedLine> line) =>
    [
        .. MarkedList(items.Take(most).Select(line)),
        .. items.Count > most ? [SmallPrint($"and {Words.Number(items.Count - most)} more.")] : (Element[])[],
    ];

    // "✓ Agreed" comes as one text; in a list the mark stands in its own column.
    private static MarkedLine Line(Update item, bool named)
    {
        var (mark, word) = item.Status.Split(' ', 2) is [var first, var rest] ? (first, rest) : ("•", item.Status);
        return new(mark, named ? [Bold($"{word}, {item.GroupName}: "), item.Text] : [Bold($"{word}: "), item.Text]);
    }
}
