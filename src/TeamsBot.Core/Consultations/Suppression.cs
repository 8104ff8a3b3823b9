using System.Collections.Immutable;

namespace TeamsBot.Core.Consultations;

/// <summary>A school as breakdowns see it.</summary>
/// <param name="Chosen">For each part the places of the options it chose; null where it has not answered.</param>
internal sealed record SurveyedSchool(Profile Profile, ImmutableArray<ImmutableArray<int>>? Chosen);

/// <summary>A part as breakdowns see it.</summary>
internal sealed record PartShape(int Options, int Exactly);

/// <summary>
/// Makes the breakdowns that may be published (requirement R113). The rule:
/// <list type="number">
/// <item>A group of fewer than five schools is put together with its kin or with the next smallest (<see cref="Grouping"/>).</item>
/// <item>A count under five is hidden: how many of a group answered, and then everything of that group; how many of a group chose an option. A nought is as small as
/// a one.</item>
/// <item>If what is hidden could be worked out from what is shown, the next smallest count of the same option is hidden too, and so on until it cannot: from the totals,
/// which are always shown; from each school choosing exactly as many as asked; from both breakdowns together, by adding and subtracting; and within one breakdown also from no
/// count being below nought or above its group's (<see cref="Disclosure"/>). So where exactly one count of a row would be hidden, two are.</item>
/// <item>Both kinds of hidden counts look alike. What a total says by itself (nobody chose it, every school chose it, every school answered) is no secret of a group.</item>
/// </list>
/// With fewer than five answers in all nothing but their number is published.
/// </summary>
internal static class Suppression
{
    /// <summary>The smallest count of a group that is shown.</summary>
    public const int Fewest = 5;

    public static (Breakdown ByPhase, Breakdown ByStatus) Publish(IReadOnlyList<SurveyedSchool> schools, IReadOnlyList<PartShape> parts)
    {
        var (phases, statuses) = (Grouping.Of(schools.Select(school => school.Profile.Phase)), Grouping.Of(schools.Select(school => school.Profile.Status)));
        var placed = schools.Select(school => new Placed(phases.IndexOf(school.Profile.Phase), statuses.IndexOf(school.Profile.Status), school.Chosen)).ToList();
        var answered = placed.Where(school => school.Chosen is not null).ToList();
        var turnout = new CrossTable(phases.Names.Length, statuses.Names.Length, placed.Select(school => (school.Phase, school.Status, school.Chosen is null ? (ImmutableArray<int>)[1] : [0])), rows: 2);
        if (answered.Count < Fewest)
        {
            turnout.HideAll();
        }
        else if (answered.Count < schools.Count)
        {
            Disclosure.Hide(turnout, Fewest, wholeGroups: true);
        }

        var tables = parts.Select((part, at) =>
        {
            var table = new CrossTable(phases.Names.Length, statuses.Names.Length, answered.Select(school => (school.Phase, school.Status, school.Chosen!.Value[at])), part.Options);
            if (answered.Count < Fewest)
            {
                table.HideAll();
                return table;
            }

            table.HideGroupsOf(turnout);
            Disclosure.Hide(table, Fewest, wholeGroups: false);
            return table;
        }).ToList();
        return (Of(phases, turnout.ByPhase, [.. tables.Select(table => table.ByPhase)]), Of(statuses, turnout.ByStatus, [.. tables.Select(table => table.ByStatus)]));
    }

    private static Breakdown Of(Grouping grouping, CountTable turnout, IReadOnlyList<CountTable> parts) => new(
        grouping.Names.Length < 2
            ? []
            :
            [
                .. grouping.Names.Select((name, group) => new BreakdownGroup(
                    name,
                    turnout.GroupTotal(group),
                    turnout.Shown(0, group),
                    [.. parts.Select(part => Enumerable.Range(0, part.Rows).Select(option => part.Shown(option, group)).ToImmutableArray())])),
            ]);

    private sealed record Placed(int Phase, int Status, ImmutableArray<ImmutableArray<int>>? Chosen);
}
