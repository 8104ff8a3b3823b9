using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Concerns;

/// <summary>What the head who raised a concern sees of it, and what the chair of a locality board may hear.</summary>
internal static class ConcernReporterCards
{
    public static Message ForReporter(ConcernView view)
    {
        var concern = view.Concern;
        var (status, meaning) = (ConcernWords.StatusOf(concern.State), ConcernWords.Meaning(concern));
        var card = new AdaptiveCard
        {
            FallbackText = $"The restricted concern you raised: {status}. {meaning}",
            Speak = $"The restricted concern you raised. {meaning}",
            Refresh = concern.IsOver ? null : Refresh.For(view.TeamsUserId, ConcernCards.Show, ConcernCards.DataOf(concern)),
            Body =
            [
                FromLine("You raised this for ", Bold(concern.Reporter.SchoolName), $" on {When.Day(concern.Moves[0].At)}."),
                Heading(status),
                Paragraph(Bold(concern.School.Name), ": ", meaning),
                Paragraph(concern.State is ConcernState.NoChange ? "Thank you for raising it. You can raise it again." : concern.IsOver ? "Thank you for raising it." : "Thank you for raising it. You are told here when it goes on; there is nothing for you to do."),
                .. ForThem(concern),
                .. ConcernWords.Written(concern.Wording),
                WhoCanSeeThis("only you see this card. Your name is known to the network’s adviser or the partnership board, and to nobody else.", underLine: true),
            ],
        };
        return new(card, $"Your restricted concern: {status}");
    }

    /// <summary>That there is one, without the school.</summary>
    public static Message ForChair(Concern concern)
    {
        var card = new AdaptiveCard
        {
            FallbackText = "A head has raised a restricted concern about a school’s engagement in your locality. There is nothing for you to do.",
            Speak = "A head has raised a restricted concern about a school’s engagement in your locality. There is nothing for you to do.",
            Body =
            [
                FromLine(Bold("A head of the county"), " has raised a restricted concern about how far a school of your locality takes part."),
                Heading("A concern has been raised"),
                Paragraph($"It is with {(concern.IsThroughBoard ? "the partnership board" : "the network’s adviser")}. The school is not named here, and there is nothing for you to do."),
                WhoCanSeeThis("you and any other chair of the locality board. It is restricted: please keep it in this chat.", underLine: true),
            ],
        };
        return new(card, "A restricted concern was raised in your locality");
    }

    // Words beside a sending are for whoever takes it up, not for the head.
    private static IEnumerable<Element> ForThem(Concern concern) => concern.Moves
        .Where(move => move is { Act: not (ConcernAct.Raise or ConcernAct.Send), Text: not null })
        .SelectMany(move => (Element[])[PartTitle($"{Words.Sentence(ConcernWords.NameOf(move.By!.Value))} writes"), Paragraph(move.Text!)]);
}
