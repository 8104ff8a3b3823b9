using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;

namespace TeamsBot.Core.Deadlines;

/// <summary>What the clock of a matter says, at every step, to every reader.</summary>
internal static class DeadlineSamples
{
    private const string Part = "Deadlines";
    private const string TeamsUser = "29:officer";

    private static readonly DateTimeOffset At = new(2026, 12, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly Reader Chair = new(new("chair"), Role.Chair), Clerk = new(new("clerk"), Role.Clerk), Vice = new(new("vice"), Role.ViceChair);
    private static readonly Reader CountyChair = new(new("county-chair"), Role.Chair), Facilitator = new(new("facilitator"), Role.Facilitator);

    public static IEnumerable<CardSample> All()
    {
        var raised = MatterSamples.Raised(Visibility.Members);
        var acknowledged = MatterSamples.After(raised, Act.Acknowledge);
        var asked = MatterSamples.After(raised, Act.Ask, "How many children wait for a first appointment?", Facilitator);
        var replied = MatterSamples.After(asked, Act.Reply, "Forty, across eleven schools, the longest since May.");
        var accepted = MatterSamples.After(raised, Act.Accept);
        var vice = Done(raised, Step.ViceChairCovers, 1, [Vice], [Chair]);
        var clerk = Done(vice, Step.ClerkCovers, 1, [Clerk], [Chair, Vice]);
        return
        [
            Officer("nobody has said that the board has it", Done(raised, Step.AcknowledgeReminder, 1, [Chair]), Chair),
            Officer("acknowledged, and no word since", Done(acknowledged, Step.WordRunOut, 2, [Chair]), Chair),
            Officer("no reply came to the question", Done(asked, Step.WordRunOut, 2, [Chair]), Chair),
            Officer("the reply came, and no word since", Done(replied, Step.WordRunOut, 3, [Chair]), Chair),
            Officer("the answer is due soon", Done(raised, Step.AnswerReminder, 1, [Chair]), Chair),
            Officer("the vice-chair was asked too", vice, Chair), Officer("asked to answer too", vice, Vice),
            Officer("the clerk was asked too", clerk, Chair), Officer("asked to answer too", clerk, Clerk),
            new(Part, "Chair, after the vice-chair accepted", MatterCards.ForOfficer(View(ByVice(vice), Chair), MatterWords.Already(ByVice(vice).Last, DeadlineWords.Covered(ByVice(vice), ByVice(vice).Last)))),
            new(Part, "Facilitator, a reply is due", MatterFacilitatorCards.Question(Done(asked, Step.ReplyReminder, 2, [Facilitator]), asked.Last, TeamsUser, DeadlineWords.ReplyNote(asked))),
            Officer("the day of the next word", Done(accepted, Step.ProgressAsked, 2, [Chair]), Chair), Officer("no next word came", Done(accepted, Step.ProgressReminder, 2, [Chair, Clerk]), Clerk),
            .. OnTheAgenda(Done(clerk, Step.Agenda, 1, [CountyChair], [Chair, Vice, Clerk])),
        ];
    }

    /// <summary>A matter of the samples with its last move's clock, as the shipped calendar and the default policy set it.</summary>
    internal static Matter Timed(Matter matter)
    {
        var clock = matter.IsArrival(matter.Last) ? new MoveClock(new(2026, 12, 18), new ResponsePolicy(), new(2026, 12, 2))
            : matter.Last.Act is Act.Ask ? new(new(2027, 1, 8), ReplyBy: new(2026, 12, 4))
            : matter.Last.Act is Act.Reply ? new(new(2027, 1, 4))
            : matter.Last.Clock;
        return matter with { Moves = matter.Moves.SetItem(matter.Version - 1, matter.Last with { Clock = clock }) };
    }

    private static IEnumerable<CardSample> OnTheAgenda(Matter overdue)
    {
        var step = overdue.Steps[^1];
        var taken = MatterSamples.After(overdue, Act.TakeOver, "The partnership board can pay for a therapist.", CountyChair);
        yield return Officer("on the agenda of the board above", overdue, Chair);
        yield return new(Part, "Chair of the board above, on its agenda", AgendaCards.Of(new(overdue, step, CountyChair, TeamsUser)));
        yield return new(Part, "Chair of the board above, answered meanwhile", AgendaCards.Of(new(MatterSamples.After(overdue, Act.Accept), step, CountyChair, TeamsUser), MatterWords.Already(MatterSamples.After(overdue, Act.Accept).Last)));
        yield return new(Part, "Chair of the board above, taken over", AgendaCards.Of(new(taken, step, CountyChair, TeamsUser)));
        yield return new(Part, "Chair of the board above, the matter it took over", MatterCards.ForOfficer(View(taken, CountyChair)));
        yield return new(Part, "Chair, taken over by the board above", MatterCards.ForOfficer(new(taken, taken.Moves[0], Chair, TeamsUser)));
        foreach (var (name, matter) in ((string, Matter)[])[("on the agenda of the board above", overdue), ("taken over", taken)])
        {
            yield return new(Part, $"Channel of the network, {name}", MatterChannelCards.ForOrigin(matter));
            yield return new(Part, $"Channel of the board, {name}", MatterChannelCards.ForBoard(matter, matter.Moves[0]));
        }
    }

    private static Matter ByVice(Matter matter)
    {
        var accepted = MatterSamples.After(matter, Act.Accept);
        return accepted with { Moves = accepted.Moves.SetItem(accepted.Version - 1, accepted.Last with { Person = Vice.Person, Role = Role.ViceChair }) };
    }

    private static Matter Done(Matter matter, Step step, int @base, Reader[] asked, params Reader[] told) =>
        matter with { Steps = matter.Steps.Add(new(step, @base, matter.Version, At.AddDays(matter.Steps.Length), [.. asked], [.. told])) };

    private static OfficerView View(Matter matter, Reader reader) => new(matter, matter.Arrivals.Last(), reader, TeamsUser);

    private static CardSample Officer(string name, Matter matter, Reader reader) =>
        new(Part, $"{MatterWords.Of(reader.Role)}, {name}", MatterCards.ForOfficer(View(matter, reader), DeadlineWords.Note(matter, matter.Steps[^1], reader)));
}
