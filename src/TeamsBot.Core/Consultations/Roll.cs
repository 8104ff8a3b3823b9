using System.Collections.Frozen;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Consultations;

/// <summary>What breakdowns go by: a school's phase and its status, as the register had them on the day the consultation opened.</summary>
/// <param name="Phase">As GIAS names it; what it calls "not applicable" are special schools and short-stay schools.</param>
/// <param name="Status">The GIAS type group in a word or two.</param>
public sealed record Profile(string Phase, string Status)
{
    public const string NoPhase = "Special or short stay";
    public const string Academy = "Academy";
    public const string FreeSchool = "Free school";

    public static Profile Of(School school) => new(
        school.Phase is "" or "Not applicable" ? NoPhase : school.Phase,
        school.TypeGroup switch { 4 => "Maintained", 10 => Academy, 11 => FreeSchool, 5 => "Special", 3 => "Independent", 1 => "College", 13 => "Online", _ => "Other" });
}

/// <summary>The schools asked: the electorate, which is the denominator of everything counted, and each seat's profile.</summary>
public sealed class Roll
{
    private readonly FrozenDictionary<SeatId, Profile> profiles;

    public Roll(Electorate electorate, IEnumerable<KeyValuePair<SeatId, Profile>> profiles)
    {
        (Electorate, this.profiles) = (electorate, profiles.ToFrozenDictionary());
        if (electorate.Seats.Any(seat => !this.profiles.ContainsKey(seat.Id)))
        {
            throw new ArgumentException("Every seat has a profile.", nameof(profiles));
        }
    }

    public Electorate Electorate { get; }

    public Profile ProfileOf(SeatId seat) => profiles[seat];

    /// <summary>The open schools of the networks, head before deputies (rules V1, V4).</summary>
    public static Roll Of(Register register, IEnumerable<GroupId> networks)
    {
        var asked = networks.ToList();
        return new(
            new(asked.SelectMany(network => Electorate.OfNetwork(register, network).Seats)),
            asked.SelectMany(register.SchoolsOf).Where(school => school.IsOpen).Select(school => KeyValuePair.Create(SeatId.Of(school.Urn), Profile.Of(school))));
    }
}
