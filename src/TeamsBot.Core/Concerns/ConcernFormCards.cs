using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Concerns;

/// <summary>The form by which a head raises a concern: the school is searched for first, because a county's schools do not fit one card.</summary>
internal static class ConcernFormCards
{
    public const string Find = "concerns.find";
    public const string Raise = "concerns.raise";

    public const string SearchInput = "concernSearch";
    public const string SchoolInput = "concernSchool";
    public const string FactsInput = "concernFacts";
    public const string TriedInput = "concernTried";
    public const string HelpInput = "concernHelp";

    public const int FoundAtMost = 20;

    private const int LongestSearch = 100;

    /// <param name="from">The reporter's school.</param>
    /// <param name="found">The schools that the search found, at most <see cref="FoundAtMost"/>; none before a search, or where it found none.</param>
    /// <param name="typed">What was typed: it stays.</param>
    public static Message Form(ConcernId id, School from, IReadOnlyList<School> found, Func<string, string?> typed, string? problem)
    {
        var data = new Dictionary<string, string> { ["newConcern"] = id.Value };
        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form for a concern. Open Teams on another device.",
            Speak = problem ?? "Raise a concern about how far a school takes part.",
            Body =
            [
                FromLine("You raise this for ", Bold(from.Name), "."),
                Heading("Help a school take part"),
                .. problem is null ? [] : (Element[])[Paragraph(Bold("Not sent yet. "), problem)],
                Paragraph("If a school seems to take little part in what schools do together, somebody who can help is asked to talk with it."),
                .. Search(typed),
                .. Picker(found, typed),
                .. found.Count > 0 || HasWritten(typed) ? Fields(typed) : [],
                WhoCanSeeThis("only you, until you send it. Then the school’s adviser, or the partnership board and whoever it passes it to. A regional representative is not told your name or school.", underLine: true),
                Buttons(found.Count == 0
                    ? [Main(new ActionExecute("Find the school", Find, data))]
                    : [new ActionExecute("Search again", Find, data), Main(new ActionExecute("Raise this concern", Raise, data))]),
            ],
        };
        return new(card, problem is null ? "Raise a restricted concern" : "Your restricted concern is not sent yet");
    }

    public static Message NotAHead() => new Refusal
    {
        From = [Bold("The bot"), " was asked for the form for a concern."],
        Heading = "Heads and deputies raise concerns",
        WhatHappened = "The directory does not say that you are head or deputy of a school, and no concern waits for you. Nothing was sent.",
        WhatToDo = "If you are, ask your network’s facilitator to put the directory right.",
    }.ToMessage();

    /// <summary>What a press in a channel gets: nothing restricted is drawn there (rule T5).</summary>
    public static Message OnlyInChat() => new Refusal
    {
        From = [Bold("The bot"), " does not answer this in a channel."],
        Heading = "Please use your own chat",
        WhatHappened = "This is shown only in a person’s own chat with the bot. Nothing was changed.",
        WhatToDo = "Open your chat with the bot and type concern.",
    }.ToMessage();

    /// <summary>The open concerns of somebody who handles them. Their schools are not named in a list.</summary>
    public static Message Open(IReadOnlyList<ConcernView> waiting)
    {
        var card = new AdaptiveCard
        {
            FallbackText = $"{Words.Sentence(Words.Some(waiting.Count, "restricted concern"))}. This version of Teams cannot show the buttons. Open Teams on another device.",
            Speak = $"{Words.Sentence(Words.Some(waiting.Count, "restricted concern"))} with you.",
            Body =
            [
                FromLine(Bold("The bot"), " shows the restricted concerns in which you have a part."),
                Heading($"With you: {Words.Some(waiting.Count, "concern")}"),
                .. waiting.SelectMany((view, at) => (Element[])
                [
                    new RichTextBlock(Bold(ConcernWords.StatusOf(view.Concern.State)), $", raised on {When.Day(view.Concern.Moves[0].At)}.") { Spacing = Spacing.Medium },
                    new ActionSet([new ActionExecute("Open this concern", ConcernCards.Show, ConcernCards.DataOf(view.Concern)) { Id = $"{ConcernCards.Show}.{at + 1}" }]) { Spacing = Spacing.Small },
                ]),
                WhoCanSeeThis("only you.", underLine: true),
            ],
        };
        return new(card, $"{Words.Sentence(Words.Some(waiting.Count, "restricted concern"))} with you");
    }

    private static IEnumerable<Element> Search(Func<string, string?> typed) =>
    [
        new InputText(SearchInput)
        {
            Label = "Write part of the school’s name, or its URN", ErrorMessage = "Write part of the name.", MaxLength = LongestSearch, Value = Kept(typed(SearchInput), LongestSearch), Spacing = Spacing.Medium,
        },
    ];

    private static IEnumerable<Element> Picker(IReadOnlyList<School> found, Func<string, string?> typed) => found.Count == 0 ? [] :
    [
        new InputChoiceSet(SchoolInput)
        {
            Label = "Choose the school", ErrorMessage = "Choose the school.", Spacing = Spacing.Medium,
            Choices = [.. found.Select(school => new Choice(school.Town is { } town ? $"{school.Name}, {town}" : school.Name, school.Urn.Value))],
            Value = found.Count == 1 ? found[0].Urn.Value : found.FirstOrDefault(school => school.Urn.Value == typed(SchoolInput))?.Urn.Value,
        },
    ];

    // What was written stays, also where the next search finds nothing.
    private static bool HasWritten(Func<string, string?> typed) => ((string[])[FactsInput, TriedInput, HelpInput]).Any(input => typed(input) is { Length: > 0 });

    private static IEnumerable<Element> Fields(Func<string, string?> typed) =>
    [
        Written(FactsInput, "What have you seen?", "Write what you have seen.", ConcernRules.LongestText, typed),
        SmallPrint("Facts help most: meetings, invitations, answers. Please name no child and blame nobody."),
        Written(TriedInput, "What was tried so far?", "Write what was tried so far.", ConcernRules.LongestText, typed),
        Written(HelpInput, "What would help the school to take part?", "Use fewer characters.", ConcernRules.LongestWord, typed),
        SmallPrint("A regional representative reads these words, but not who wrote them. Leave out what would tell."),
    ];

    private static InputText Written(string id, string label, string error, int longest, Func<string, string?> typed) =>
        new(id) { Label = label, ErrorMessage = error, IsMultiline = true, MaxLength = longest, Value = Kept(typed(id), longest), Spacing = Spacing.Medium };

    // A client lets nobody type more; what a forged press carries is not worth a card that Teams would refuse as too big.
    private static string? Kept(string? typed, int longest) => typed is { Length: > 0 } ? PlainText.Shorten(typed, longest) is { Length: > 0 } kept ? kept : null : null;
}
