using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Polls;

/// <summary>What votes: in a network a school, on a board a named place.</summary>
public readonly record struct SeatId(string Value)
{
    public static SeatId Of(Urn school) => new($"{OfSchool}{school}");

    /// <summary>A place on a board; the id of who holds it is hashed, because a seat's id stands on cards.</summary>
    public static SeatId OfPlace(GroupId board, PersonId holder) => new($"{PlacePrefix}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{board}|{holder}")))[..16]}");

    /// <summary>The school whose seat it is; null for a place on a board.</summary>
    [JsonIgnore]
    public Urn? School => Value.StartsWith(OfSchool, StringComparison.Ordinal) ? new Urn(Value[OfSchool.Length..]) : null;

    private const string OfSchool = "school-";

    public bool IsPlace => Value.StartsWith(PlacePrefix, StringComparison.Ordinal);

    private const string PlacePrefix = "place-";

    public override string ToString() => Value;
}

/// <summary>One seat of a frozen electorate.</summary>
/// <param name="Voters">Who may vote for it, the head first. Their place in the list is their rank: a lower place's vote never replaces a higher one's (rule V3). May be empty; the seat counts all the same.</param>
public sealed record Seat(SeatId Id, string Name, ImmutableArray<PersonId> Voters)
{
    /// <summary>The person's place among the seat's voters, 0 for the head; null for somebody who may not vote for it.</summary>
    public int? RankOf(PersonId person) => Voters.IndexOf(person) is >= 0 and var rank ? rank : null;
}

/// <summary>The seats of a poll, frozen when it opens (rule V1): the denominator of everything counted.</summary>
public sealed class Electorate
{
    private readonly FrozenDictionary<SeatId, Seat> byId;
    private readonly ILookup<PersonId, Seat> byVoter;

    public Electorate(IEnumerable<Seat> seats)
    {
        Seats = [.. seats.OrderBy(seat => seat.Id.Value, StringComparer.Ordinal)];
        byId = Seats.ToFrozenDictionary(seat => seat.Id);
        byVoter = Seats.SelectMany(seat => seat.Voters, (seat, voter) => (seat, voter)).ToLookup(pair => pair.voter, pair => pair.seat);
    }

    public ImmutableArray<Seat> Seats { get; }

    /// <summary>How many of the seats have anybody to vote for them.</summary>
    public int Voting => Seats.Count(seat => !seat.Voters.IsEmpty);

    /// <summary>How cards speak of the seats.</summary>
    public SeatWords Says => !Seats.IsEmpty && Seats.All(seat => seat.Id.IsPlace) ? SeatWords.OfBoard : SeatWords.OfNetwork;

    public Seat? Find(SeatId id) => byId.GetValueOrDefault(id);

    /// <summary>The seats a person may vote for; there may be several, and each has its own card.</summary>
    public IEnumerable<Seat> SeatsOf(PersonId person) => byVoter[person];

    /// <summary>The same seats, one of them with other voters: none is ever added or removed (rule V1).</summary>
    public Electorate With(Seat seat) => new(Seats.Select(one => one.Id == seat.Id ? seat : one));

    /// <summary>Who votes for a school's seat as the register stands, the head first; nobody for what is no school's.</summary>
    public static ImmutableArray<PersonId> VotersNow(Register register, SeatId seat) =>
        seat.School is { } school ? VotersAt(register, school) : [];

    private static ImmutableArray<PersonId> VotersAt(Register register, Urn school) =>
        [.. register.HoldersAt(Role.Head, school).Concat(register.HoldersAt(Role.Deputy, school)).Select(person => person.Id).Distinct()];

    /// <summary>The electorate of a network as the register stands: its open schools, head before deputies (rules V1, V4).</summary>
    public static Electorate OfNetwork(Register register, GroupId network) =>
        new(register.SchoolsOf(network).Where(school => school.IsOpen).Select(school => new Seat(
            SeatId.Of(school.Urn),
            school.Name,
            [.. register.HoldersAt(Role.Head, school.Urn).Concat(register.HoldersAt(Role.Deputy, school.Urn)).Select(person => person.Id).Distinct()])));

    /// <summary>The electorate of a board as the register stands: a place for its chair, its vice-chair and each of its members; its clerk has none (rule V1).</summary>
    public static Electorate OfBoard(Register register, GroupId board)
    {
        (Role Role, string Name)[] places = [(Role.Chair, "Chair"), (Role.ViceChair, "Vice-chair"), (Role.BoardMember, "Member")];
        var holders = places.SelectMany(place => register.HoldersOf(place.Role, board).Select(person => (person.Id, place.Name))).DistinctBy(holder => holder.Id).GroupBy(holder => holder.Name);
        return new(
            from same in holders
            from holder in same.Select((holder, at) => (holder.Id, Number: at + 1))
            select new Seat(SeatId.OfPlace(board, holder.Id), same.Count() == 1 && same.Key != "Member" ? same.Key : $"{same.Key} {holder.Number}", [holder.Id]));
    }
}
