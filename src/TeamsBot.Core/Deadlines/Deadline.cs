using TeamsBot.Core.Escalations;

namespace TeamsBot.Core.Deadlines;

/// <summary>How a matter stands with its clock, at the board that holds it.</summary>
internal static class Deadline
{
    /// <summary>The move whose clock counts: the last that set one since the matter came to the board.</summary>
    public static Move Setting(Matter matter) => matter.Moves.Last(move => move.Clock is not null || matter.IsArrival(move));

    /// <summary>By the end of which day the board answers; null once it has, and for a matter without a clock.</summary>
    public static DateOnly? AnswerBy(Matter matter) => matter.IsUndecided ? Setting(matter).Clock?.AnswerBy : null;

    /// <summary>By the end of which day the network replies to an open question.</summary>
    public static DateOnly? ReplyBy(Matter matter) => matter.State is MatterState.QuestionAsked ? matter.Last.Clock?.ReplyBy : null;

    /// <summary>What the clock did since the matter came to the board.</summary>
    public static IEnumerable<FiredStep> Steps(Matter matter) => matter.Arrivals.Last() is var arrival ? matter.Steps.Where(step => step.Version >= arrival.Number) : [];

    /// <summary>Those by which others were asked to answer too (rule E4).</summary>
    public static IEnumerable<FiredStep> Covers(Matter matter) => Steps(matter).Where(step => step.Step is Step.ViceChairCovers or Step.ClerkCovers);

    /// <summary>The step that put it on the next tier's agenda, while it stands there (R52).</summary>
    public static FiredStep? Agenda(Matter matter) => matter.IsUndecided ? Steps(matter).FirstOrDefault(step => step.Step is Step.Agenda) : null;

    /// <summary>The board that held the matter when a step was done, and the move that had brought it there.</summary>
    public static Move ArrivalOf(Matter matter, FiredStep step) => matter.Arrivals.Last(arrival => arrival.Number <= step.Version);
}
