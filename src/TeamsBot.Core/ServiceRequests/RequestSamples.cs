using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>The cards of a board's request to four services of an invented locality, in every state and for every reader.</summary>
internal static class RequestSamples
{
    private const string Part = "Service requests";
    private const string TeamsUser = "29:lead";

    private static readonly DateTimeOffset At = new(2026, 11, 16, 10, 0, 0, TimeSpan.Zero);
    private static readonly Group Board = new(new("locality-fernshaw"), "Fernshaw Locality Board", Tier.Locality, new("partnership"));
    private static readonly Group County = new(new("partnership"), "County Partnership Board", Tier.Partnership, null);
    private static readonly PersonId Lead = new("lead");

    private static readonly ImmutableArray<AskedService> Services =
    [
        new("childrens-social-care--locality-fernshaw", "Children’s Social Care", UnderReview: false, [new("lead-care")]),
        new("early-help--locality-fernshaw", "Early Help", UnderReview: true, [Lead, new("lead-2")]),
        new("health--locality-fernshaw", "Health", UnderReview: false, [new("lead-health")]),
        new("school-990106", "Ravenbeck Special School", UnderReview: false, [new("head-6")]),
    ];

    private static readonly ThemeList Themes = new(0, [new(new("early-language"), "Early language", null, []), new(new("attendance"), "Attendance", null, [])]);

    internal static Said.Offer SomeOffer { get; } = new("Two family workers run talking groups in three schools.", "A third group from January, if a room is found.", "No room in Tarnside, and one post is empty.", Capacity.Some);

    internal static Said.Offer NoneOffer { get; } = new("A speech therapist sees children after referral.", "Nothing before Easter.", "The wait is at 40 weeks.", Capacity.None);

    internal static ServiceRequest Asked { get; } = new()
    {
        Tenant = new("tenant"),
        Id = new("request-1"),
        Board = Party.Of(Board),
        Matter = new(new("poll-1~p1~locality"), "Early language: more children talking well by five", "Alder Vale Network"),
        Theme = new("early-language"),
        ThemeName = "Early language",
        Question = "What do you offer families whose children start school with few words, and what more could you?",
        Visibility = Visibility.Members,
        AskedBy = new(new("clerk"), Role.Clerk),
        AskedAt = At,
        Plan = new(At.AddDays(11).AddHours(7), At.AddDays(9), At.AddDays(14), At.AddDays(16)),
        Services = Services,
        Officers = [new(new("chair"), Role.Chair), new(new("clerk"), Role.Clerk)],
        Audit = AuditChain.Empty,
    };

    internal static ServiceRequest After(ServiceRequest request, int service, Said said, PersonId? by = null) =>
        request.Decide(service, by ?? request.Services[service].Leads[0], isLead: true, request.AnswerOf(service)?.Number ?? 0, said, At.AddDays(1 + request.Acts)) is ReplyOutcome.Replied replied ? replied.Request
            : throw new InvalidOperationException("The sample's answer was refused.");

    private static ServiceRequest WithActions(ServiceRequest request) => request with
    {
        Actions =
        [
            new(1, 1, ActionKind.Training, "All staff learn the same first steps for early talk.", "40 family workers of the locality", Lead, At.AddDays(3), At.AddDays(30)),
            new(1, 2, ActionKind.People, "One more family worker.", "Three schools", Lead, At.AddDays(4), null),
        ],
    };

    public static IEnumerable<CardSample> All()
    {
        var three = After(After(After(Asked, 1, SomeOffer), 2, NoneOffer), 0, new Said.Decline("This is for Health; we only know of children with a plan."));
        var all = After(three, 3, SomeOffer with { Capacity = Capacity.Yes });
        var corrected = After(all, 2, NoneOffer with { CouldBe = "A clinic day in the spring.", Capacity = Capacity.Some });
        var closed = corrected with { Closed = new(new("chair"), Role.Chair, At.AddDays(12)) };
        var silent = Asked with { Chases = [new(Occasion.Tell, 2, At.AddDays(16), [0, 1], [[new("clerk")]])] };
        return [.. LeadSamples(three, closed), .. OfficerSamples(three, all, corrected, closed, silent), .. FormSamples(), .. DirectorySamples(three, closed)];
    }

