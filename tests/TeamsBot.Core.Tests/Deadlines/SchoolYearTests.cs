using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Escalations;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Deadlines;

/// <summary>
/// A whole school year on the manual clock, both clock changes, half-terms, holidays and bank holidays included, with matters raised at odd instants and boards that are
/// silent, that acknowledge and fall silent, that ask, and that accept and fall silent. Every step is held against <see cref="Reckoner"/>.
/// </summary>
public sealed class SchoolYearTests
{
    private static readonly Reckoner Days = new();

    private static readonly string[] OddInstants =
    [
        "2026-09-01T00:00:00Z", "2026-09-30T22:59:59Z", "2026-10-19T09:00:00Z", "2026-10-23T22:59:00Z",      // the last instant before half-term
        "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z",                                                      // the hour that comes twice
        "2026-10-28T12:00:00Z", "2026-11-06T23:59:00Z", "2026-11-20T23:59:59Z", "2026-12-18T23:59:00Z",      // the last day of term
        "2026-12-25T11:00:00Z", "2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z", "2027-01-04T08:59:59Z", "2027-02-12T17:59:00Z",
        "2027-02-15T09:00:00Z", "2027-03-12T03:00:00Z", "2027-03-24T23:59:00Z", "2027-03-25T23:59:59Z",
        "2027-03-28T00:59:59Z", "2027-03-28T01:00:00Z", "2027-03-28T01:30:00Z",                              // the hour that is missing
        "2027-03-29T10:00:00Z", "2027-04-30T22:59:00Z", "2027-05-03T12:00:00Z", "2027-05-28T22:59:59Z", "2027-05-31T09:00:00Z", "2027-06-18T23:30:00Z",
        "2027-07-20T06:29:59Z", "2027-07-21T22:59:00Z", "2027-08-05T10:00:00Z", "2027-08-30T12:00:00Z", "2027-08-31T22:59:59Z",
    ];

    [Fact]
    public async Task E3_E4_AWholeSchoolYear_DoesEveryStepOnceOnItsSchoolDayAndInOrder()
    {
        var world = await new World(start: DateTimeOffset.Parse("2026-08-31T12:00:00Z", null)).SetUpAsync();
        var (sent, acts) = (new List<DateTimeOffset>(), new SortedList<DateTimeOffset, Func<Task>>());
        world.Teams.OnPost = (to, message) =>
        {
            if (IsChase(message.Card.ToJson()))
            {
                sent.Add(world.Clock.GetUtcNow());
            }

            return null;
        };

        var ids = OddInstants.Select((instant, number) => (Id: new MatterId($"odd-{number}~o1~locality"), At: DateTimeOffset.Parse(instant, null), Kind: number % 4)).ToList();
        foreach (var (id, at, kind) in ids)
        {
            Plan(acts, at, () => RaiseAsync(world, id));
            Script(world, acts, id, at, kind);
        }

        foreach (var (at, act) in acts)
        {
            await UntilAsync(world, at);
            await act();
        }

        await UntilAsync(world, DateTimeOffset.Parse("2027-11-30T12:00:00Z", null));
        var cards = 0;
        foreach (var (id, at, kind) in ids)
        {
            var matter = (await world.Matters.FindAsync(Tenant, id, default))!;
            Assert.Equal(Expected(matter, at, kind).Select(step => $"{step.Step} {step.At:u}"), matter.Steps.Select(step => $"{step.Step} {step.At:u}"));
            cards += matter.Steps.Sum(step => step.Asked.Length + step.Told.Length);
        }

        Assert.Equal(cards, sent.Count);
        Assert.All(sent, at => Assert.True(Days.IsSchoolDay(Reckoner.DayOf(at)) && Reckoner.TimeOf(at) >= new TimeOnly(7, 30) && Reckoner.TimeOf(at) < new TimeOnly(18, 0), $"Somebody was disturbed at {at:u}."));
    }

