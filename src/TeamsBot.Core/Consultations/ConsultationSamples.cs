using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Consultations;

/// <summary>The cards of a consultation of an invented county in every state, for every reader.</summary>
internal static class ConsultationSamples
{
    private const string Part = "Consultations";
    private const string TeamsUser = "29:head-of-kestrel-bank";

    private static readonly DateTimeOffset Opened = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Closes = new(2026, 11, 27, 17, 0, 0, TimeSpan.Zero);

    public static Consultation Open { get; } = Of(60);

    public static IEnumerable<CardSample> All() => [.. Schools(), .. Channel(), .. Starter(), .. Results()];

    private static Consultation Of(int schools)
    {
        var seats = Enumerable.Range(0, schools).Select(at => new Seat(new($"school-{at:00}"), at == 0 ? "Kestrel Bank Primary" : $"Fernshaw School {at}", at == 9 ? [] : [new($"head-{at}"), new($"deputy-{at}")])).ToList();
        return new()
        {
            Tenant = new("tenant"),
            Id = new("consultation-1"),
            AskedBy = "Fernshaw and Saltmarsh Partnership Board",
            Scope = new(null, "Fernshaw and Saltmarsh Partnership Board", [new("network-alder-vale"), new("network-tarnside")]),
            WithoutNetwork = 2,
            Questions = new(
                "Which aims and principles should guide our schools?",
                "The board has drafted six aims and four principles. Tell us which matter most to your school, and what is missing.",
                [
                    new(
                        "Aims",
                        [
                            new("a1", "Best outcomes: schools share what works", "Best outcomes"), new("a2", "Every age from early years on is at the heart of it", "Every age"), new("a3", "All sectors work together", "All sectors"),
                            new("a4", "Data flows both ways between schools and services", "Two-way data"), new("a5", "School leaders lead the system", "System leadership"), new("a6", "A county board over locality boards", "County board"),
                        ],
                        3),
                    new("Principles", [new("p1", "Fair to every child, wherever they live", "Fairness"), new("p2", "Open about who decides what", "Openness"), new("p3", "Built on what works already", "What works"), new("p4", "Causes before remedies", "Causes first")], 2),
                ],
                ["What would you add or change?", "Which behaviours would show it?"]),
            Roll = new(new(seats), seats.Select((seat, at) => KeyValuePair.Create(seat.Id, new Profile(at % 10 < 6 ? "Primary" : at % 10 < 9 ? "Secondary" : Profile.NoPhase, at % 10 == 9 ? "Special" : at % 4 == 0 ? Profile.Academy : "Maintained")))),
            StartedBy = new("administrator"),
            OpenedAt = Opened,
            ClosesAt = Closes,
            State = ConsultationState.Open,
            Audit = AuditChain.Empty,
        };
    }

    /// <summary>The answers of so many schools, the first seats first.</summary>
    private static List<SchoolAnswer> Answers(int schools) =>
    [
        .. Enumerable.Range(0, schools).Select(at => new SchoolAnswer(
            Open.Roll.Electorate.Seats[at].Id,
            new($"head-{at}"),
            0,
            new(
                [new Choices(["a1", at % 3 == 0 ? "a2" : "a4", at % 10 == 9 ? "a6" : at % 2 == 0 ? "a3" : "a5"]), new Choices(["p1", at % 4 == 0 ? "p2" : "p3"])],
                at % 3 == 0 ? [$"Say more about transport in the valleys, and about school {at}.", "Heads ring each other before they ring us."] : ["", ""]),
            Opened.AddHours(at),
            1,
            AuditChain.Empty)),
    ];

    private static IEnumerable<CardSample> Schools()
    {
        var seat = Open.Roll.Electorate.Seats[0];
        var (head, deputy, mine) = (seat.Voters[0], seat.Voters[1], Answers(1)[0]);
        SchoolView View(PersonId reader, SchoolAnswer? answer, DateTimeOffset now) => new(Open, seat, reader, answer, 41, now, TeamsUser);
        var during = Closes.AddDays(-3);
        var four = new SentAnswer(["a1,a2,a3,a4", "p1,p2"], ["Transport.", ""]);
        return
        [
            new(Part, "Head, to answer", AnswerCards.ForSchool(View(head, null, during))),
            new(Part, "Head, over the deputy’s answer", AnswerCards.ForSchool(View(head, mine with { Person = deputy, Rank = 1 }, during))),
            new(Part, "Head, not sent yet", AnswerCards.ToAnswer(View(head, mine, during), "Under Aims you ticked four. Tick exactly three.", four)),
            new(Part, "Head, answered", AnswerCards.ForSchool(View(head, mine, during))),
            new(Part, "Deputy, the head has answered", AnswerCards.ForSchool(View(deputy, mine, during))),
            new(Part, "Head, while it is counted", AnswerCards.ForSchool(View(head, mine, Closes))),
            new(Part, "Head, while it is counted, not answered", AnswerCards.ForSchool(View(head, null, Closes))),
            new(Part, "Head, reminded", ReminderCards.ToSchool(View(head, null, during))),
            new(Part, "Head, too late", AnswerCards.TooLate(Open, seat, mine, four, Closes.AddMinutes(4))),
            new(Part, "Nobody’s answer", AnswerCards.NotYours()),
        ];
    }

    private static IEnumerable<CardSample> Channel() =>
    [
        new(Part, "Channel, open", ConsultationChannelCards.ForChannel(Open, 41, Closes.AddDays(-3))),
        new(Part, "Channel, while it is counted", ConsultationChannelCards.ForChannel(Open, 52, Closes)),
        new(Part, "Channel, of two schools", ConsultationChannelCards.ChooseSeat(Open, [Open.Roll.Electorate.Seats[0], Open.Roll.Electorate.Seats[1]])),
    ];

    private static IEnumerable<CardSample> Starter() =>
    [
        new(Part, "Starter, opened", StarterCards.IsOpen(Open, ImmutableHashSet<SeatId>.Empty, Opened)),
        new(Part, "Starter, half-way", StarterCards.IsOpen(Open with { Scope = new(new("locality-fernshaw"), "Fernshaw Locality Board", Open.Scope.Networks) }, Answers(41).Select(answer => answer.Seat).ToHashSet(), Closes.AddDays(-3))),
    ];

    private static IEnumerable<CardSample> Results()
    {
        var (closed, few, seat) = (Open.Close(Answers(52), Closes), Open.Close(Answers(3), Closes), Open.Roll.Electorate.Seats[0]);
        SchoolView View(Consultation asked, SchoolAnswer? answer) => new(asked, seat, seat.Voters[0], answer, 52, Closes, TeamsUser);
        return
        [
            new(Part, "Head, result", AnswerCards.ForSchool(View(closed, Answers(1)[0]))),
            new(Part, "Head, result, not answered", AnswerCards.ForSchool(View(closed, null))),
            new(Part, "Channel, result", ConsultationChannelCards.ForChannel(closed, 52, Closes)),
            new(Part, "Channel, fewer than five answered", ConsultationChannelCards.ForChannel(few, 3, Closes)),
            new(Part, "Starter, result", ConsultationResultCards.ForStarter(closed, closed.Result!)),
            new(Part, "By phase", ConsultationResultCards.ForBreakdown(closed, closed.Result!, byPhase: true)),
            new(Part, "By status", ConsultationResultCards.ForBreakdown(closed, closed.Result!, byPhase: false)),
            new(Part, "Starter, what schools wrote", WrittenCards.Page(closed, Answers(52), text: 1, page: 0)),
        ];
    }
}
