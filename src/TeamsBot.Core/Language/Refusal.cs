using TeamsBot.AdaptiveCards;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Language;

/// <summary>The answer to what could not be done. It says what happened and what to do next, without blame.</summary>
public sealed record Refusal
{
    /// <summary>Who answers, and what about, such as "Alder Vale Network could not count the vote you sent."</summary>
    public required IReadOnlyList<TextRun> From { get; init; }

    /// <summary>Our own words: "Voting had closed".</summary>
    public required string Heading { get; init; }

    /// <summary>"Voting closed on Friday 27 November at 5 pm. Your vote arrived at 5.04 pm."</summary>
    public required string WhatHappened { get; init; }

    public required string WhatToDo { get; init; }

    /// <summary>What helps to understand it, such as the result that stands; between what happened and what to do.</summary>
    public IReadOnlyList<Element> More { get; init; } = [];

    public string WhoCanSee { get; init; } = "only you.";

    public IReadOnlyList<CardAction> Buttons { get; init; } = [];

    public AdaptiveCard ToCard() => new()
    {
        FallbackText = $"{WhatHappened} {WhatToDo}",
        Speak = $"{Heading}. {WhatHappened} {WhatToDo}",
        Body =
        [
            FromLine(From),
            CardParts.Heading(Heading),
            Paragraph(WhatHappened),
            .. More,
            PartTitle("What you can do"),
            Paragraph(WhatToDo),
            WhoCanSeeThis(WhoCanSee, underLine: true),
            .. Buttons.Count == 0 ? [] : (Element[])[CardParts.Buttons(Buttons)],
        ],
    };

    /// <summary>The heading, then what happened, is the toast.</summary>
    public Message ToMessage() => new(ToCard(), $"{Heading}: {WhatHappened}");
}
