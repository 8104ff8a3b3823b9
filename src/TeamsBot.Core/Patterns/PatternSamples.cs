using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Needs;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Patterns;

/// <summary>The cards of patterns of an invented county in every state, for every reader.</summary>
internal static class PatternSamples
{
    internal const string Part = "Patterns";
    private const string TeamsUser = "29:officer";

    private static readonly DateTimeOffset At = new(2026, 11, 27, 17, 0, 0, TimeSpan.Zero);
    private static readonly ThemeId Language = new("early-language"), Speech = new("speech-and-language");
    private static readonly Party Board = new(new("locality-fernshaw"), "Fernshaw Locality Board", Tier.Locality), Saltmarsh = new(new("locality-saltmarsh"), "Saltmarsh Locality Board", Tier.Locality);
    private static readonly Party Hollins = new(new("locality-hollins"), "Hollins Locality Board", Tier.Locality), County = new(new("partnership"), "County Partnership Board", Tier.Partnership);
    private static readonly Reader Chair = new(new("chair"), Role.Chair), Adviser = new(new("adviser"), Role.Facilitator);
    private static readonly ImmutableArray<Reader> Told = [Chair, new(new("vice"), Role.ViceChair), new(new("clerk"), Role.Clerk)];

    private static readonly (string Id, string Name)[] Networks = [("network-alder-vale", "Alder Vale Network"), ("network-millgate-moor", "Millgate Moor Network"), ("network-tarnside", "Tarnside Network"), ("network-beck", "Beckside Network")];

    public static IEnumerable<CardSample> All() => [.. Locality(), .. Joint(), .. Partnership(), .. Issues(), .. Lists(), new(Part, "No such pattern", PatternTurn.NotFound)];

    private static IEnumerable<CardSample> Locality()
    {
        var found = View(PatternLevel.Networks, Seen(3), null);
        var answered = Matters(3).ToDictionary(matter => matter.Id, matter => matter with { State = MatterState.Declined });
        yield return new(Part, "Chair of a locality board, three networks", PatternCards.ForReader(found));
        yield return new(Part, "Chair of a locality board, with what services see and a related theme", PatternCards.ForReader(found with { Needs = Needs(4), Themes = ["Early language", "Speech and language"] }));
        yield return new(Part, "Chair of a locality board, all answered already", PatternCards.ForReader(found with { Matters = answered }));
        yield return new(Part, "Chair of a locality board, kept apart", PatternCards.ForReader(View(PatternLevel.Networks, Seen(4), PatternState.KeptApart)));
        yield return new(Part, "Clerk of a locality board, after the chair kept them apart", PatternCards.ForReader(View(PatternLevel.Networks, Seen(3), PatternState.KeptApart) is var kept ? kept with { Reader = Told[2] } : found, PatternWords.Already(kept.Pattern)));
        yield return new(Part, "Facilitator of one of three networks", PatternCards.ForReader(found with { Reader = Adviser, Own = [new(Networks[0].Id)] }));
        yield return new(Part, "Facilitator, after they were joined", PatternCards.ForReader(View(PatternLevel.Networks, Seen(3), PatternState.Joined) with { Reader = Adviser, Own = [new(Networks[0].Id)] }));
    }

    private static IEnumerable<CardSample> Joint()
    {
        var joined = View(PatternLevel.Networks, Seen(3), PatternState.Joined);
        var later = View(PatternLevel.Networks, Seen(4), PatternState.Joined);
        var answered = joined.Matters.ToDictionary(pair => pair.Key, pair => pair.Value with { State = MatterState.Accepted });
        yield return new(Part, "Chair, joined", PatternCards.ForReader(joined with { Needs = Needs(1) }));
        yield return new(Part, "Chair, joined and one raised since", PatternCards.ForReader(later with { Pattern = later.Pattern with { Joint = joined.Pattern.Joint } }));
        yield return new(Part, "Chair, joined and answered", PatternCards.ForReader(joined with { Matters = answered }));
        yield return new(Part, "Clerk, after the chair answered", PatternCards.ForReader(joined with { Matters = answered, Reader = Told[2] }, PatternWords.Already(joined.Pattern)));
    }

    private static IEnumerable<CardSample> Partnership()
    {
        Sighting[] boards =
        [
            new("locality-fernshaw~early-language", Language, SightingKind.Pattern, Board, "", At, Counts: true, 3),
            new("m1", Language, SightingKind.SentUp, Saltmarsh, "More children talking well by five", At.AddDays(1), Counts: true, 2),
            new("m2", Language, SightingKind.SentUp, Hollins, "Early talk in every nursery", At.AddDays(3), Counts: true, 2),
        ];
        var primaries = Seen(4).Select((sighting, at) => sighting with { Schools = [.. Enumerable.Range(at * 27, 27).Select(school => new Urn($"{100_000 + school}"))] }).ToArray();
        var county = View(PatternLevel.Primaries, primaries, null);
        yield return new(Part, "Chair of the partnership board, three boards", PatternCards.ForReader(View(PatternLevel.Boards, boards, null) with { Needs = Needs(1) }));
        yield return new(Part, "Chair of the partnership board, three boards discussed", PatternCards.ForReader(View(PatternLevel.Boards, boards, PatternState.Discussed)));
        yield return new(Part, "Chair of the partnership board, many primary schools", PatternCards.ForReader(county));
        yield return new(Part, "Chair of the partnership board, with a secret vote behind it", PatternCards.ForReader(View(PatternLevel.Primaries, [.. primaries, .. Seen(1).Select(one => one with { Key = "secret", IsSecret = true })], PatternState.Discussed)));
        yield return new(Part, "Facilitator, many primary schools", PatternCards.ForReader(county with { Reader = Adviser, Own = [new(Networks[0].Id)] }));
    }

