using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>One press of a vote button: who, for which seat, on which wording, and what they ticked; null is "none of these".</summary>
internal sealed record Pressed(PersonId Person, SeatId Seat, int Version, string? Choices, DateTimeOffset At);

/// <summary>A random poll and everything pressed on it, right and wrong, in the order in which it arrives.</summary>
internal sealed record Scenario(Wording Wording, AgreementRule Rule, Seat[] Electorate, ImmutableArray<Pressed> Presses)
{
    private const int MostSeats = 40;

    // Where a rule turns: nothing, a third, half, two thirds, all; and anything.
    private static readonly Gen<int> Percent = Gen.OneOf(Gen.Elements(0, 1, 33, 34, 50, 51, 60, 66, 67, 100), Gen.Choose(0, 100));

    /// <summary>Shrinks by leaving out presses.</summary>
    public static Arbitrary<Scenario> Any() =>
        Arb.From(Polls.SelectMany(Press), scenario => Enumerable.Range(0, scenario.Presses.Length).Select(at => scenario with { Presses = scenario.Presses.RemoveAt(at) }));

    public override string ToString() =>
        $"{Rule}, at most {Wording.AtMost} of {Wording.Options.Length}\n{string.Join('\n', Electorate.Select(seat => $"{seat.Id}: {string.Join(' ', seat.Voters)}"))}\n{string.Join('\n', Presses)}";

    private static Gen<Scenario> Polls =>
        from options in Gen.Choose(2, 7)
        from atMost in Gen.Choose(1, options - 1)
        from rule in Rules
        from seats in Gen.OneOf(Gen.Choose(0, 6), Gen.Choose(0, MostSeats))
        from voters in Voters.ArrayOf(seats)
        select new Scenario(
            new Wording(2, [.. A.Wording.Options.Take(options)], atMost),
            rule,
            [.. voters.Select((people, number) => new Seat(A.Seat(number), $"School {number}", people))],
            []);

    private static Gen<AgreementRule> Rules =>
        from quorum in Percent
        from agree in Percent
        from moreThan in Gen.Elements(true, false)
        from places in Gen.Choose(1, 5)
        select new AgreementRule(quorum, agree, moreThan, places);

    // A few people for all seats: many hold several, some seats have nobody.
    private static Gen<ImmutableArray<PersonId>> Voters => Gen.Choose(0, MostSeats * 2).ArrayOf(3).SelectMany(people => Gen.Choose(0, 3).Select(most => people.Take(most).Distinct().Select(n => new PersonId($"person-{n}")).ToImmutableArray()));

    private static Gen<Scenario> Press(Scenario poll) =>
        from count in Gen.Choose(0, 4 * poll.Electorate.Length)
        from presses in One(poll).ArrayOf(count)
        from late in Gen.Choose(0, 5)
        select poll with { Presses = [.. presses.Select((press, at) => press with { At = A.Closes.AddTicks(at < presses.Length - late ? at - presses.Length : at - presses.Length + late) })] };

    private static Gen<Pressed> One(Scenario poll) =>
        from number in Gen.Choose(0, Math.Max(0, poll.Electorate.Length - 1))
        from rank in Gen.Choose(0, 3)
        from anybody in Gen.Choose(0, MostSeats * 2)
        from version in Gen.Frequency((12, Gen.Constant(2)), (1, Gen.Choose(0, 3)))
        from forged in Gen.Frequency((20, Gen.Constant(false)), (1, Gen.Constant(true)))
        from ticked in Ticks(poll.Wording)
        select new Pressed(
            poll.Electorate[number].Voters is var voters && rank < voters.Length ? voters[rank] : new PersonId($"person-{anybody}"),
            forged ? new SeatId("school-none") : A.Seat(number),
            version,
            ticked,
            A.Opened);

    // Mostly what a card would send; sometimes nothing, an option too many, one twice, or one that is not on the poll. Few options of many make ties.
    private static Gen<string?> Ticks(Wording wording) => Gen.Frequency<string?>(
        (16, Gen.Shuffle(wording.Options.Select(option => option.Id).ToArray()).SelectMany(ids => Gen.Choose(1, wording.AtMost).Select(most => (string?)string.Join(',', ids.Take(most))))),
        (2, Gen.Constant((string?)null)),
        (1, Gen.Elements((string?)"", "p1,p1", "p9", "p1,p9", ",", string.Join(',', wording.Options.Select(option => option.Id)))));
}
