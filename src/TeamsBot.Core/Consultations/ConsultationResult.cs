using System.Collections.Immutable;

namespace TeamsBot.Core.Consultations;

/// <summary>What is published of a consultation, frozen at its close. Small counts of groups are left out already (<see cref="Suppression"/>), so nothing that reads it can show them.</summary>
/// <param name="Parts">For each part how many schools chose each of its options, in the options' order; empty where fewer than five schools answered.</param>
public sealed record ConsultationResult(int Seats, int Answered, ImmutableArray<ImmutableArray<int>> Parts, Breakdown ByPhase, Breakdown ByStatus)
{
    public bool IsShown => !Parts.IsEmpty;

    public static ConsultationResult Of(Questions questions, Roll roll, IReadOnlyCollection<SchoolAnswer> answers)
    {
        var given = answers.ToDictionary(answer => answer.Seat, answer => answer.Given);
        var schools = roll.Electorate.Seats.Select(seat => new SurveyedSchool(roll.ProfileOf(seat.Id), given.TryGetValue(seat.Id, out var own) ? Places(questions, own) : null)).ToList();
        var parts = questions.Parts.Select(part => new PartShape(part.Options.Length, part.Exactly)).ToList();
        var (byPhase, byStatus) = Suppression.Publish(schools, parts);
        return new(schools.Count, answers.Count, answers.Count < Suppression.Fewest ? [] : [.. parts.Select((part, at) => Totals(schools, at, part.Options))], byPhase, byStatus);
    }

    /// <summary>How many have answered by phase while it is open: the same rule for small counts.</summary>
    public static Breakdown Progress(Roll roll, IReadOnlySet<Polls.SeatId> answered) =>
        Suppression.Publish([.. roll.Electorate.Seats.Select(seat => new SurveyedSchool(roll.ProfileOf(seat.Id), answered.Contains(seat.Id) ? [] : null))], []).ByPhase;

    private static ImmutableArray<ImmutableArray<int>> Places(Questions questions, Given given) =>
        [.. questions.Parts.Select((part, at) => given.Choices[at].Ids.Select(id => part.Options.IndexOf(part.Find(id)!)).ToImmutableArray())];

    private static ImmutableArray<int> Totals(IEnumerable<SurveyedSchool> schools, int part, int options)
    {
        var counts = new int[options];
        foreach (var option in schools.Where(school => school.Chosen is not null).SelectMany(school => school.Chosen!.Value[part]))
        {
            counts[option]++;
        }

        return [.. counts];
    }
}

/// <summary>The counts by phase or by status. Empty where there is one group only: then it would say what the totals say.</summary>
public sealed record Breakdown(ImmutableArray<BreakdownGroup> Groups);

/// <summary>One group of a breakdown.</summary>
/// <param name="Seats">Its schools: public, from the register.</param>
/// <param name="Answered">Null where it is not shown.</param>
/// <param name="Counts">For each part and option how many of its schools chose it; null where it is not shown.</param>
public sealed record BreakdownGroup(string Name, int Seats, int? Answered, ImmutableArray<ImmutableArray<int?>> Counts);
