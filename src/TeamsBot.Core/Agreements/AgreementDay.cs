using NodaTime;
using NodaTime.Text;

namespace TeamsBot.Core.Agreements;

/// <summary>A day as a calendar field, a typing person or a file gives it.</summary>
internal static class AgreementDay
{
    private static readonly LocalDatePattern[] Patterns = [LocalDatePattern.Iso, LocalDatePattern.CreateWithInvariantCulture("d/M/uuuu")];
    private static readonly LocalDate Earliest = new(2000, 1, 1);

    /// <summary>The day; null for what is none.</summary>
    public static LocalDate? Read(string text) => Patterns.Select(pattern => pattern.Parse(text.Trim())).FirstOrDefault(parsed => parsed.Success)?.Value;

    /// <summary>What is wrong with a day of an agreement; null where nothing is. Wrong centuries are slips, and would open or close the gate for ever.</summary>
    public static string? Problem(LocalDate day, LocalDate today) =>
        day < Earliest ? "The day is before the year 2000." : day > today.PlusYears(1) ? "The day is more than a year ahead." : null;
}
