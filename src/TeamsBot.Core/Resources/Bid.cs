using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Resources;

/// <summary>The id of a bid, made when its form was drawn (rule V7).</summary>
public readonly record struct BidId(string Value)
{
    /// <summary>Whether a claimed id can be looked up at all.</summary>
    public static bool IsWellFormed(string claimed) => ResourceId.IsWellFormed(claimed);

    public override string ToString() => Value;
}

public enum BidStatus
{
    BeingWritten,
    SentIn,
    Awarded,
    NotAwarded,
    Withdrawn,
}

/// <summary>A bid for money or help from outside, as somebody recorded it (R71). What nobody wrote is not known: the amount is never made up.</summary>
/// <param name="Group">The board or network whose officers or facilitators keep it.</param>
/// <param name="With">Who bids together, in words.</param>
/// <param name="Pounds">In whole pounds; null where no amount was given.</param>
/// <param name="Outcome">What came of it, in words; empty until then.</param>
/// <param name="Version">1 when it is recorded, one more at each change of its status.</param>
public sealed record Bid(
    BidId Id, GroupId Group, string GroupName, string Funder, string Purpose, string With, long? Pounds, BidStatus Status, string Outcome, int Version, DateTimeOffset ChangedAt, AuditChain Audit)
{
    /// <summary>All in UTF-16 characters.</summary>
    public const int LongestFunder = 100, LongestPurpose = 300, LongestWith = 200, LongestOutcome = 300, LongestAmount = 20;

    private const long MostPounds = 1_000_000_000;

    /// <summary>Where a bid can go from here: nowhere once it is decided or withdrawn.</summary>
    public IReadOnlyList<BidStatus> Next => Status switch
    {
        BidStatus.BeingWritten => [BidStatus.SentIn, BidStatus.Withdrawn],
        BidStatus.SentIn => [BidStatus.Awarded, BidStatus.NotAwarded, BidStatus.Withdrawn],
        _ => [],
    };

    /// <summary>"£12,500", or that none was given.</summary>
    public string Amount => Pounds is { } pounds ? $"£{pounds.ToString("#,0", CultureInfo.InvariantCulture)}" : "no amount recorded";

    /// <summary>What is wrong with a bid; null for one that may be recorded.</summary>
    public static string? Problem(string funder, string purpose, string with) =>
        funder.Length is 0 or > LongestFunder ? $"Say who gives the money or help, in at most {LongestFunder} characters."
        : purpose.Length is 0 or > LongestPurpose ? $"Say what it is for, in at most {LongestPurpose} characters."
        : with.Length is 0 or > LongestWith ? $"Say who bids together, in at most {LongestWith} characters."
        : null;

    /// <summary>Reads "12500", "£12,500" or nothing at all.</summary>
    /// <returns>Null where it is none of these.</returns>
    public static (long? Pounds, bool IsSound) ReadAmount(string typed)
    {
        var digits = typed.Trim().TrimStart('£').Replace(",", "", StringComparison.Ordinal).Trim();
        return digits.Length == 0 && typed.Trim().Length == 0 ? (null, true)
            : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var pounds) && pounds is > 0 and <= MostPounds ? (pounds, true)
            : (null, false);
    }

    /// <summary>The groups for which somebody records bids: boards whose officer they are, networks that they facilitate.</summary>
    public static ImmutableArray<Group> GroupsOf(Register? register, PersonId person) =>
    [
        .. (register?.Groups ?? []).Where(group => group.Tier is Tier.Network ? register!.Holds(person, Role.Facilitator, group.Id) : Standing.IsOfficer(register, person, group.Id))
            .OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase),
    ];
}

/// <summary>A bid as its form asks for it.</summary>
public sealed record NewBid(BidId Id, GroupId Group, string Funder, string Purpose, string With, string Amount);

/// <summary>Everything that can become of recording a bid or its status.</summary>
public abstract record BidOutcome
{
    private BidOutcome()
    {
    }

    public sealed record Saved(Bid Bid) : BidOutcome;

    /// <summary>The card was older than the bid, which is shown as it stands (rule E2).</summary>
    public sealed record Stale(Bid Bid) : BidOutcome;

    /// <param name="Bid">As it stands; null where it was to be recorded.</param>
    public sealed record Wrong(Bid? Bid, string Why) : BidOutcome;

    /// <summary>Not somebody who keeps it, no such bid, or another's id: they look the same (rule T2).</summary>
    public sealed record NotAllowed : BidOutcome;
}
