using System.Collections.Immutable;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;

namespace TeamsBot.Core.Deadlines;

/// <summary>Whom a step asks and whom it tells, by the register of that day.</summary>
internal static class StepReaders
{
    public static (ImmutableArray<Reader> Asked, ImmutableArray<Reader> Told) Of(Step step, Matter matter, Register register)
    {
        if (step is Step.ReplyReminder)
        {
            return ([.. Officers.OfOrigin(register, matter.Evidence.Origin)], []);
        }

        // Chair, vice-chair, clerk; where one of them is missing, the next takes the place.
        var all = Officers.OfBoard(register, matter.Holder.Id).ToImmutableArray();
        var inTurn = all.GroupBy(reader => reader.Role).Select(role => role.ToImmutableArray()).ToList();
        return step switch
        {
            Step.ViceChairCovers => Next(inTurn, 1),
            Step.ClerkCovers => Next(inTurn, 2),
            Step.Agenda => ([.. Officers.OfBoard(register, matter.Above!.Id)], all),
            Step.ProgressReminder => (all, []),
            _ => ([.. inTurn.Take(1).SelectMany(readers => readers), .. Covering(matter, all, inTurn)], []),
        };
    }

    private static (ImmutableArray<Reader> Asked, ImmutableArray<Reader> Told) Next(List<ImmutableArray<Reader>> inTurn, int place) =>
        inTurn.Count > place ? (inTurn[place], [.. inTurn.Take(place).SelectMany(readers => readers)]) : ([], []);

    // Who was asked to answer too is reminded with the chair.
    private static IEnumerable<Reader> Covering(Matter matter, ImmutableArray<Reader> all, List<ImmutableArray<Reader>> inTurn)
    {
        var asked = Deadline.Covers(matter).SelectMany(step => step.Asked).Select(reader => reader.Person).ToHashSet();
        return all.Where(reader => asked.Contains(reader.Person) && !inTurn[0].Contains(reader));
    }
}
