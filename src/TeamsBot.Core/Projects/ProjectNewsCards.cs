using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Projects;

/// <summary>What members hear of a change: one card each, once.</summary>
internal static class ProjectNewsCards
{
    public static Message Of(ProjectView view, ProjectMove move)
    {
        var (project, sentence) = (view.Project, ProjectWords.Sentence(view.Project, move));
        var card = new AdaptiveCard
        {
            FallbackText = $"{sentence} The project: {project.Aim}",
            Speak = sentence,
            Body =
            [
                FromLine(Bold(ProjectWords.Who(project)), " work together under the theme ", Bold(view.Theme), "."),
                Heading(ProjectWords.HeadingOf(move)),
                Paragraph(sentence),
                .. move.Words.Length > 0 ? [Paragraph(Bold(move.Act is ProjectAct.Finish ? "What was learnt: " : "In their words: "), move.Words)] : (Element[])[],
                Paragraph(Bold("Aim: "), project.Aim),
                WhoCanSeeThis("the schools of this project.", underLine: true),
                Buttons(Main(new ActionExecute("Open the project", ProjectCards.Open, ProjectCards.Data(view)))),
            ],
        };
        return new(card, sentence);
    }
}
