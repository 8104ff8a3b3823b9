using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;

namespace TeamsBot.Core.Safeguarding;

/// <summary>
/// Finds in people's text what would single out a pupil: a unique pupil number, an NHS number, or a date of birth beside a name (rule T4). It cannot
/// find every way to name a child; the forms ask for that in words.
/// </summary>
public static partial class PupilData
{
    /// <summary>Where a worry about a child belongs. It follows every refusal.</summary>
    public const string Route = "If you are worried about a child, speak to your school’s designated safeguarding lead today. If a child is in danger now, ring 999.";

    private const string Months = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
    private const string Numeric = @"(?<d>\d{1,2}) ?[/.\-] ?(?<m>\d{1,2}) ?[/.\-] ?(?<y>\d{4}|\d{2})|(?<y>\d{4})[/.\-](?<m>\d{1,2})[/.\-](?<d>\d{1,2})";
    private const string Spelled = $@"(?<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?<month>{Months})\.?,? (?<y>\d{{4}}|\d{{2}})|(?<month>{Months})\.? (?<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?<y>\d{{4}})";
    private const string Date = $@"(?<!\d)(?:{Numeric}|{Spelled})(?!\d)";
    private const string Marker = @"\b(?:d\.? ?o\.? ?b\b\.?|date of birth|birth ?date|born)(?: |:|,|\(|-|\bis\b|\bwas\b|\bon\b|\bthe\b){0,6}";
    private const int FullWidth = '\uFF21' - 'A';
    private const int OldestPupil = 19;
    private const int YoungestPupil = 2;

    // Capitalised words of schools and boards: none of them is a child's name.
    private static readonly HashSet<string> NoNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "Academy", "Act", "After", "Agreed", "All", "And", "Annual", "Attendance", "Autumn", "Before", "Board", "Budget", "By", "Children", "Church", "Closed", "College", "Committee", "Conference",
        "Council", "County", "Dated", "Day", "Dear", "Deadline", "Decided", "Education", "England", "Every", "First", "For", "From", "Governors", "Group", "Grant", "Guidance", "Head", "Health", "High", "In",
        "Infant", "Inspection", "Inspected", "Junior", "Key", "Lancashire", "Last", "Launch", "Letter", "Locality", "Meeting", "Minutes", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
        "Sunday", "Network", "Next", "Nursery", "Of", "Ofsted", "On", "Opened", "Our", "Paper", "Partnership", "Phase", "Plan", "Policy", "Primary", "Pupils", "Reading", "Report", "Review", "Reviewed", "School",
        "Schools", "Secondary", "Send", "Since", "Special", "Spring", "Stage", "Summer", "Support", "Term", "The", "This", "Training", "Trust", "Until", "Updated", "Visit", "We", "Winter", "Year",
    };

    /// <summary>Why a text is refused, and where it belongs instead; null for a text that may stand.</summary>
    /// <param name="now">To tell a pupil's date of birth from the date of a meeting.</param>
    public static string? Problem(string text, DateTimeOffset now)
    {
        var plain = Plain(text);
        var what = PupilNumber().IsMatch(plain) ? "a unique pupil number"
            : NhsNumber().Matches(plain).Any(number => number.Groups["said"].Success || IsNhsNumber(number.Groups["number"].Value)) ? "an NHS number"
            : BirthDate().Matches(plain).Any(date => DayOf(date) is not null) || DateBesideName().Matches(plain).Any(pair => IsPupils(pair, now)) ? "a date of birth beside a name"
            : null;
        return what is null ? null : $"This seems to hold {what}. Take out what tells who a pupil is, then send it again. The bot kept nothing of it. {Route}";
    }

    /// <summary>Wide digits, joiners and the many blanks and dashes would hide a number from the patterns.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in AdaptiveCards.PlainText.CleanLines(text))
        {
            _ = letter switch
            {
                '\u200C' or '\u200D' => plain,
                '\n' => plain.Append('\n'),
                _ when char.IsWhiteSpace(letter) => plain.Append(' '),
                _ when char.GetUnicodeCategory(letter) is UnicodeCategory.DashPunctuation => plain.Append('-'),
                >= '\uFF21' and <= '\uFF5A' => plain.Append((char)(letter - FullWidth)),
                _ when char.IsDigit(letter) => plain.Append((int)char.GetNumericValue(letter)),
                _ => plain.Append(letter),
            };
        }

        return plain.ToString();
    }

    // The last digit checks the nine before it: eleven less their weighted sum modulo eleven.
    private static bool IsNhsNumber(string written)
    {
        var digits = written.Where(char.IsAsciiDigit).Select(digit => digit - '0').ToList();
        var check = (11 - (digits.Take(9).Select((digit, at) => digit * (10 - at)).Sum() % 11)) % 11;
        return digits.Distinct().Count() > 1 && check == digits[9];
    }

    private static bool IsPupils(Match pair, DateTimeOffset now) =>
        pair.Groups["y"].Length == 4 && DayOf(pair) is { } born && Language.When.Local(now).Date is var today
        && born > today.PlusYears(-OldestPupil - 1) && born <= today.PlusYears(-YoungestPupil)
        && pair.Groups["name"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var words && !words.Any(NoNames.Contains);

    private static LocalDate? DayOf(Match date)
    {
        var month = date.Groups["m"].Success ? int.Parse(date.Groups["m"].Value, CultureInfo.InvariantCulture) : MonthOf(date.Groups["month"].Value);
        var (day, year) = (int.Parse(date.Groups["d"].Value, CultureInfo.InvariantCulture), int.Parse(date.Groups["y"].Value, CultureInfo.InvariantCulture));
        year += date.Groups["y"].Length == 2 ? 2000 : 0;
        return month is >= 1 and <= 12 && year >= 1900 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;
    }

    private static int MonthOf(string name) =>
        "janfebmaraprmayjunjulaugsepoctnovdec".IndexOf(name[..3], StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? (at / 3) + 1 : 0;

    // A letter that checks (never I, O or S), eleven digits, and a digit or, for a temporary number, a letter. Its check is not asked for: one mistyped tells as much.
    [GeneratedRegex(@"(?<![A-Za-z\d])[A-HJ-NP-RT-Z](?:[ \-]?\d){11}[ \-]?[A-Z\d](?![A-Za-z\d])", RegexOptions.IgnoreCase)]
    private static partial Regex PupilNumber();

    [GeneratedRegex(@"(?<said>\bNHS\b\D{0,20})?(?<![\d+])(?<!\+44 ?)(?<number>\d{3}[ \-]{0,2}\d{3}[ \-]{0,2}\d{4})(?!\d)", RegexOptions.IgnoreCase)]
    private static partial Regex NhsNumber();

    [GeneratedRegex(Marker + "(?:" + Date + ")", RegexOptions.IgnoreCase)]
    private static partial Regex BirthDate();

    [GeneratedRegex(
        @"(?<name>\b\p{Lu}[\p{L}'’\-]+(?: \p{Lu}[\p{L}'’\-]*\.?){1,3})[ ,;:(\-]{1,4}(?i:" + Date + @")|(?i:" + Date + @")[ ,;:)\-]{1,4}(?<name>\p{Lu}[\p{L}'’\-]+(?: \p{Lu}[\p{L}'’\-]*){1,3})")]
    private static partial Regex DateBesideName();
}
