using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
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
        var raised = Raised(Visibility.Members);
        var asked = After(raised, Act.Ask, "How many children wait for a first appointment?", new Reader(Facilitator, Role.Facilitator));
        var replied = After(asked, Act.Reply, "Forty, across eleven schools, the longest since May.");
        var referred = After(replied, Act.ReferUp, "It needs more therapists than the locality has.", CountyChair);
        var accepted = After(raised, Act.Accept, "");
        var declined = After(raised, Act.Decline, "No therapist can be found before Easter.");
        (string Name, Matter Matter)[] states =
        [
            ("raised", raised), ("restricted", Raised(Visibility.Restricted)), ("question asked", asked), ("question answered", replied), ("referred up", referred), ("accepted", accepted),
            ("declined", declined), ("raised by a round", WithGathered(raised, Full)), ("raised by a round that named nothing", WithGathered(raised, new(null, [], [], []))),
            ("accepted after a round", After(WithGathered(raised, Full), Act.Accept, "")),
        ];
        return [.. states.SelectMany(state => Of(state.Name, state.Matter)), .. Notes(raised, accepted), new(Part, "No such matter", MatterTurn.NotFound)];
    }

    private static IEnumerable<CardSample> Of(string name, Matter matter)
    {
        foreach (var arrival in matter.Arrivals)
        {
            yield return new(Part, $"Chair of {arrival.To!.Name}, {name}", MatterCards.ForOfficer(new(matter, arrival, arrival.Readers[0], TeamsUser)));
            yield return new(Part, $"Channel of {arrival.To.Name}, {name}", MatterChannelCards.ForBoard(matter, arrival));
        }

        yield return new(Part, $"Channel of {Network.Name}, {name}", MatterChannelCards.ForOrigin(matter));
        if (matter.Moves.LastOrDefault(move => move.Act is Act.Ask) is { } question)
        {
            yield return new(Part, $"Facilitator, {name}", MatterAnswerCards.Question(matter, question, TeamsUser));
        }

        if (MatterAnswerCards.AnswerDown(matter, Voter) is { } answer)
        {
            yield return new(Part, $"Head who voted, {name}", answer);
        }
    }

    private static IEnumerable<CardSample> Notes(Matter raised, Matter accepted) =>
    [
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

    private static Matter Raised(Visibility visibility) => new()
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
        Above = Partnership,
        Moves = [new(1, Act.Raise, null, null, Network, Board, null, At, [Chair, new(new("clerk"), Role.Clerk)])],
        Audit = AuditChain.Empty,
    };

    private static Matter After(Matter matter, Act act, string text, params Reader[] readers)
    {
        var standing = act is Act.Reply ? new Standing(Facilitator, Role.Facilitator, Side.Origin) : new Standing(Chair.Person, Role.Chair, Side.Holder);
        return matter.Decide(act, standing, matter.Version, text, readers, At.AddDays(matter.Version)) is MoveOutcome.Moved moved ? moved.Matter : throw new InvalidOperationException($"{act} is no move of this sample.");
    }
}
