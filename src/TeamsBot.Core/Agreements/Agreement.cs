using NodaTime;

namespace TeamsBot.Core.Agreements;

/// <summary>A signed data-sharing agreement as it was last recorded (R110). Nothing is overwritten: a later record of the same party and version stands in its place.</summary>
/// <param name="Version">Which text was signed, counted from 1.</param>
/// <param name="SignedOn">The first day on which it holds.</param>
/// <param name="EndedOn">The first day on which it no longer holds; null while it does.</param>
public sealed record Agreement(AgreementParty Party, int Version, LocalDate SignedOn, LocalDate? EndedOn)
{
    public const int LatestVersion = 99;

    public bool HoldsOn(LocalDate day) => SignedOn <= day && (EndedOn is not { } ended || day < ended);
}

/// <summary>One act of recording, as the history keeps it.</summary>
/// <param name="Who">The id of the person, or <c>bot</c> for an import.</param>
public sealed record AgreementRecord(Agreement Agreement, string Who, DateTimeOffset At);

/// <summary>What the county asks for: the oldest version of the agreement that opens the gate. A setting.</summary>
public sealed record AgreementTerms(int RequiredVersion)
{
    public const string Setting = "Agreements:RequiredVersion";

    /// <summary>The setting as it was written; null means that any version will do.</summary>
    /// <exception cref="FormatException">It is not a version.</exception>
    public static AgreementTerms Read(string? setting) =>
        string.IsNullOrWhiteSpace(setting) ? new(1)
        : int.TryParse(setting, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) && version is >= 1 and <= Agreement.LatestVersion ? new(version)
        : throw new FormatException($"{Setting} is '{setting}', which is not a version. Give a whole number from 1 to {Agreement.LatestVersion}.");
}

/// <summary>How a party stands to its agreement on a day.</summary>
public enum AgreementState
{
    /// <summary>An agreement of the required version or a later one holds.</summary>
    InForce,

    /// <summary>One holds, of an older version than is required now.</summary>
    OldVersion,

    /// <summary>One is signed for a later day.</summary>
    NotYet,

    Ended,

    None,
}
