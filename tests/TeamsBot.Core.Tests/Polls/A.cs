using TeamsBot.Core.Audit;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>Test data in the words of the story: Alder Vale Network, its schools, heads and deputies.</summary>
internal static class A
{
    public static readonly TenantId Tenant = new("11111111-2222-3333-4444-555555555555");
    public static readonly DateTimeOffset Opened = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Closes = new(2026, 11, 27, 17, 0, 0, TimeSpan.Zero);

    public static readonly Wording Wording = new(
        version: 1,
        [
            new("p1", "Early language: more children talking well by five", "Early language"),
            new("p2", "Attendance of pupils who miss a day a week", "Attendance"),
            new("p3", "Waiting times for mental health support", "Mental health waits"),
            new("p4", "Helping families support learning at home", "Family support"),
            new("p5", "Special school places close to home", "Special school places"),
            new("p6", "Reading at the move to Year 7", "Year 7 reading"),
            new("p7", "Exclusions in Years 8 and 9", "Exclusions"),
        ],
        atMost: 3);

    public static PersonId Head(int school) => new($"head-{school}");

    public static PersonId Deputy(int school) => new($"deputy-{school}");

    public static SeatId Seat(int school) => new($"school-{school}");

    /// <summary>A poll of so many schools, each with a head and a deputy.</summary>
    public static Poll Poll(int schools = 5, string id = "poll-1") => new()
    {
        Tenant = Tenant,
        Id = new(id),
        Group = new("network-alder-vale"),
        GroupName = "Alder Vale Network",
        BoardName = "Fernshaw Locality Board",
        Wording = Wording,
        Electorate = new([.. Enumerable.Range(1, schools).Select(school => new Seat(Seat(school), $"School {school}", [Head(school), Deputy(school)]))]),
        Rule = AgreementRule.MoreThanHalf(3),
        Ask = Ask.Support,
        Visibility = Visibility.Members,
        OpenedBy = new("facilitator"),
        OpenedAt = Opened,
        ClosesAt = Closes,
        State = PollState.Open,
        Audit = AuditChain.Empty,
    };

    /// <summary>A ballot of the head of a school.</summary>
    public static Ballot Ballot(int school, string choices) => new(Seat(school), Head(school), 0, Choices.Stored(choices), Opened, 1, AuditChain.Empty);

    /// <summary>The poll closed on these ballots, the first of school 1 and so on.</summary>
    public static Poll Closed(int schools, params string[] ballots) => Poll(schools).Close(ballots.Select((choices, at) => Ballot(at + 1, choices)), Closes);
}
