using System.Collections.Immutable;

namespace TeamsBot.Core.Consultations;

/// <summary>Counts of one breakdown: a row an option, a column a group; some hidden.</summary>
internal sealed class CountTable(int rows, int groups)
{
    private readonly int[,] counts = new int[rows, groups];
    private readonly bool[,] hidden = new bool[rows, groups];
    private readonly int[] schools = new int[groups];

    public int Rows => rows;

    public int Groups => groups;

    public int this[int row, int group] => counts[row, group];

    /// <summary>The count as published; null where it is hidden.</summary>
    public int? Shown(int row, int group) => hidden[row, group] ? null : counts[row, group];

    public bool IsHidden(int row, int group) => hidden[row, group];

    /// <summary>The schools of a group that are counted: no count of it is above.</summary>
    public int GroupTotal(int group) => schools[group];

    public int RowTotal(int row) => Enumerable.Range(0, groups).Sum(group => counts[row, group]);

    public void Hide(int row, int group) => hidden[row, group] = true;

    public void HideGroup(int group)
    {
        for (var row = 0; row < rows; row++)
        {
            hidden[row, group] = true;
        }
    }

    public void Count(int group, ImmutableArray<int> chosen)
    {
        schools[group]++;
        foreach (var row in chosen)
        {
            counts[row, group]++;
        }
    }
}

/// <summary>The same schools by phase and by status, and by both at once, which is what ties the two breakdowns together.</summary>
internal sealed class CrossTable
{
    public CrossTable(int phases, int statuses, IEnumerable<(int Phase, int Status, ImmutableArray<int> Chosen)> schools, int rows)
    {
        (Rows, ByPhase, ByStatus) = (rows, new(rows, phases), new(rows, statuses));
        var atoms = new HashSet<(int, int)>();
        foreach (var (phase, status, chosen) in schools)
        {
            ByPhase.Count(phase, chosen);
            ByStatus.Count(status, chosen);
            atoms.Add((phase, status));
            Schools++;
        }

        Atoms = [.. atoms.Order()];
    }

    public int Rows { get; }

    public int Schools { get; }

    public CountTable ByPhase { get; }

    public CountTable ByStatus { get; }

    /// <summary>Each pair of phase and status that some school has.</summary>
    public ImmutableArray<(int Phase, int Status)> Atoms { get; }

    public IReadOnlyList<CountTable> Sides => [ByPhase, ByStatus];

    /// <summary>Whether a school of that atom is in that group of that side.</summary>
    public bool IsIn(int atom, int side, int group) => (side == 0 ? Atoms[atom].Phase : Atoms[atom].Status) == group;

    public void HideAll()
    {
        foreach (var side in Sides)
        {
            for (var group = 0; group < side.Groups; group++)
            {
                side.HideGroup(group);
            }
        }
    }

    /// <summary>Where how many of a group answered is hidden, so is all that they chose, but for what the total says already: nobody chose it.</summary>
    public void HideGroupsOf(CrossTable turnout)
    {
        foreach (var (side, hides) in Sides.Zip(turnout.Sides))
        {
            foreach (var group in Enumerable.Range(0, side.Groups).Where(group => hides.IsHidden(0, group)))
            {
                foreach (var row in Enumerable.Range(0, Rows).Where(row => side.RowTotal(row) > 0))
                {
                    side.Hide(row, group);
                }
            }
        }
    }
}