    private static IEnumerable<CardSample> LeadSamples(ServiceRequest three, ServiceRequest closed)
    {
        Core.Language.Message Of(ServiceRequest request, int service, string? note = null) => ServiceCards.ForLead(new(request, service, TeamsUser), note);
        yield return new(Part, "Lead, asked", Of(Asked, 1));
        yield return new(Part, "Head of a special school, asked", Of(Asked, 3));
        yield return new(Part, "Lead, asked about something restricted", Of(Asked with { Visibility = Visibility.Restricted, Matter = null }, 2));
        yield return new(Part, "Lead, reminded", Of(Asked, 1, ServiceCards.ReminderNote));
        yield return new(Part, "Lead, answered", Of(three, 1));
        yield return new(Part, "Lead, answered that there is no capacity", Of(three, 2));
        yield return new(Part, "Lead, answered with two actions", Of(WithActions(three), 1));
        yield return new(Part, "Lead, closed with an action that is not done", Of(WithActions(three) with { Closed = closed.Closed }, 1));
        yield return new(Part, "Lead, declined", Of(three, 0));
        yield return new(Part, "Lead, pressed after the other lead", Of(three, 1, RequestWords.Already(three.AnswerOf(1), new("lead-2"))));
        yield return new(Part, "Lead, closed with an answer", Of(closed, 2));
        yield return new(Part, "Lead, closed without an answer", Of(Asked with { Closed = closed.Closed }, 1));
        yield return new(Part, "Nobody who leads it", ServiceCards.NotFound);
    }

    private static IEnumerable<CardSample> OfficerSamples(ServiceRequest three, ServiceRequest all, ServiceRequest corrected, ServiceRequest closed, ServiceRequest silent) =>
    [
        new(Part, "Officer, just asked", RequestCards.ForOfficer(Asked, TeamsUser)),
        new(Part, "Officer, three of four answered", RequestCards.ForOfficer(three, TeamsUser)),
        new(Part, "Officer, closed", RequestCards.ForOfficer(closed, TeamsUser)),
        new(Part, "Officer, closed by another before", RequestCards.ForOfficer(closed, TeamsUser, $"It was closed before. {RequestWords.ClosedLine(closed)}")),
        new(Part, "Officer, all have answered", RequestCards.AllAnswered(all)),
        new(Part, "Officer, one answer in full", RequestCards.Full(three, three.AnswerOf(1)!, [three.AnswerOf(1)!])),
        new(Part, "Officer, an answer with two actions in full", RequestCards.Full(WithActions(three), three.AnswerOf(1)!, [three.AnswerOf(1)!])),
        new(Part, "Officer, a corrected answer in full", RequestCards.Full(corrected, corrected.AnswerOf(2)!, [three.AnswerOf(2)!, corrected.AnswerOf(2)!])),
        new(Part, "Officer, a decline in full", RequestCards.Full(three, three.AnswerOf(0)!, [three.AnswerOf(0)!])),
        new(Part, "Clerk, told who is silent", RequestCards.SomeSilent(silent, silent.Chases[0])),
        new(Part, "Not an officer of that board", RequestCards.NotYours),
    ];

    private static IEnumerable<CardSample> FormSamples()
    {
        var view = new AskView(new("request-2"), Party.Of(Board), [], Services, [new(2026, 11, 19), new(2026, 11, 30)], Themes);
        var filled = AskForm.Filled(view, null, view.Due[1]);
        return
        [
            new(Part, "Officer, to ask", AskForm.Draw(view, filled.GetValueOrDefault)),
            new(Part, "Officer, not sent yet", AskForm.Draw(view, filled.GetValueOrDefault, "Write what you want to know.")),
            new(Part, "Officer, asked before by another", AskForm.AskedBefore(new(Services[1], Asked))),
            new(Part, "Officer, asked at the same moment by another", AskForm.AskedBefore(new(Services[1], null))),
            new(Part, "Officer, restricted and no agreement", AskForm.NoAgreement(new("Health has no data-sharing agreement on record."))),
            new(Part, "Officer, nobody to ask", AskForm.NobodyToAsk(Party.Of(County))),
            new(Part, "Somebody who may not ask", AskForm.NotAnOfficer),
        ];
    }

    private static IEnumerable<CardSample> DirectorySamples(ServiceRequest three, ServiceRequest closed)
    {
        IReadOnlyList<(AskedService, IReadOnlyList<string>)> entries = [.. Services.Select((service, at) => (service, (IReadOnlyList<string>)(at == 0 ? [] : [$"{service.Name} lead, Fernshaw Locality Board"])))];
        return
        [
            new(Part, "Directory, for a head", DirectoryCards.Of(new(Board, entries, [County], MayAsk: false, [], 0))),
            new(Part, "Directory, for an officer", DirectoryCards.Of(new(Board, entries, [County], MayAsk: true, [three, closed with { Id = new("request-2") }, three with { Visibility = Visibility.Restricted, Id = new("request-3") }], 9))),
            new(Part, "Directory, of the county, empty", DirectoryCards.Of(new(County, [], [Board], MayAsk: false, [], 0))),
            new(Part, "Directory, not imported", DirectoryCards.NoBoards),
        ];
    }
}