    private static IEnumerable<CardSample> Issues()
    {
        Sighting[] seen = [.. Seen(2), .. Seen(3).Skip(2).Select(sighting => sighting with { Theme = Speech, Words = "Waits for speech therapy" })];
        var view = Question(PatternLevel.Networks, seen);
        var said = view.Question with { By = Chair.Person, Role = Role.Chair, At = At.AddDays(1) };
        yield return new(Part, "Chair, two related themes", IssueCards.ForOfficer(view));
        yield return new(Part, "Chair, two related themes of many matters", IssueCards.ForOfficer(Question(PatternLevel.Networks, [.. Enumerable.Range(0, 9).SelectMany(at => Seen(1).Select(one => one with { Key = $"m{at}" })), seen[2]])));
        yield return new(Part, "Chair, two related themes of primary schools", IssueCards.ForOfficer(Question(PatternLevel.Primaries, [.. seen.Select((sighting, at) => sighting with { Schools = [new($"10000{at}")] })])));
        yield return new(Part, "Chair, one issue", IssueCards.ForOfficer(view with { Question = said with { Same = true } }));
        yield return new(Part, "Clerk, after the chair said that they are two", IssueCards.ForOfficer(view with { Question = said with { Same = false }, Reader = Told[2] }, "Already answered by the chair on Saturday 28\u00A0November at 5\u00A0pm. Your press changed nothing."));
    }

    private static IEnumerable<CardSample> Lists()
    {
        var networks = View(PatternLevel.Networks, Seen(3), null).Pattern;
        ListedPattern[] listed = [new(networks, 3, "Early language"), new(View(PatternLevel.Networks, Seen(3), PatternState.Joined).Pattern with { Id = new(networks.Scope, Speech) }, 4, "Speech and language")];
        ListedPattern[] many = [.. Enumerable.Range(0, 12).Select(at => new ListedPattern(networks with { Id = new(networks.Scope, new($"theme-{at}")) }, 3, $"Theme {at + 1}"))];
        yield return new(Part, "The list, two patterns", PatternListCards.Of(listed, Page.Of("", 2)));
        yield return new(Part, "The list, its second page", PatternListCards.Of(many, Page.Of("2", 12)));
        yield return new(Part, "The list, its first page", PatternListCards.Of(many, Page.Of("1", 12)));
        yield return new(Part, "The list, nothing yet", PatternListCards.Of([], Page.Of("", 0)));
    }

    private static IssueView Question(PatternLevel level, IEnumerable<Sighting> seen)
    {
        var question = new IssueQuestion(Language, Speech, At, Told);
        var scope = new PatternScope(level, Board.Id, 2026);
        return new(scope, question, new(scope, seen, [question], [], urn => urn), Board, "Early language", "Speech and language") { Reader = Chair, TeamsUserId = TeamsUser };
    }

    private static PatternView View(PatternLevel level, Sighting[] seen, PatternState? state)
    {
        var board = level is PatternLevel.Networks ? Board : County;
        var scope = new PatternScope(level, board.Id, 2026);
        var pattern = new Pattern
        {
            Id = new(scope, Language), Board = board, Threshold = level is PatternLevel.Primaries ? 100 : 3, FoundAt = At, Readers = Told, Version = state is null ? 1 : 2, Seen = "",
            Decision = state is { } said ? new(said, Chair.Person, Role.Chair, At.AddDays(2), 1) : null,
            Joint = state is PatternState.Joined ? [.. seen.Select(sighting => sighting.Matter).OfType<MatterId>()] : [],
        };
        return new(pattern, new(scope, seen, [], [pattern], urn => urn), Chair, [], TeamsUser)
        {
            Themes = ["Early language"],
            Matters = level is PatternLevel.Networks ? Matters(seen.Length).ToDictionary(matter => matter.Id) : new Dictionary<MatterId, Matter>(),
            Needs = [],
        };
    }

    private static Sighting[] Seen(int count) =>
        [.. Matters(count).Select(matter => new Sighting(matter.Id.Value, Language, SightingKind.Raised, matter.Evidence.Origin, matter.Evidence.Option.Text, matter.Moves[0].At, Counts: true, 1) { Matter = matter.Id })];

    private static ObservedNeed[] Needs(int count) => [.. Enumerable.Range(0, count).Select(at => new ObservedNeed(
        $"need-{at}", Language, "health", "Health", Board, new("lead"), "Many children come to reception with few words", "Our two-year checks", HowMany.TwentyToFortyNine, At.AddDays(-at), null, AuditChain.Empty))];

    private static IEnumerable<Matter> Matters(int count) => Enumerable.Range(0, count).Select(at =>
    {
        var (id, name) = Networks[at];
        var origin = new Party(new(id), name, Tier.Network);
        return new Matter
        {
            Tenant = new("tenant"),
            Id = MatterId.Of(new($"poll-{at}"), "p1", Tier.Locality),
            Evidence = new()
            {
                Poll = new($"poll-{at}"), Option = new("p1", at == 1 ? "Children talking well by five" : "Early language: more children talking well by five", "Early language", Language.Value), WordingVersion = 1,
                Origin = origin, Ask = at == 1 ? Ask.Capacity : Ask.Support, Visibility = Visibility.Members, Backing = new(19, 14, 11, 8, "more than half"), Seats = [],
            },
            State = MatterState.Raised,
            Holder = Board,
            AboveChain = [Board, County],
            Moves = [new(1, Act.Raise, null, null, origin, Board, null, At.AddDays(at), Told)],
            Audit = AuditChain.Empty,
        };
    });
}
