namespace TeamsBot.Core.Consultations;

/// <summary>
/// What can be worked out by adding and subtracting what is shown of both breakdowns: the equations between the counts of each pair of phase and status, solved by elimination.
/// Reckoned modulo a large prime, which is exact and never overflows; at worst, by a chance of one in billions, it takes a count for hidden less well than it is.
/// </summary>
internal sealed class Arithmetic
{
    private const long Prime = 2_147_483_647;

    private readonly CrossTable table;
    private readonly List<int> rows;
    private readonly List<(int Lead, long[] Terms)> equations = [];

    private Arithmetic(CrossTable table, List<int> rows) => (this.table, this.rows) = (table, rows);

    public static Arithmetic Of(CrossTable table, List<int> rows)
    {
        var known = new Arithmetic(table, rows);
        foreach (var row in rows)
        {
            known.Learn(known.Terms((_, r) => r == row));
        }

        foreach (var (side, at) in table.Sides.Select((side, at) => (side, at)))
        {
            for (var group = 0; group < side.Groups; group++)
            {
                known.Learn(known.Terms((atom, _) => table.IsIn(atom, at, group)));
                foreach (var row in rows.Where(row => !side.IsHidden(row, group)))
                {
                    known.Learn(known.CellOf(at, row, group));
                }
            }
        }

        return known;
    }

    /// <summary>Whether the count follows from what is shown.</summary>
    public bool Determines(int side, int row, int group) => LeadOf(Reduce(CellOf(side, row, group))) < 0;

    private long[] CellOf(int side, int row, int group) => Terms((atom, r) => r == row && table.IsIn(atom, side, group));

    private long[] Terms(Func<int, int, bool> isIn)
    {
        var terms = new long[table.Atoms.Length * rows.Count];
        for (var atom = 0; atom < table.Atoms.Length; atom++)
        {
            for (var at = 0; at < rows.Count; at++)
            {
                terms[(atom * rows.Count) + at] = isIn(atom, rows[at]) ? 1 : 0;
            }
        }

        return terms;
    }

    private void Learn(long[] terms)
    {
        Reduce(terms);
        if (LeadOf(terms) is >= 0 and var lead)
        {
            var inverse = Power(terms[lead], Prime - 2);
            equations.Add((lead, [.. terms.Select(term => term * inverse % Prime)]));
        }
    }

    // Each equation is without the leads of those before it, so taking them off in their order leaves none of the leads.
    private long[] Reduce(long[] terms)
    {
        foreach (var (lead, equation) in equations)
        {
            if (terms[lead] is not 0 and var times)
            {
                for (var at = 0; at < terms.Length; at++)
                {
                    terms[at] = (terms[at] + ((Prime - times) * equation[at])) % Prime;
                }
            }
        }

        return terms;
    }

    private static int LeadOf(long[] terms) => Array.FindIndex(terms, term => term != 0);

    private static long Power(long number, long exponent)
    {
        var power = 1L;
        for (; exponent > 0; exponent >>= 1, number = number * number % Prime)
        {
            power = (exponent & 1) == 1 ? power * number % Prime : power;
        }

        return power;
    }
}
