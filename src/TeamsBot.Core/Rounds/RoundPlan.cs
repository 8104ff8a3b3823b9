using NodaTime;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Rounds;

/// <summary>When each stage of a round ends: at 5 pm on working days, and the vote opens on a morning, so that no card comes in quiet hours.</summary>
/// <param name="Starts">When proposals open: the press that starts the round, or the end of the quiet hours it fell into.</param>
/// <param name="VoteOpens">Leaves the facilitator a working day after the proposals to join those that say the same.</param>
/// <param name="CausesClose">Null for a round without that stage.</param>
/// <param name="ApproachesClose">Null for a round without that stage.</param>
public sealed record RoundPlan(
    DateTimeOffset Starts, DateTimeOffset ProposalsClose, DateTimeOffset VoteOpens, DateTimeOffset VoteCloses, DateTimeOffset? CausesClose = null, DateTimeOffset? ApproachesClose = null)
{
    public static readonly TimeSpan LongestStage = TimeSpan.FromDays(60);

    private const int DaysToMerge = 2;

    private static readonly LocalTime Morning = new(9, 0);
    private static readonly LocalTime ClosingHour = new(17, 0);

    /// <summary>The closing instant of a day.</summary>
    public static DateTimeOffset Closing(LocalDate day) => When.At(day + ClosingHour);

    /// <summary>The morning on which the vote opens: a whole working day lies between it and the day on which proposals close.</summary>
    public static DateTimeOffset VoteOpensAfter(DateTimeOffset proposalsClose, SchoolCalendar calendar) => When.At(calendar.Add(When.Local(proposalsClose).Date, DaysToMerge) + Morning);

    public DateTimeOffset? EndOf(Stage stage) => stage switch
    {
        Stage.Planned => Starts,
        Stage.Proposals => ProposalsClose,
        Stage.Merging => VoteOpens,
        Stage.Vote => VoteCloses,
        Stage.Causes => CausesClose,
        Stage.Approaches => ApproachesClose,
        _ => null,
    };

    public RoundPlan With(Stage stage, DateTimeOffset end) => stage switch
    {
        Stage.Planned => this with { Starts = end },
        Stage.Proposals => this with { ProposalsClose = end },
        Stage.Merging => this with { VoteOpens = end },
        Stage.Vote => this with { VoteCloses = end },
        Stage.Causes => this with { CausesClose = end },
        Stage.Approaches => this with { ApproachesClose = end },
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };

    /// <summary>The plan when a stage begins: where it begins working days late (a vote given more time, a vote that waited), it and what follows end as many later, so that no stage is cut short.</summary>
    public RoundPlan Entering(Stage stage, DateTimeOffset now, SchoolCalendar calendar)
    {
        var planned = Enum.GetValues<Stage>().Where(before => before < stage).Select(EndOf).Last(end => end is not null)!.Value;
        return Later(stage, planned, now, calendar);
    }

    /// <summary>The plan with more time for the vote: the stages after it end as many working days later.</summary>
    public RoundPlan VotingUntil(DateTimeOffset closes, SchoolCalendar calendar) => Later(Stage.Causes, VoteCloses, closes, calendar) with { VoteCloses = closes };

    private RoundPlan Later(Stage from, DateTimeOffset planned, DateTimeOffset comes, SchoolCalendar calendar)
    {
        var late = calendar.Between(When.Local(planned).Date, When.Local(comes).Date);
        return late <= 0
            ? this
            : Enum.GetValues<Stage>().Where(later => later >= from).Aggregate(this, (plan, later) => plan.EndOf(later) is { } end ? plan.With(later, calendar.Add(end, late)) : plan);
    }

    /// <summary>What is wrong with the days a form asks for, or null.</summary>
    /// <param name="now">The instant of the press.</param>
    /// <param name="proposes">False for a board's round, which has its proposals.</param>
    public string? Problem(SchoolCalendar calendar, DateTimeOffset now, bool proposes = true)
    {
        var begins = now;
        foreach (var stage in (Stage[])[Stage.Proposals, Stage.Vote, Stage.Causes, Stage.Approaches])
        {
            if (EndOf(stage) is not { } end || (stage is Stage.Proposals && !proposes))
            {
                continue;
            }

            var what = NameOf(stage);
            var opens = stage is Stage.Vote ? VoteOpens : begins;
            if (!calendar.IsWorkingDay(When.Local(end).Date))
            {
                return $"{what} would close on {When.Day(end)}, when schools are closed. Choose a school day: the next is {When.Day(calendar.Add(When.Local(end).Date, 0))}.";
            }

            if (end < opens + TimeSpan.FromHours(6))
            {
                return stage is Stage.Vote
                    ? $"Voting opens on {When.DayAtTime(VoteOpens)}{(proposes ? ", a working day after the proposals" : "")}, so that you can join those that say the same. Choose a later day for its close."
                    : $"{what} would have too little time. Choose a day after {When.Day(opens)}.";
            }

            if (end > opens + LongestStage)
            {
                return $"{what} would stay open for more than {LongestStage.Days} days. Choose an earlier day.";
            }

            begins = end;
        }

        return null;
    }

    internal static string NameOf(Stage stage) => stage switch
    {
        Stage.Proposals => "Proposals",
        Stage.Vote => "Voting",
        Stage.Causes => "Causes",
        Stage.Approaches => "Approaches",
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };
}
