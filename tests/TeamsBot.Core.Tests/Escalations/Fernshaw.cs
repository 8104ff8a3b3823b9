using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Tests.Escalations;

/// <summary>One locality of an invented county: two networks, their board, and the partnership board above it.</summary>
internal static class Fernshaw
{
    public static readonly TenantId Tenant = new("5f0c3f5e-0000-4000-8000-000000000001");
    public static readonly DateTimeOffset Monday = new(2026, 9, 7, 9, 0, 0, TimeSpan.Zero);

    public static readonly Group Partnership = new(new("partnership"), "County Partnership Board", Tier.Partnership, null);
    public static readonly Group Board = new(new("locality-fernshaw"), "Fernshaw Locality Board", Tier.Locality, Partnership.Id);
    public static readonly Group AlderVale = new(new("network-alder-vale"), "Alder Vale Network", Tier.Network, Board.Id);
    public static readonly Group Tarnside = new(new("network-tarnside"), "Tarnside Network", Tier.Network, Board.Id);

    public static readonly PersonId Chair = new("chair");
    public static readonly PersonId ViceChair = new("vice");
    public static readonly PersonId Clerk = new("clerk");
    public static readonly PersonId CountyChair = new("county-chair");
    public static readonly PersonId Facilitator = new("facilitator");
    public static readonly PersonId Editor = new("editor");
    public static readonly PersonId HeadOne = new("head-1");
    public static readonly PersonId HeadTwo = new("head-2");
    public static readonly PersonId HeadThree = new("head-3");
    public static readonly PersonId Stranger = new("stranger");

    public static readonly Option EarlyLanguage = new("o1", "Early language: more children talking well by five", "Early language");

    public static Register Register { get; } = new(
        1,
        [Partnership, Board, AlderVale, Tarnside],
        [School("100001", "Kestrel Bank Primary"), School("100002", "Hollin Rise Primary"), School("100003", "Old Mill Primary")],
        [
            Someone(Chair, new Appointment(Role.Chair, null, Board.Id)),
            Someone(ViceChair, new Appointment(Role.ViceChair, null, Board.Id)),
            Someone(Clerk, new Appointment(Role.Clerk, null, Board.Id)),
            Someone(CountyChair, new Appointment(Role.Chair, null, Partnership.Id)),
            Someone(Facilitator, new Appointment(Role.Facilitator, null, AlderVale.Id)),
            Someone(Editor, new Appointment(Role.Editor, null, null)),
            Someone(HeadOne, new Appointment(Role.Head, new("100001"), null)),
            Someone(HeadTwo, new Appointment(Role.Head, new("100002"), null)),
            Someone(HeadThree, new Appointment(Role.Head, new("100003"), null)),
            Someone(Stranger, new Appointment(Role.Governor, new("100001"), null)),
        ]);

    public static Caller CallerOf(PersonId person) => new(Tenant, person, new($"account-{person}"));

    /// <summary>A matter as it is raised: two of three schools voted, both heads are its voters.</summary>
    public static Matter Raised(Visibility visibility = Visibility.Members) => new()
    {
        Tenant = Tenant,
        Id = MatterId.Of(new("poll-1"), EarlyLanguage.Id, Tier.Locality),
        Evidence = new()
        {
            Poll = new("poll-1"),
            Option = EarlyLanguage,
            WordingVersion = 1,
            Origin = Party.Of(AlderVale),
            Ask = Ask.Support,
            Visibility = visibility,
            Backing = new(3, 2, 2, 2, "more than half"),
            Seats =
            [
                new(new("school-100001"), "Kestrel Bank Primary", HeadOne),
                new(new("school-100002"), "Hollin Rise Primary", HeadTwo),
                new(new("school-100003"), "Old Mill Primary", null),
            ],
        },
        State = MatterState.Raised,
        Holder = Party.Of(Board),
        AboveChain = [Party.Of(Board), Party.Of(Partnership)],
        Moves = [new(1, Act.Raise, null, null, Party.Of(AlderVale), Party.Of(Board), null, Monday, [.. Officers.OfBoard(Register, Board.Id)])],
        Audit = AuditChain.Empty,
    };

    /// <summary>A press as an officer or a facilitator makes it: who sees to it and by when are filled in where the act asks for them.</summary>
    public static MovePress Press(MatterId matter, Act act, int version, string text = "") =>
        new(matter, act, version, text, Said.NeedsDate(act) ? "the head of early help" : "", Said.NeedsDate(act) ? "2027-01-22" : "");

    /// <summary>Decides as the use case does: standing and readers by the register.</summary>
    public static MoveOutcome Decide(Matter matter, PersonId person, Act act, string text = "", int? version = null, DateTimeOffset? at = null) => matter.Decide(
        Press(matter.Id, act, version ?? matter.Version, text),
        Officers.StandingFor(act, matter, Register, person),
        Officers.ReadersAfter(act, matter, Register),
        at ?? Monday.AddHours(matter.Version));

    /// <summary>The matter after a move that must succeed.</summary>
    public static Matter After(Matter matter, PersonId person, Act act, string text = "") =>
        Decide(matter, person, act, text) is MoveOutcome.Moved { IsNew: true } moved ? moved.Matter : throw new InvalidOperationException($"{person} could not {act}.");

    private static Person Someone(PersonId id, params Appointment[] appointments) => new(id, $"The {id}", $"{id}@county.example", [.. appointments]);

    private static School School(string urn, string name) => new(new(urn), name, "Primary", "Community school", 4, "Open", "Fernshaw", AlderVale.Id);
}
