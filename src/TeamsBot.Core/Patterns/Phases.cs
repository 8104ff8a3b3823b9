using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Patterns;

/// <summary>Which schools are primary schools for a county-wide count.</summary>
internal static class Phases
{
    private static readonly string[] Primary = ["Primary", "Middle deemed primary"];

    /// <summary>
    /// The open school that stands today for a school's number, where it is a primary school, middle deemed primary included: one that was converted counts once, as what it
    /// became. Null for any other, and where nothing open followed.
    /// </summary>
    public static Urn? PrimaryOf(Register? register, Urn urn) =>
        register?.Today(urn) is { } school && Primary.Contains(school.Phase, StringComparer.OrdinalIgnoreCase) ? school.Urn : null;
}
