using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Concerns;

/// <summary>What the cards of a concern say alike. Nobody is blamed: the aim is that the school takes part (R88).</summary>
internal static class ConcernWords
{
    public static string StatusOf(ConcernState state) => state switch
    {
        ConcernState.Raised => "↑ Raised",
        ConcernState.Sent => "↑ Sent on",
        ConcernState.InDialogue => "… In dialogue",
        ConcernState.Resolved => "✓ Resolved",
        _ => "– No change for now",
    };

    /// <summary>Who it is, as every reader may know them.</summary>
    public static string NameOf(Taker taker) => taker switch
    {
        Taker.Adviser => "the network’s adviser",
        Taker.Representative => "the regional representative",
        _ => "the partnership board",
    };

    /// <summary>What each state means, for whoever waits for it.</summary>
    public static string Meaning(Concern concern) => concern.State switch
    {
        ConcernState.Raised => "The partnership board sees that it reaches the right person.",
        ConcernState.Sent => $"It is with {NameOf(concern.Taker!.Value)}, who will talk with the school.",
        ConcernState.InDialogue => $"{Words.Sentence(NameOf(concern.Taker!.Value))} and the school are talking with each other.",
        ConcernState.Resolved => $"{Words.Sentence(NameOf(concern.Taker!.Value))} reports that the school takes part.",
        _ => $"{Words.Sentence(NameOf(concern.Taker!.Value))} has talked with the school. Nothing has changed for now.",
    };

    /// <summary>What came first when a press came too late (rule E2).</summary>
    public static string Already(ConcernMove move)
    {
        var by = $"by {(move.By is { } taker ? NameOf(taker) : "the bot")} on {When.DayAtTime(move.At)}.";
        var what = move.Act switch
        {
            ConcernAct.Send => $"Already sent on {by}",
            ConcernAct.Begin => $"The dialogue was already begun {by}",
            ConcernAct.Resolve => $"Already resolved {by}",
            ConcernAct.NoChange => $"Already closed without a change {by}",
            _ => "The card you pressed was not the current one.",
        };
        return $"{what} Your press changed nothing. This is how it stands now.";
    }

    public static IEnumerable<Element> Written(ConcernWording wording)
    {
        yield return PartTitle("What was seen");
        yield return Paragraph(wording.Facts);
        yield return PartTitle("What was tried so far");
        yield return Paragraph(wording.Tried);
        if (wording.WouldHelp.Length > 0)
        {
            yield return PartTitle("What would help");
            yield return Paragraph(wording.WouldHelp);
        }
    }

    /// <summary>The steps so far with their words, for those who work on it; the head who raised it sees only what was written for them.</summary>
    public static IEnumerable<Element> History(Concern concern) =>
    [
        PartTitle("So far"),
        .. MarkedList(concern.Moves.Select(move => new MarkedLine("•", [Step(move), .. move.Text is { } text ? [$" “{text}”"] : (TextRun[])[]]))),
    ];

    private static string Step(ConcernMove move)
    {
        var by = move.By is { } taker ? NameOf(taker) : "the bot";
        var what = move.Act switch
        {
            ConcernAct.Raise => "raised",
            ConcernAct.Send => $"sent to {NameOf(move.To!.Value)} by {by}",
            ConcernAct.Begin => $"dialogue begun by {by}",
            ConcernAct.Resolve => $"resolved, says {by}",
            _ => $"no change for now, says {by}",
        };
        return $"{When.Day(move.At)}: {what}.";
    }
}
