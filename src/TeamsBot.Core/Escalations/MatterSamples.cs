using TeamsBot.Core.Agreements;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;

namespace TeamsBot.Core.Escalations;

/// <summary>The cards of a matter of an invented locality in every state, for every reader.</summary>
internal static class MatterSamples
{
    private const string Part = "Escalations";
    private const string TeamsUser = "29:officer";

    private static readonly DateTimeOffset At = new(2026, 11, 27, 17, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Voter = new("head-1"), Facilitator = new("facilitator");
    private static readonly Party Network = new(new("network-alder-vale"), "Alder Vale Network", Tier.Network);
    private static readonly Party Board = new(new("locality-fernshaw"), "Fernshaw Locality Board", Tier.Locality);
    private static readonly Party Partnership = new(new("partnership"), "County Partnership Board", Tier.Partnership);
    private static readonly Reader Chair = new(new("chair"), Role.Chair), CountyChair = new(new("county-chair"), Role.Chair);
    private static readonly Option Priority = new("p1", "Early language: more children talking well by five", "Early language");

    public static IEnumerable<CardSample> All()
    {
        var states = States();
        Matter Of(string name) => states.Single(state => state.Name == name).Matter;
        return [.. states.SelectMany(state => MatterSamples.Of(state.Name, state.Matter)), .. Notes(Of("raised"), Of("accepted"), Of("declined")), new(Part, "No such matter", MatterTurn.NotFound)];
    }

    /// <summary>A matter in every state.</summary>
    public static IReadOnlyList<(string Name, Matter Matter)> States()
    {
        var raised = Raised(Visibility.Members);
        var acknowledged = After(raised, Act.Acknowledge);
        var asked = After(acknowledged, Act.Ask, "How many children wait for a first appointment?", new Reader(Facilitator, Role.Facilitator));
        var replied = After(asked, Act.Reply, "Forty, across eleven schools, the longest since May.");
        var referred = After(replied, Act.ReferUp, "It needs more therapists than the locality has.", CountyChair);
        var accepted = After(raised, Act.Accept);
        var progress = After(accepted, Act.Progress, "Two therapists start after half-term, one day a week each.");
        var declined = After(raised, Act.Decline, "No therapist can be found before Easter.", new Reader(Facilitator, Role.Facilitator));
        return
        [
            ("raised", raised), ("restricted", Raised(Visibility.Restricted)), ("acknowledged", acknowledged), ("question asked", asked), ("question answered", replied), ("referred up", referred),
            ("sent back by the board above", After(referred, Act.Return, "Please try the two spare days first.", Chair, new(new("clerk"), Role.Clerk))), ("accepted", accepted),
            ("accepted by the board above", After(referred, Act.Accept)), ("in progress", progress), ("resolved", After(progress, Act.Resolve, "All forty children were seen. The longest wait is now five weeks.")),
            ("declined", declined), ("returned", After(raised, Act.Return, "Please say which schools would share a therapist.", new Reader(Facilitator, Role.Facilitator))),
            ("withdrawn", After(raised, Act.Withdraw, "A charity pays for a therapist from January.")), ("sent again", Again(declined)),
            ("confirmed by a vote", Confirmed(referred)),
            ("raised by a round", WithGathered(raised, Full)), ("raised by a round that named nothing", WithGathered(raised, new(null, [], [], []))),
            ("raised by a board", ByABoard(raised)), ("accepted after a round", After(WithGathered(raised, Full), Act.Accept)),
        ];
    }

    /// <summary>What the clerk of a board sees of a restricted matter: its card, and who has read it.</summary>
    public static IEnumerable<CardSample> Restricted()
    {
        Reader clerk = new(new("clerk"), Role.Clerk);
        var raised = Raised(Visibility.Restricted);
        var register = new Register(1, [], [], [new(Chair.Person, "Chair, Fernshaw Locality Board", "chair@council.example", []), new(clerk.Person, "Clerk, Fernshaw Locality Board", "clerk@council.example", [])]);
        Reading ReadingOf(Reader reader, int day, Shown how, int version = 1) => new(reader.Person, "matter", version, At.AddDays(day), how);
        Message Readers(params Reading[] readings) => MatterReaders.Card(raised, readings, register, Board.Id.Value, "1");
        return
        [
            new(Part, "Clerk, restricted", MatterCards.ForOfficer(new(raised, raised.Moves[0], clerk, TeamsUser))),
            new(Part, "Clerk, restricted and accepted", MatterCards.ForOfficer(new(After(raised, Act.Accept), raised.Moves[0], clerk, TeamsUser))),
            new(Part, "Clerk, restricted and declined", MatterCards.ForOfficer(new(After(raised, Act.Decline, "No therapist can be found before Easter."), raised.Moves[0], clerk, TeamsUser))),
            new(Part, "Clerk, who has read it", Readers(ReadingOf(Chair, 0, Shown.Sent), ReadingOf(clerk, 0, Shown.Sent), ReadingOf(Chair, 1, Shown.Opened), ReadingOf(Chair, 3, Shown.Opened, 2))),
            new(Part, "Clerk, nobody has read it", Readers()),
            new(Part, "Anybody, something restricted in a channel", Restrictions.OnlyInPerson),
        ];
    }

    private static IEnumerable<CardSample> Of(string name, Matter matter)
    {
        foreach (var arrival in matter.Arrivals)
        {
            yield return new(Part, $"Chair of {arrival.To!.Name}, {name}{(arrival.Act is Act.Return ? ", new card" : "")}", MatterCards.ForOfficer(new(matter, arrival, arrival.Readers[0], TeamsUser)));
            if (arrival.Act is not Act.Return)
            {
                yield return new(Part, $"Channel of {arrival.To.Name}, {name}", MatterChannelCards.ForBoard(matter, arrival));
            }
        }

        yield return new(Part, $"Channel of {matter.Evidence.Origin.Name}, {name}", MatterChannelCards.ForOrigin(matter));
        if (matter.Moves.LastOrDefault(move => move.Act is Act.Ask) is { } question)
        {
            yield return new(Part, $"Facilitator, {name}", MatterFacilitatorCards.Question(matter, question, TeamsUser));
        }

        yield return new(Part, $"Facilitator’s own, {name}", MatterFacilitatorCards.Of(matter, next: null, TeamsUser));
        if (matter.IsTold(matter.Last))
        {
            yield return new(Part, $"Head who voted, {name}", MatterAnswerCards.AnswerDown(matter, matter.Last, Voter));
        }
    }

    private static IEnumerable<CardSample> Notes(Matter raised, Matter accepted, Matter declined) =>
    [
        new(Part, "Facilitator, sent again", MatterFacilitatorCards.Of(declined, Again(declined), TeamsUser)),
        new(Part, "Facilitator, sent again by another", MatterFacilitatorCards.Of(declined, Again(declined), TeamsUser, MatterWords.AlreadyAgain(Again(declined).Moves[0]))),
        new(Part, "Chair, a reminder", MatterCards.ForOfficer(new(raised, raised.Moves[0], Chair, TeamsUser), MatterCards.ReminderNote)),
        new(Part, "Clerk, after the chair accepted", MatterCards.ForOfficer(new(accepted, accepted.Moves[0], new(new("clerk"), Role.Clerk), TeamsUser), MatterWords.Already(accepted.Last))),
    ];

    private static Gathered Full { get; } = new(
        "Early language",
        [
            new("Parental engagement", 7, 1, 6, 0, ["Few families come to our reading mornings."]), new("Waits for speech and language therapy", 5, 0, 0, 5, []), new("Lost early experiences", 2, 0, 1, 1, []),
            new("Staff need training", 1, 1, 0, 0, []),
        ],
        [new("Disadvantaged pupils", 9), new("Children under five", 6)],
        [
            new("A talking hour every day in reception, with training for its staff", "Kestrel Bank Primary", new(2027, 1, 11), "EEF toolkit, oral language", EvidenceStrength.Strong),
            new("Reading mornings with breakfast", "Hollin Rise Primary", new(2027, 1, 18), null, EvidenceStrength.None),
        ]);

    private static Matter WithGathered(Matter matter, Gathered gathered) => matter with { Evidence = matter.Evidence with { Gathered = gathered } };

    internal static Matter Raised(Visibility visibility) => DeadlineSamples.Timed(new()
    {
        Tenant = new("tenant"),
        Id = MatterId.Of(new("poll-1"), Priority.Id, Tier.Locality),
        Evidence = new()
        {
            Poll = new("poll-1"),
            Option = Priority,
            WordingVersion = 1,
            Origin = Network,
            Ask = Ask.Support,
            Visibility = visibility,
            Backing = new(19, 14, 11, 8, "more than half"),
            Seats = [new(new("school-1"), "Kestrel Bank Primary", Voter), new(new("school-2"), "Hollin Rise Primary", new("head-2")), new(new("school-3"), "Old Mill Primary", null)],
        },
        State = MatterState.Raised,
        Holder = Board,
        AboveChain = [Board, Partnership],
        Moves = [new(1, Act.Raise, null, null, Network, Board, null, At, [Chair, new(new("clerk"), Role.Clerk)])],
        Audit = AuditChain.Empty,
    });

    private static Matter Again(Matter matter) => Raised(Visibility.Members) with
    {
        Id = matter.Id.Next,
        Evidence = matter.Evidence with { Follows = matter.Id },
        Moves = [new(1, Act.Raise, Facilitator, Role.Facilitator, Network, Board, "Two schools can now offer a room.", At.AddDays(20), [Chair, new(new("clerk"), Role.Clerk)])],
    };

    private static Matter ByABoard(Matter matter) => matter with
    {
        Evidence = matter.Evidence with { Origin = Board, Backing = new(7, 5, 4, 3, "more than half"), Seats = [new(new("place-1"), "Member for Alder Vale Network", Voter)] },
        Holder = Partnership,
        AboveChain = [Partnership],
        Moves = [new(1, Act.Raise, null, null, Board, Partnership, null, At, [CountyChair])],
    };

    private static Matter Confirmed(Matter matter) =>
        matter.Voted(new(Partnership.Id, "9\u00A0of\u00A011 members of the board voted. 7 of the 9 chose this; 5 were needed: more than half of the votes.", At.AddDays(9), Confirms: true), [], At.AddDays(9)) ?? throw new InvalidOperationException("A vote is no move of this sample.");

    internal static Matter After(Matter matter, Act act, string text = "", params Reader[] readers)
    {
        var standing = act is Act.Reply or Act.Withdraw ? new Standing(Facilitator, Role.Facilitator, Side.Origin)
            : act is Act.TakeOver ? new Standing(CountyChair.Person, Role.Chair, Side.BoardAbove)
            : new Standing(Chair.Person, Role.Chair, Side.Holder);
        var press = new MovePress(matter.Id, act, matter.Version, text, act is Act.Accept ? "the head of speech and language therapy" : "", "2027-01-22");
        return matter.Decide(press, standing, readers, At.AddDays(matter.Version)) is MoveOutcome.Moved moved ? DeadlineSamples.Timed(moved.Matter) : throw new InvalidOperationException($"{act} is no move of this sample.");
    }
}
