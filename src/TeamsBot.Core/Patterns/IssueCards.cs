using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Themes;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Patterns;

/// <summary>A question about two related themes as one officer sees it.</summary>
internal sealed record IssueView(PatternScope Scope, IssueQuestion Question, Gathering Gathering, Party Board, string One, string Other)
{
    public Reader Reader { get; init; } = new(new(""), Role.Chair);

    public string? TeamsUserId { get; init; }

    public string Subject => PatternIntents.SubjectOf(Scope, Question);
}

/// <summary>Finds a question about two related themes.</summary>
public sealed class IssueDesk(PatternStore patterns, ThemeStore themes, DirectoryStore directory)
{
    /// <param name="subject">A claim: what cannot be one is not found.</param>
    internal async Task<IssueView?> FindAsync(TenantId tenant, string subject, CancellationToken cancellation)
    {
        if (PatternIntents.ReadSubject(subject) is not { } claimed || await directory.CurrentAsync(tenant, cancellation) is not { } register)
        {
            return null;
        }

        var gathering = (await patterns.ReadAsync(tenant, claimed.Scope, cancellation)).Gathering;
        var list = await themes.CurrentAsync(tenant, cancellation);
        return gathering.Questions.FirstOrDefault(question => question.Key == claimed.Key) is { } question && register.Find(claimed.Scope.Board) is { } board
            ? new(claimed.Scope, question, gathering, Party.Of(board), NameOf(question.One), NameOf(question.Other))
            : null;

        string NameOf(ThemeId theme) => list.Find(theme)?.Name ?? theme.Value;
    }

    /// <summary>The same for somebody who presses, if they are an officer of that board today.</summary>
    internal async Task<IssueView?> ForCallerAsync(Press press, CancellationToken cancellation) =>
        await FindAsync(press.Caller.Tenant, press[IssueCards.QuestionKey], cancellation) is { } found
        && await directory.CurrentAsync(press.Caller.Tenant, cancellation) is { } register
        && Officers.RoleIn(register, press.Caller.Person, found.Board.Id) is { } role
            ? found with { Reader = new(press.Caller.Person, role), TeamsUserId = press.TeamsUserId }
            : null;
}

/// <summary>The question whether two related themes are the same issue here.</summary>
internal static class IssueCards
{
    public const string Same = "patterns.sameIssue";
    public const string Different = "patterns.differentIssue";
    public const string Show = "patterns.showIssue";
    public const string QuestionKey = "question";

    private const int MostLines = 6;

    public static Message ForOfficer(IssueView view, string? note = null)
    {
        var question = view.Question;
        var heading = question.Same switch { null => "Is this one issue?", true => "✓ One issue", _ => "– Two issues" };
        var said = $"{view.Board.Name}: {(question.Same is null ? "is this one issue? " : question.Same is true ? "counted together: " : "counted apart: ")}{view.One}, {view.Other}";
        var card = new AdaptiveCard
        {
            FallbackText = $"{said}. This version of Teams cannot show the buttons. Open Teams on another device.",
            Speak = said,
            Refresh = question.Same is null ? Refresh.For(view.TeamsUserId, Show, DataOf(view)) : null,
            Body =
            [
                FromLine(Bold(view.Board.Name), $": two related themes were raised. You are its {MatterWords.Of(view.Reader.Role)}."),
                Heading(heading),
                .. MatterCards.Note(note),
                .. Under(view, question.One, view.One),
                .. Under(view, question.Other, view.Other),
                question.Same is null
                    ? NewParagraph("Related is not the same. If you say that it is one issue, they count together here, and a school, network or board still counts once. If not, they count apart, and you are not asked again.")
                    : NewParagraph($"The {MatterWords.Of(question.Role!.Value)} said so on {When.Day(question.At!.Value)}. They count {(question.Same is true ? "together" : "apart")} this school year."),
                WhoCanSeeThis(PatternWords.WhoCanSee(question.Readers, view.Reader)),
                .. question.Same is null ? (Element[])[Buttons(Press(view, "No, two issues", Different), Main(Press(view, "Yes, one issue", Same)))] : [],
            ],
        };
        return new(card, said);
    }

    private static IEnumerable<Element> Under(IssueView view, ThemeId theme, string name)
    {
        var seen = view.Gathering.Sightings.Where(sighting => sighting.Counts && sighting.Theme == theme).ToList();
        yield return PartTitle(theme == view.Question.One ? "One theme" : "The other theme");
        yield return Paragraph(Bold(name), view.Scope.Level is PatternLevel.Primaries ? $": {Words.Count(view.Gathering.CountOf(seen), "primary school")}" : "");
        foreach (var line in MarkedList(view.Scope.Level is PatternLevel.Primaries ? [] : seen.Take(MostLines).Select(sighting => new MarkedLine("•", [Bold(sighting.Who.Name), sighting.Words.Length == 0 ? "" : $": {sighting.Words}"]))))
        {
            yield return line;
        }

        if (view.Scope.Level is not PatternLevel.Primaries && seen.Count > MostLines)
        {
            yield return SmallPrint($"{Words.Sentence(Words.Some(seen.Count - MostLines, "more matter"))} not shown here.");
        }
    }

    private static Dictionary<string, string> DataOf(IssueView view) => new() { [QuestionKey] = view.Subject };

    private static ActionExecute Press(IssueView view, string title, string verb) => new(title, verb, DataOf(view)) { AssociatedInputs = AssociatedInputs.None };
}
