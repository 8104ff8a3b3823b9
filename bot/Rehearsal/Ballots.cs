using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>How a network tends to vote, so that every outcome occurs.</summary>
internal enum Temper
{
    /// <summary>Most vote, and much alike.</summary>
    Keen,

    /// <summary>Everybody wants something else.</summary>
    Split,

    /// <summary>Level for the last places.</summary>
    Torn,

    /// <summary>Few vote.</summary>
    Tired,
}

/// <summary>One intended press of a voter.</summary>
/// <param name="Choices">Places in the options as the card lists them; empty for none of these.</param>
internal sealed record IntendedVote(Person Voter, DateTimeOffset At, IReadOnlyList<int> Choices, bool FromChannel = false);

/// <summary>Draws what the voters of one network are going to do, in order of time.</summary>
internal sealed class Ballots(Cast cast, Chance chance, Group network)
{
    private const int Options = 7;

    public Temper Temper { get; } = TemperOf(chance.Of("temper", network.Id.Value));

    public IReadOnlyList<(School School, IReadOnlyList<IntendedVote> Votes)> Draw(DateTimeOffset opened, DateTimeOffset closes)
    {
        var order = Enumerable.Range(0, Options).ToArray();
        chance.Of("order", network.Id.Value).Shuffle(order);
        return [.. cast.Register.SchoolsOf(network.Id).Select((school, at) => (school, (IReadOnlyList<IntendedVote>)[.. OfSchool(school, at, order, opened, closes).OrderBy(vote => vote.At)]))];
    }

    private IEnumerable<IntendedVote> OfSchool(School school, int at, int[] order, DateTimeOffset opened, DateTimeOffset closes)
    {
        var draw = chance.Of("school", school.Urn.Value);
        var voters = cast.VotersOf(school);
        var (turns, habit, chosen, fromChannel) = (draw.NextDouble(), draw.NextDouble(), Choose(draw, at, order), draw.NextDouble() < 0.05);
        if (voters.Count == 0)
        {
            yield break;
        }

        if (turns > Turnout())
        {
            if (habit < 0.15)
            {
                // Too late: the card is pressed at the very instant of closing.
                yield return new(voters[0], closes, chosen);
            }

            yield break;
        }

        var first = Between(draw, opened.AddMinutes(20), closes.AddHours(-2));
        var later = Between(draw, first.AddMinutes(5), closes.AddMinutes(-5));
        var deputyFirst = voters.Count > 1 && draw.NextDouble() < 0.4;
        yield return new(deputyFirst ? voters[1] : voters[0], first, chosen, fromChannel);
        if (deputyFirst && draw.NextDouble() < 0.5)
        {
            yield return new(voters[0], later, chosen);
        }
        else if (voters.Count > 1 && habit < 0.2)
        {
            // The deputy after the head is answered, and nothing changes; after their own vote it is a repeat.
            yield return new(voters[1], later, chosen);
        }
        else if (habit < 0.3)
        {
            yield return new(deputyFirst ? voters[1] : voters[0], later, chosen);
        }
        else if (habit < 0.42)
        {
            yield return new(deputyFirst ? voters[1] : voters[0], later.AddMinutes(-1), [((chosen.Count == 0 ? 0 : chosen[0]) + 3) % Options]);
            yield return new(deputyFirst ? voters[1] : voters[0], later, chosen);
        }
        else if (habit < 0.46)
        {
            yield return new(deputyFirst ? voters[1] : voters[0], later, [0, 1, 2, 3]);
        }
    }

    private double Turnout() => Temper switch { Temper.Tired => 0.35, Temper.Torn => 0.9, _ => 0.85 };

    private IReadOnlyList<int> Choose(Random draw, int at, int[] order)
    {
        switch (Temper)
        {
            case Temper.Torn:
                // Four options, each school leaving out another one.
                return [.. order.Take(4).Where((_, place) => place != at % 4)];
            case Temper.Split:
                return [draw.Next(Options)];
            default:
                return draw.NextDouble() < 0.05 ? [] : [.. order.Take(3).Select(option => draw.NextDouble() < 0.8 ? option : draw.Next(Options)).Distinct()];
        }
    }

    private static Temper TemperOf(Random draw) => draw.NextDouble() switch { < 0.56 => Temper.Keen, < 0.7 => Temper.Split, < 0.86 => Temper.Torn, _ => Temper.Tired };

    private static DateTimeOffset Between(Random draw, DateTimeOffset from, DateTimeOffset to) => from.AddMinutes(draw.NextInt64(Math.Max(1, (long)(to - from).TotalMinutes)));
}
