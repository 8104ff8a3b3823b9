namespace TeamsBot.Core.Consultations;

/// <summary>
/// Hides small counts, and more until none of them can be worked out. It reckons with a reader who knows all totals and how many schools of each group are counted, also where
/// that is not published.
/// </summary>
internal static class Disclosure
{
    /// <param name="fewest">Counts below it are hidden.</param>
    /// <param name="wholeGroups">Whether a group is hidden in all its rows or in none.</param>
    public static void Hide(CrossTable table, int fewest, bool wholeGroups)
    {
        // A row that nobody or everybody is in says no more of a group than its total does.
        var rows = Enumerable.Range(0, table.Rows).Where(row => table.ByPhase.RowTotal(row) is var total && total > 0 && total < table.Schools).ToList();
        foreach (var side in table.Sides)
        {
            foreach (var (row, group) in Cells(side, wholeGroups ? rows.Take(1) : rows).Where(cell => side[cell.Row, cell.Group] < fewest))
            {
                Hide(side, row, group, wholeGroups);
            }
        }

        while (HideMore(table, rows, wholeGroups))
        {
        }
    }

    // One at a time: what it hides may protect others too, and no more is hidden than must be.
    private static bool HideMore(CrossTable table, List<int> rows, bool wholeGroups)
    {
        if (table.Sides.Select(side => (Side: side, Next: BesideOneAlone(side, rows))).FirstOrDefault(found => found.Next is not null) is { Next: { } beside } alone)
        {
            Hide(alone.Side, beside.Row, beside.Group, wholeGroups);
            return true;
        }

        var arithmetic = Arithmetic.Of(table, rows);
        foreach (var (side, at) in table.Sides.Select((side, at) => (side, at)))
        {
            foreach (var (row, group) in Hidden(side, rows).Where(cell => arithmetic.Determines(at, cell.Row, cell.Group) || !CanDiffer(side, rows, cell.Row, cell.Group)))
            {
                if (NextSmallest(table, at, rows, row, group) is var (victim, victimRow, victimGroup))
                {
                    Hide(victim, victimRow, victimGroup, wholeGroups);
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>A count that is hidden alone in its row or in its group is what the total lacks: the next smallest beside it, in a group one of a row that has hidden counts already.</summary>
    private static (int Row, int Group)? BesideOneAlone(CountTable side, List<int> rows)
    {
        var (hidden, shown) = (Hidden(side, rows).ToList(), Shown(side, rows));
        var alone = hidden.GroupBy(cell => cell.Row).Where(same => same.Count() == 1).Select(same => same.First().Row).ToList();
        return alone.Select(row => Smallest(side, shown.Where(cell => cell.Row == row))).FirstOrDefault(cell => cell is not null)
            ?? hidden.GroupBy(cell => cell.Group).Where(same => same.Count() == 1)
                .Select(same => Smallest(side, shown.Where(cell => cell.Group == same.Key), cell => hidden.Exists(other => other.Row == cell.Row)))
                .FirstOrDefault(cell => cell is not null);
    }

    /// <summary>Of what is still shown: the smallest of the same row, else of the same group, else of the breakdown, else of the other one.</summary>
    private static (CountTable Side, int Row, int Group)? NextSmallest(CrossTable table, int at, List<int> rows, int row, int group)
    {
        var (side, other) = (table.Sides[at], table.Sides[1 - at]);
        var shown = Shown(side, rows);
        return (Smallest(side, shown.Where(cell => cell.Row == row)) ?? Smallest(side, shown.Where(cell => cell.Group == group)) ?? Smallest(side, shown)) is { } own ? (side, own.Row, own.Group)
            : Smallest(other, Shown(other, rows), cell => cell.Row == row) is { } others ? (other, others.Row, others.Group)
            : null;
    }

    private static (int Row, int Group)? Smallest(CountTable side, IEnumerable<(int Row, int Group)> cells, Func<(int Row, int Group), bool>? first = null) =>
        cells.OrderByDescending(cell => first?.Invoke(cell) == true).ThenBy(cell => side[cell.Row, cell.Group]).ThenBy(cell => cell.Group).ThenBy(cell => cell.Row).Select(cell => ((int, int)?)cell).FirstOrDefault();

    /// <summary>What is hidden of groups from which somebody is counted.</summary>
    private static IEnumerable<(int Row, int Group)> Hidden(CountTable side, List<int> rows) => Cells(side, rows).Where(cell => side.IsHidden(cell.Row, cell.Group) && side.GroupTotal(cell.Group) > 0);

    private static List<(int Row, int Group)> Shown(CountTable side, List<int> rows) => [.. Cells(side, rows).Where(cell => !side.IsHidden(cell.Row, cell.Group))];

    /// <summary>
    /// Whether the hidden counts of a breakdown could be others, this one too, with the same totals of rows and groups and none below nought or above its group's: whether a
    /// chain of ones moved along rows and groups comes back to it.
    /// </summary>
    private static bool CanDiffer(CountTable side, List<int> rows, int row, int group)
    {
        bool CanGrow(int r, int g) => side.IsHidden(r, g) && side[r, g] < side.GroupTotal(g);
        bool CanShrink(int r, int g) => side.IsHidden(r, g) && side[r, g] > 0;

        // One more here asks for one less elsewhere in the group, that for one more elsewhere in its row, until a row is this one; or the other way round.
        bool ComesBack(Func<int, int, bool> first, Func<int, int, bool> second)
        {
            var (reached, open) = (new HashSet<int> { group }, new Stack<int>([group]));
            while (open.TryPop(out var g))
            {
                foreach (var r in rows.Where(r => (r != row || g != group) && first(r, g)))
                {
                    if (r == row)
                    {
                        return true;
                    }

                    foreach (var next in Enumerable.Range(0, side.Groups).Where(next => next != g && second(r, next) && reached.Add(next)))
                    {
                        open.Push(next);
                    }
                }
            }

            return false;
        }

        return (CanGrow(row, group) && ComesBack(CanShrink, CanGrow)) || (CanShrink(row, group) && ComesBack(CanGrow, CanShrink));
    }

    private static void Hide(CountTable side, int row, int group, bool wholeGroups)
    {
        if (wholeGroups)
        {
            side.HideGroup(group);
        }
        else
        {
            side.Hide(row, group);
        }
    }

    private static IEnumerable<(int Row, int Group)> Cells(CountTable side, IEnumerable<int> rows) => rows.SelectMany(_ => Enumerable.Range(0, side.Groups), (row, group) => (row, group));
}
