using TeamsBot.Core.Calendar;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Deadlines;

/// <summary>How long something took: whole school working days, as deadlines count them, and the hours of those days in which anybody is to be disturbed.</summary>
public sealed record Taken(int Days, TimeSpan Hours);

/// <summary>How long one board took with one matter, each time that it came to it.</summary>
/// <param name="ToAcknowledge">Until its first word: that it has the matter, a question, or an answer. Null while there is none.</param>
/// <param name="ToAnswer">Until it decided, returned the matter or sent it on; null while it has not, and where it was withdrawn or taken over.</param>
/// <param name="Waited">How much of that it waited for the network's reply.</param>
public sealed record ResponseTime(Tier Tier, Party Board, DateTimeOffset Came, Taken? ToAcknowledge, Taken? ToAnswer, Taken Waited);

/// <summary>How long each tier took to acknowledge and to answer, from a matter's moves alone.</summary>
public static class ResponseTimes
{
    /// <summary>One for each time that the matter came to a board, in order.</summary>
    public static IReadOnlyList<ResponseTime> Of(Matter matter, SchoolCalendar calendar)
    {
        var arrivals = matter.Arrivals.ToList();
        return [.. arrivals.Select((arrival, at) => Of(arrival, [.. matter.Moves.Where(move => move.Number > arrival.Number && move.Number <= (at + 1 < arrivals.Count ? arrivals[at + 1].Number : int.MaxValue))], calendar))];
    }

    private static ResponseTime Of(Move arrival, IReadOnlyList<Move> moves, SchoolCalendar calendar)
    {
        var word = moves.FirstOrDefault(move => move.Act is not Act.Reply && IsOfBoard(move));
        var answer = moves.FirstOrDefault(move => move.Act is not (Act.Reply or Act.Acknowledge or Act.Ask) && IsOfBoard(move));
        var waits = moves.Where(move => move.Act is Act.Ask && (answer is null || move.Number < answer.Number))
            .Select(asked => (From: asked.At, To: moves.FirstOrDefault(move => move.Number == asked.Number + 1)?.At))
            .Where(wait => wait.To is not null).Select(wait => Between(wait.From, wait.To!.Value, calendar)).ToList();
        return new(
            arrival.To!.Tier,
            arrival.To,
            arrival.At,
            word is null ? null : Between(arrival.At, word.At, calendar),
            answer is null ? null : Between(arrival.At, answer.At, calendar),
            new(waits.Sum(wait => wait.Days), waits.Aggregate(TimeSpan.Zero, (all, wait) => all + wait.Hours)));
    }

    private static bool IsOfBoard(Move move) => move.Act is not (Act.Withdraw or Act.TakeOver);

    private static Taken Between(DateTimeOffset from, DateTimeOffset to, SchoolCalendar calendar) =>
        new(calendar.Between(When.Local(from).Date, When.Local(to).Date), calendar.WorkingTime(from, to));
}
