using System.Collections.Immutable;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Escalations;

/// <summary>A group as it was when the matter passed through it.</summary>
public sealed record Party(GroupId Id, string Name, Tier Tier)
{
    public static Party Of(Group group) => new(group.Id, group.Name, group.Tier);

    /// <summary>A board and those above it, nearest first.</summary>
    public static ImmutableArray<Party> ChainFrom(Register register, Group board)
    {
        var chain = ImmutableArray.CreateBuilder<Party>();
        for (var at = board; at is not null; at = at.Parent is { } parent && register.Find(parent) is { } above && above.Tier > at.Tier ? above : null)
        {
            chain.Add(Of(at));
        }

        return chain.ToImmutable();
    }
}

/// <summary>The numbers behind the matter, frozen (rules E1, V16).</summary>
/// <param name="Needed">The fewest ballots that agreed an option.</param>
/// <param name="Share">The poll's rule in words: "more than half".</param>
public sealed record Backing(int Seats, int Cast, int Chosen, int Needed, string Share);

/// <summary>A seat of the frozen electorate and, where it voted, whose ballot it was. What it chose is not carried.</summary>
public sealed record BackingSeat(SeatId Id, string Name, PersonId? Voter)
{
    /// <summary>Who had voted for it before, and whose vote another's replaced: a deputy's by the head's (rule V3). They hear what comes of it too.</summary>
    public ImmutableArray<PersonId> Earlier { get; init; } = [];

    public bool WasVotedBy(PersonId person) => Voter == person || Earlier.Contains(person);
}

/// <summary>What goes up, frozen with it (rule E1).</summary>
public sealed record Evidence
{
    public required PollId Poll { get; init; }

    /// <summary>The priority in the network's words, as it stood on the ballot.</summary>
    public required Option Option { get; init; }

    public required int WordingVersion { get; init; }

    public required Party Origin { get; init; }

    public required Ask Ask { get; init; }

    public required Visibility Visibility { get; init; }

    public required Backing Backing { get; init; }

    public required ImmutableArray<BackingSeat> Seats { get; init; }

    /// <summary>What its round gathered: theme, causes, pupil groups, approaches. Null for a priority of a poll on its own.</summary>
    public Gathered? Gathered { get; init; }

    /// <summary>The matter of the same priority that came before it and stands as it is: of the poll that this one asked again, or the one that this sends again (rule E5).</summary>
    public MatterId? Follows { get; init; }

    /// <summary>The theme its option had on the ballot; null where it was given none.</summary>
    public ThemeId? Theme => Option.Theme is { } id ? new(id) : null;

    /// <summary>Everyone who voted, whatever they chose and whether or not another's vote replaced theirs: they hear the end of it (rule E7).</summary>
    public IEnumerable<PersonId> Voters => Seats.Where(seat => seat.Voter is not null).SelectMany(seat => seat.Earlier.Prepend(seat.Voter!.Value)).Distinct().OrderBy(person => person.Value, StringComparer.Ordinal);

    public IEnumerable<string> SeatsVotedBy(PersonId person) => Seats.Where(seat => seat.WasVotedBy(person)).Select(seat => seat.Name);
}