    // What is said of every kind of board: nothing; that it has the matter, at eleven on the second school day; a question then, and the reply two school days later; an acceptance then.
    private static void Script(World world, SortedList<DateTimeOffset, Func<Task>> acts, MatterId id, DateTimeOffset raised, int kind)
    {
        var (second, fourth) = (Eleven(raised, 2), Eleven(raised, 4));
        switch (kind)
        {
            case 1:
                Plan(acts, second, () => MoveAsync(world, new(id, Act.Acknowledge, 1), Chair));
                break;
            case 2:
                Plan(acts, second, () => MoveAsync(world, new(id, Act.Ask, 1, "How many?"), Chair));
                Plan(acts, fourth, () => MoveAsync(world, new(id, Act.Reply, 2, "Forty."), Facilitator));
                break;
            case 3:
                Plan(acts, second, () => MoveAsync(world, new(id, Act.Accept, 1, "", "A team", $"{NextDate(raised):O}"), Chair));
                break;
        }
    }

    private static IEnumerable<(Step Step, DateTimeOffset At)> Expected(Matter matter, DateTimeOffset raised, int kind)
    {
        var came = Reckoner.DayOf(raised);
        var (second, due) = (Days.Day(came, 2), Days.Day(came, 15));
        return kind switch
        {
            0 => Silent(Days.Day(came, 3), due, Step.AcknowledgeReminder),
            1 => Silent(Days.Day(second, 8), due, Step.WordRunOut),
            2 => Silent(Days.Day(Days.Day(came, 4), 8), Days.Day(due, 2), Step.WordRunOut),
            _ => Word(FirstSchoolDay(NextDate(raised))),
        };

        IEnumerable<(Step, DateTimeOffset)> Silent(DateOnly word, DateOnly answer, Step reminder) => ((Step Step, DateTimeOffset At)[])
        [
            (reminder, Reckoner.Nine(word)), (Step.AnswerReminder, Days.Nine(answer, -3)), (Step.ViceChairCovers, Days.Nine(word, 2)), (Step.ClerkCovers, Days.Nine(word, 4)), (Step.Agenda, Days.Nine(answer, 5)),
        ] is var steps ? steps.OrderBy(step => step.At).ThenBy(step => step.Step).Where((step, _) => step.Step is not (Step.AnswerReminder or Step.WordRunOut) || !steps.Any(other => other.At == step.At && other.Step > step.Step)) : [];

        static IEnumerable<(Step, DateTimeOffset)> Word(DateOnly day) => [(Step.ProgressAsked, Reckoner.Nine(day)), (Step.ProgressReminder, Days.Nine(day, 3))];
    }

    private static DateOnly NextDate(DateTimeOffset raised) => Days.Day(Reckoner.DayOf(raised), 2).AddDays(24);

    private static DateOnly FirstSchoolDay(DateOnly day) => Days.IsSchoolDay(day) ? day : Days.Day(day, 1);

    private static DateTimeOffset Eleven(DateTimeOffset raised, int count) => Days.Nine(Reckoner.DayOf(raised), count).AddHours(2);

    // Two acts of one instant go one after the other.
    private static void Plan(SortedList<DateTimeOffset, Func<Task>> acts, DateTimeOffset at, Func<Task> act)
    {
        while (!acts.TryAdd(at, act))
        {
            at = at.AddTicks(1);
        }
    }

    private static async Task RaiseAsync(World world, MatterId id)
    {
        var template = Raised();
        var matter = world.News.Timed(template with { Id = id, Moves = [template.Moves[0] with { At = world.Clock.GetUtcNow() }] });
        var writes = await world.News.AnnounceAsync(matter, default);
        Assert.Equal(Committed.Done, await world.Matters.InsertAsync(matter, writes!, default));
    }

    private static async Task MoveAsync(World world, MovePress press, PersonId person) => Assert.IsType<MoveOutcome.Moved>(await world.Move.HandleAsync(CallerOf(person), press, default));

    private static async Task UntilAsync(World world, DateTimeOffset at)
    {
        while (world.Clock.GetUtcNow() < at)
        {
            var day = world.Clock.GetUtcNow().AddDays(7);
            await world.RunAsync((day < at ? day : at) - world.Clock.GetUtcNow());
        }
    }

    private static bool IsChase(string json) => new[] { "This is a reminder.", "asked to answer too", "This stands on the agenda", "On your board", "Today is the day" }.Any(words => json.Contains(words, StringComparison.Ordinal));
}
