using TeamsBot.Core.Calendar;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>How long the boards of one tier took, on the run's clock, in school working days.</summary>
/// <param name="Tier">In lower case.</param>
/// <param name="Matters">How often a matter came to a board of the tier.</param>
/// <param name="Overdue">How many of them were answered too late, or not yet and are late by the end of the run; what they waited for a network's reply does not count.</param>
internal sealed record TierTimes(string Tier, int Matters, int Acknowledged, int Answered, double? MedianWorkingDaysToAcknowledge, double? MedianWorkingDaysToAnswer, int Overdue)
{
    public static IReadOnlyList<TierTimes> Of(IReadOnlyList<Matter> matters, SchoolCalendar calendar, DateTimeOffset end) =>
    [
        .. matters.SelectMany(matter => ResponseTimes.Of(matter, calendar).Select(time => (Time: time, Ended: matter.IsUndecided ? end : matter.Last.At)))
            .GroupBy(one => one.Time.Tier).OrderBy(tier => tier.Key).Select(tier => Of(tier.Key, [.. tier], calendar)),
    ];

    public string ToText() =>
        $"{Tier}: {Matters} came; {Acknowledged} acknowledged after {Days(MedianWorkingDaysToAcknowledge)}, {Answered} answered after {Days(MedianWorkingDaysToAnswer)} (median); {Overdue} overdue";

    private static string Days(double? median) => median is { } days ? $"{days:0.#} school working days" : "no time";

    private static TierTimes Of(Tier tier, IReadOnlyList<(ResponseTime Time, DateTimeOffset Ended)> times, SchoolCalendar calendar)
    {
        List<int> toAcknowledge = [.. times.Select(one => one.Time.ToAcknowledge?.Days).OfType<int>()], toAnswer = [.. times.Select(one => one.Time.ToAnswer?.Days).OfType<int>()];
        var allowed = ResponsePolicies.Default.Of(tier).RespondDays;
        var overdue = times.Count(one => (one.Time.ToAnswer?.Days ?? calendar.Between(When.Local(one.Time.Came).Date, When.Local(one.Ended).Date)) - one.Time.Waited.Days > allowed);
        return new(tier.ToString().ToLowerInvariant(), times.Count, toAcknowledge.Count, toAnswer.Count, Median(toAcknowledge), Median(toAnswer), overdue);
    }

    private static double? Median(List<int> days)
    {
        days.Sort();
        return days.Count == 0 ? null : (days[(days.Count - 1) / 2] + days[days.Count / 2]) / 2.0;
    }
}
