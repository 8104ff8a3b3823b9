using System.Globalization;
using NodaTime;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>How long services have, and what is done about silence, all in school working days. A setting; a request keeps the days it was asked with.</summary>
/// <param name="Answer">What the form proposes between asking and the due day.</param>
/// <param name="RemindBefore">Before the due day.</param>
/// <param name="RemindAfter">After it.</param>
/// <param name="TellClerk">After it, when the board's clerk is told who is silent.</param>
public sealed record RequestPolicy(int Answer, int RemindBefore, int RemindAfter, int TellClerk)
{
    public static readonly RequestPolicy Default = new(10, 2, 1, 3);

    /// <summary>The most working days that a form offers.</summary>
    public const int LongestAnswer = 20;

    /// <summary>The section of the settings, each a whole number of school working days: <c>Answer</c>, <c>RemindBefore</c>, <c>RemindAfter</c>, <c>TellClerk</c>.</summary>
    public const string Section = "ServiceRequests";

    /// <param name="setting">Reads a key of the section; null for one that is not set.</param>
    /// <exception cref="FormatException">A setting is no such number, or the clerk would be told before the reminder.</exception>
    public static RequestPolicy Read(Func<string, string?> setting)
    {
        var policy = new RequestPolicy(
            Days(setting, nameof(Answer), Default.Answer), Days(setting, nameof(RemindBefore), Default.RemindBefore), Days(setting, nameof(RemindAfter), Default.RemindAfter), Days(setting, nameof(TellClerk), Default.TellClerk));
        return policy.TellClerk >= policy.RemindAfter ? policy : throw new FormatException($"{Section}:{nameof(TellClerk)} is {policy.TellClerk}, before {Section}:{nameof(RemindAfter)}. Give at least {policy.RemindAfter}.");
    }

    private static int Days(Func<string, string?> setting, string key, int otherwise) =>
        setting(key) is not { } text || string.IsNullOrWhiteSpace(text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= LongestAnswer ? days
        : throw new FormatException($"{Section}:{key} is '{text}'. Give a whole number of school days from 1 to {LongestAnswer}.");

    private static readonly LocalTime Morning = new(9, 0), Evening = new(17, 0);

    /// <summary>The plan for a due day. No reminder comes before it to whom the question came on the same day or the day before.</summary>
    public ChasePlan PlanFor(LocalDate due, DateTimeOffset askedAt, SchoolCalendar calendar)
    {
        var before = calendar.Add(due, -RemindBefore);
        return new(
            When.At(due + Evening),
            calendar.Between(When.Local(askedAt).Date, before) > 1 ? When.At(before + Morning) : null,
            When.At(calendar.Add(due, RemindAfter) + Morning),
            When.At(calendar.Add(due, TellClerk) + Morning));
    }

    /// <summary>The due days that a form offers.</summary>
    public IEnumerable<LocalDate> DaysOffered(DateTimeOffset now, SchoolCalendar calendar) =>
        ((int[])[3, 5, 10, 15, LongestAnswer, Answer]).Distinct().Order().Select(days => calendar.Add(When.Local(now).Date, days));
}
