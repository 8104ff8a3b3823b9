using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Patterns;

/// <summary>A line of the list of patterns.</summary>
/// <param name="Theme">Its name, set as people's text.</param>
internal sealed record ListedPattern(Pattern Pattern, int Count, string Theme);

/// <summary>The patterns that somebody may see: an officer's boards', and those that a facilitator's networks are part of; of this school year and the one before.</summary>
public sealed class ListPatterns(PatternStore patterns, ThemeStore themes, DirectoryStore directory, TimeProvider clock)
{
    internal async Task<IReadOnlyList<ListedPattern>> OfAsync(Caller caller, CancellationToken cancellation)
    {
        if (await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register)
        {
            return [];
        }

        var list = await themes.CurrentAsync(caller.Tenant, cancellation);
        var found = new List<ListedPattern>();
        foreach (var scope in ScopesOf(register, caller.Person))
        {
            var gathering = (await patterns.ReadAsync(caller.Tenant, scope, cancellation)).Gathering;
            var officer = Officers.RoleIn(register, caller.Person, scope.Board) is not null;
            found.AddRange(gathering.Patterns
                .Where(pattern => officer || !PatternDesk.OwnOf(register, caller.Person, pattern, gathering).IsEmpty)
                .Select(pattern => new ListedPattern(pattern, gathering.CountOf(gathering.ClusterOf(pattern.Theme)), list.Find(pattern.Theme)?.Name ?? pattern.Theme.Value)));
        }

        return [.. found.OrderBy(listed => listed.Pattern.Decision is not null).ThenByDescending(listed => listed.Pattern.FoundAt).ThenBy(listed => listed.Pattern.Id.Value, StringComparer.Ordinal)];
    }

    private IEnumerable<PatternScope> ScopesOf(Register register, PersonId person)
    {
        var year = PatternScope.SchoolYearOf(clock.GetUtcNow());
        var boards = register.Groups.Where(group => group.Tier is Tier.Locality or Tier.Partnership && (Officers.RoleIn(register, person, group.Id) is not null || Serves(register, person, group))).ToList();
        return
            from board in boards
            from level in board.Tier is Tier.Locality ? [PatternLevel.Networks] : (PatternLevel[])[PatternLevel.Boards, PatternLevel.Primaries]
            from one in (int[])[year, year - 1]
            select new PatternScope(level, board.Id, one);
    }

    // A facilitator's networks lie under the boards above them.
    private static bool Serves(Register register, PersonId person, Group board) => register.Find(person) is { } found && found.Appointments
        .Where(held => held is { Role: Role.Facilitator, Group: not null }).Select(held => register.Find(held.Group!.Value)?.Parent)
        .OfType<GroupId>().Any(parent => parent == board.Id || register.Find(parent)?.Parent == board.Id);
}

/// <summary>The command and the pages of the list.</summary>
public sealed class PatternListTurn(ListPatterns list)
{
    public const string Command = "patterns";

    public Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation) => DrawAsync(typed.Caller, "", cancellation);

    public Task<Answer> PageAsync(Press press, CancellationToken cancellation) => DrawAsync(press.Caller, press[Page.Key], cancellation);

    private async Task<Answer> DrawAsync(Caller caller, string page, CancellationToken cancellation)
    {
        var all = await list.OfAsync(caller, cancellation);
        return new Answer.Show(PatternListCards.Of(all, Page.Of(page, all.Count)));
    }
}

/// <summary>The list of patterns as a card.</summary>
internal static class PatternListCards
{
    public const string Verb = "patterns.list";

    public static Message Of(IReadOnlyList<ListedPattern> all, Page page)
    {
        var said = all.Count == 0 ? "No theme is shared by enough yet" : Words.Sentence(Words.Some(all.Count, "shared theme"));
        var card = new AdaptiveCard
        {
            FallbackText = $"{said}. This version of Teams cannot show the list. Open Teams on another device.",
            Speak = said,
            Body =
            [
                FromLine(Bold("Your boards and networks"), ": themes that several share, this school year and the last."),
                Heading(said),
                .. all.Count == 0 ? [Paragraph("When enough networks, boards or schools raise the same, it stands here, and the board’s officers get a card.")] : page.Cut(all).SelectMany(Item),
                WhoCanSeeThis("only you.", underLine: true),
                .. page.Buttons(Verb, "Show newer ones", "Show older ones"),
            ],
        };
        return new(card, said);
    }

    private static IEnumerable<Element> Item(ListedPattern listed)
    {
        var pattern = listed.Pattern;
        var state = pattern.Decision is { } decision ? $"{Words.Sentence(PatternWords.Done(decision.State))} on {When.Day(decision.At)}." : "Not looked at by the board yet.";
        yield return NewParagraph(Bold(listed.Theme));
        yield return Paragraph($"{Words.Sentence(PatternWords.HowMany(pattern.Scope.Level, listed.Count))}, {pattern.Board.Name}, told on {When.Day(pattern.FoundAt)}. {state}");
        yield return Buttons(new ActionExecute("Look at it", PatternCards.Show, PatternCards.DataOf(pattern)) { Id = $"{PatternCards.Show}.{pattern.Id}", AssociatedInputs = AssociatedInputs.None });
    }
}
