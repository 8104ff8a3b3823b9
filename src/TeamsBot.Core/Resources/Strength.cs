using System.Collections.Immutable;
using NodaTime;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Resources;

/// <summary>The id of a strength on offer, made when its form was drawn (rule V7).</summary>
public readonly record struct StrengthId(string Value)
{
    /// <summary>Whether a claimed id can be looked up at all.</summary>
    public static bool IsWellFormed(string claimed) => ResourceId.IsWellFormed(claimed);

    public override string ToString() => Value;
}

public enum StrengthState
{
    /// <summary>On offer; its locality board has not looked at it yet.</summary>
    Offered,

    /// <summary>In the locality board's register of strengths (R72).</summary>
    Confirmed,

    /// <summary>Taken out by the board, with a reason.</summary>
    Removed,

    /// <summary>Taken back by whoever offered it.</summary>
    Withdrawn,
}

/// <summary>Who offers: a school, by its head or deputy, or a network, by its facilitator.</summary>
/// <param name="Key">What stands for it in a card's data: <c>school-</c> and the URN, or the group's id.</param>
public sealed record Offerer(string Key, string Name, Urn? School, GroupId? Network)
{
    public static Offerer Of(School school) => new($"school-{school.Urn}", school.Name, school.Urn, school.Network);

    public static Offerer Of(Group network) => new(network.Id.Value, network.Name, null, network.Id);

    /// <summary>What the person may offer for, by the register as it stands.</summary>
    public static IReadOnlyList<Offerer> For(Register? register, PersonId person) =>
    [
        .. (register?.Find(person)?.Appointments ?? []).Select(held => held switch
        {
            { Role: Role.Head or Role.Deputy, School: { } school } when register!.Find(school) is { IsOpen: true } found => Of(found),
            { Role: Role.Facilitator, Group: { } group } when register!.Find(group) is { Tier: Tier.Network } network => Of(network),
            _ => null,
        }).OfType<Offerer>().DistinctBy(offerer => offerer.Key).OrderBy(offerer => offerer.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Who speaks for it: heads and deputies of the school, or facilitators of the network.</summary>
    public IEnumerable<PersonId> Speakers(Register register) => (School is { } school
        ? register.HoldersAt(Role.Head, school).Concat(register.HoldersAt(Role.Deputy, school))
        : register.HoldersOf(Role.Facilitator, Network!.Value)).Select(person => person.Id).Distinct();
}

/// <summary>Something that a school or network is good at and offers to others, under a theme, for a time.</summary>
/// <param name="Locality">Whose board keeps it in its register; null for a school in no network.</param>
/// <param name="Until">The last day of the offer.</param>
/// <param name="Reason">Why the board removed it; empty otherwise.</param>
/// <param name="Version">1 when it is offered, one more at each change.</param>
public sealed record Strength(
    StrengthId Id, Offerer By, GroupId? Locality, ThemeId Theme, string Text, string ForWhom, LocalDate Until, StrengthState State, string Reason, int Version, DateTimeOffset ChangedAt, AuditChain Audit)
{
    /// <summary>All in UTF-16 characters.</summary>
    public const int LongestText = 400, LongestForWhom = 150, LongestReason = 300;

    /// <summary>How long an offer may stand, in years: an old one disappoints whoever asks.</summary>
    public const int LongestOffer = 2;

    /// <summary>How many offers of one school or network may stand at a time.</summary>
    public const int AtMost = 12;

    /// <summary>Whether it is shown to others on that day.</summary>
    public bool IsOnOffer(LocalDate today) => State is StrengthState.Offered or StrengthState.Confirmed && Until >= today;

    /// <summary>What is wrong with an offer; null for one that may stand.</summary>
    public static string? Problem(string text, string forWhom, LocalDate until, LocalDate today) =>
        text.Length is 0 or > LongestText ? $"Say what you offer, in at most {LongestText} characters."
        : forWhom.Length is 0 or > LongestForWhom ? $"Say for whom it is, in at most {LongestForWhom} characters."
        : until < today ? "Choose a last day that is not past."
        : until > today.PlusYears(LongestOffer) ? "Choose a last day within two years."
        : null;
}

/// <summary>One change of a strength that somebody hears of; who, is fixed with it.</summary>
public sealed record StrengthChange(StrengthId Strength, int Version, StrengthState State, string Board, string Reason, ImmutableArray<PersonId> Tell);
