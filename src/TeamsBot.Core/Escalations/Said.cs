using NodaTime;
using NodaTime.Text;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Safeguarding;

namespace TeamsBot.Core.Escalations;

/// <summary>What a press says, cleaned (rule T3), as far as its act takes words at all.</summary>
/// <param name="Owner">Null where the act names nobody, or leaves it as it was.</param>
/// <param name="NextDate">Null where the act names no day, or what came is none.</param>
internal sealed record Said(Act Act, string? Text, string? Owner, DateOnly? NextDate)
{
    /// <summary>In UTF-16 characters, after cleaning and trimming.</summary>
    public const int LongestText = 500;
    public const int LongestOwner = 100;

    /// <summary>How far ahead the next word of a board may be.</summary>
    private const int LatestDays = 366;

    /// <summary>Whether the act is made of words: a question, a reply, a reason, what was done, an outcome (rule E5: declining needs a reason).</summary>
    public static bool NeedsText(Act act) => act is not (Act.Raise or Act.Confirm or Act.Acknowledge or Act.Accept);

    public static bool NeedsDate(Act act) => act is Act.Accept or Act.Progress;

    public static Said Read(MovePress press) => new(
        press.Act,
        NeedsText(press.Act) ? Clean(press.Text) : null,
        NeedsDate(press.Act) && Clean(press.Owner) is { Length: > 0 } owner ? owner : null,
        NeedsDate(press.Act) && LocalDatePattern.Iso.Parse(press.NextDate.Trim()) is { Success: true, Value: var day } ? day.ToDateOnly() : null);

    /// <summary>People's text as it is kept (rule T3).</summary>
    public static string Clean(string typed) => PlainText.Clean(typed).Trim();

    /// <summary>What is wrong with it, or null. Words about one pupil are refused too (rule T4).</summary>
    public string? Problem(DateTimeOffset now) => ProblemOfText(now) ?? ProblemOfOwner(now) ?? ProblemOfDate(When.Local(now).Date);

    private string Missing => Act switch
    {
        Act.Ask => "Write your question, then send it.",
        Act.Reply => "Write your reply, then send it.",
        Act.ReferUp => "Write why this needs the board above, then refer it up.",
        Act.Return => "Write why you return it, and what is missing. Whoever gets it back reads it.",
        Act.Progress => "Write what was done so far, then send it.",
        Act.Resolve => "Write what came of it. Everyone who voted reads it.",
        Act.TakeOver => "Write why your board takes it over. The board that held it and the network read it.",
        Act.Withdraw => "Write why you withdraw it. The board and everyone who voted read it.",
        _ => "Write a reason before you decline. Everyone who voted reads it.",
    };

    /// <summary>Whether a move that was made says the same.</summary>
    public bool IsOf(Move move) => move.Act == Act && move.Text == Text && move.Owner == Owner && move.NextDate == NextDate;

    /// <summary>What is wrong with words that must be given, or null (rule T4).</summary>
    /// <param name="missing">What to do where there are none.</param>
    public static string? ProblemOf(string text, string missing, DateTimeOffset now) =>
        text.Length == 0 ? missing : text.Length > LongestText ? $"Use at most {LongestText} characters. There are {text.Length}." : PupilData.Problem(text, now);

    private string? ProblemOfText(DateTimeOffset now) => Text is null ? null : ProblemOf(Text, Missing, now);

    private string? ProblemOfOwner(DateTimeOffset now) => Owner switch
    {
        null => Act is Act.Accept ? "Name who will see to it, then accept." : null,
        { Length: > LongestOwner } => $"Name who will see to it in at most {LongestOwner} characters. There are {Owner.Length}.",
        _ => PupilData.Problem(Owner, now),
    };

    private string? ProblemOfDate(LocalDate today) => !NeedsDate(Act) ? null
        : NextDate is not { } day ? "Choose the day by which the board says how it goes."
        : LocalDate.FromDateOnly(day) <= today ? "Choose a later day than today for the board’s next word."
        : LocalDate.FromDateOnly(day) > today.PlusDays(LatestDays) ? "Choose a day within a year for the board’s next word."
        : null;
}
