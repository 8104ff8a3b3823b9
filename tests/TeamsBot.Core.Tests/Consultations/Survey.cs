using System.Collections.Immutable;
using TeamsBot.Core.Consultations;

namespace TeamsBot.Core.Tests.Consultations;

internal sealed record School(string Phase, string Status, ImmutableArray<int>? Chosen);

/// <summary>Schools and what they chose of one list.</summary>
internal sealed record Survey(int Options, int Exactly, ImmutableArray<School> Schools)
{
    public int Answered => Schools.Count(school => school.Chosen is not null);

    public (Breakdown ByPhase, Breakdown ByStatus) Publish() =>
        Suppression.Publish([.. Schools.Select(school => new SurveyedSchool(new(school.Phase, school.Status), school.Chosen is { } chosen ? [chosen] : null))], [new(Options, Exactly)]);

    public int Total(int option) => Schools.Count(school => school.Chosen?.Contains(option) == true);

    /// <summary>The schools of a published group, which may have been put together from several.</summary>
    public IEnumerable<School> In(string group) => Schools.Where(school => Parts(group).Contains(school.Phase) || Parts(group).Contains(school.Status));

    public (int Answered, int Seats) CountsOf(string group) => (In(group).Count(school => school.Chosen is not null), In(group).Count());

    public override string ToString() =>
        $"{Exactly} of {Options}; {string.Join("; ", Schools.GroupBy(school => $"{school.Phase}, {school.Status}, {(school.Chosen is { } chosen ? string.Join("+", chosen) : "silent")}").Select(same => $"{same.Count()} x {same.Key}"))}";

    private static string[] Parts(string group) => group.Replace(" and ", ", ", StringComparison.Ordinal).Split(", ");
}

/// <summary>
/// What both breakdowns say together, as equations between the numbers of schools of each phase and status that chose each option. Solved with fractions: a way of its own, so that
/// one mistake cannot hide in both.
/// </summary>
internal sealed class Equations
{
    private readonly Survey survey;
    private readonly List<(string Phase, string Status)> kinds;
    private readonly List<int> options;
    private readonly List<decimal[]> solved = [];

    public Equations(Survey survey, Breakdown byPhase, Breakdown byStatus)
    {
        this.survey = survey;
        kinds = [.. survey.Schools.Where(school => school.Chosen is not null).Select(school => (school.Phase, school.Status)).Distinct()];
        options = [.. Enumerable.Range(0, survey.Options).Where(option => survey.Total(option) > 0 && survey.Total(option) < survey.Answered)];
        foreach (var option in options)
        {
            Add(Row((_, o) => o == option));
        }

        foreach (var group in byPhase.Groups.Concat(byStatus.Groups))
        {
            Add(Row((kind, _) => IsIn(kind, group.Name)));
            foreach (var option in options)
            {
                if (group.Counts[0][option] is not null)
                {
                    Add(Row((kind, o) => o == option && IsIn(kind, group.Name)));
                }
                else if (survey.CountsOf(group.Name).Answered > 0)
                {
                    Hidden.Add((group.Name, option));
                }
            }
        }
    }

    public List<(string Group, int Option)> Hidden { get; } = [];

    /// <summary>Whether the count is a sum of multiples of what is known.</summary>
    public bool Tells((string Group, int Option) cell) => Rest(Row((kind, o) => o == cell.Option && IsIn(kind, cell.Group))).All(number => number == 0);

    private bool IsIn((string Phase, string Status) kind, string group) => survey.In(group).Any(school => school.Phase == kind.Phase && school.Status == kind.Status);

    private decimal[] Row(Func<(string Phase, string Status), int, bool> isIn) => [.. kinds.SelectMany(_ => options, (kind, option) => isIn(kind, option) ? 1m : 0m)];

    private void Add(decimal[] row)
    {
        row = Rest(row);
        var lead = Array.FindIndex(row, number => number != 0);
        if (lead >= 0)
        {
            solved.Add([.. row.Select(number => number / row[lead])]);
        }
    }

    // Rounded, because a third is not a decimal number: what remains of a true nought is far smaller than any multiple that occurs.
    private decimal[] Rest(decimal[] row)
    {
        foreach (var known in solved)
        {
            var lead = Array.FindIndex(known, number => number != 0);
            row = [.. row.Zip(known, (number, other) => decimal.Round(number - (row[lead] * other), 12))];
        }

        return row;
    }
}
