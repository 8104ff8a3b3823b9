using System.Collections.Immutable;
using NodaTime;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Projects;

/// <summary>An invented project in every state, as each of its readers sees it.</summary>
internal static class ProjectSamples
{
    private const string Part = "Projects";
    private const string TeamsUser = "29:head-of-kestrel-bank";

    private static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly LocalDate Today = new(2026, 11, 30);
    private static readonly ImmutableArray<School> Schools =
    [
        .. new[] { ("Kestrel Bank Primary", "Primary"), ("Cold Keld Primary", "Primary"), ("Hollin Rise Primary", "Primary"), ("Tarnside Primary", "Primary"), ("Fernshaw High School", "Secondary"), ("Millgate St Bride’s Church of England Voluntary Aided Primary School", "Primary") }
            .Select((school, at) => new School(new($"99020{at + 1}"), school.Item1, school.Item2, "Community school", 4, "Open", "Alder Vale", new("network-alder-vale"))),
    ];

    public static IEnumerable<CardSample> Of(ThemeList themes)
    {
        var theme = themes.Find(new("early-literacy")) ?? themes.All[0];
        return [.. Cards(theme), .. Changes(theme), .. Lists(themes, theme), .. Forms(themes, theme)];
    }

    private static IEnumerable<CardSample> Cards(Theme theme)
    {
        var (inviting, running) = (Inviting(theme), UnderWay(theme));
        return
        [
            Card("Lead, inviting schools", inviting, 0),
            Card("Invited school", inviting, 1),
            Card("Invited school, joined", Placed(inviting, 1, PlaceState.In) with { State = ProjectState.UnderWay }, 1, "✓ Your school has joined. Two schools are in it now, so it has started."),
            Card("Invited school, not this time", Placed(inviting, 1, PlaceState.SaidNo), 1, "Your school does not join this time. You can still ask to join later."),
            Card("Head of two invited schools", inviting, readers: [1, 2]),
            Card("Deputy, the head has answered", running, 1, "Nothing was changed: the head of Cold Keld Primary answered on Thursday 26\u00A0November at 9\u00A0am, and the head’s answer stands."),
            Card("Member", running, 1),
            Card("Head of another school", running, 5),
            Card("Head of another school, asked", Asking(running, 5), 5, "✓ The lead school has been asked. You hear its answer in this chat."),
            Card("Lead, somebody asks to join", Asking(running, 5), 0),
            Card("Lead, five ask to join", Full(theme, PlaceState.Asked, 5), 0),
            Card("Lead, as many schools as there can be", Full(theme, PlaceState.In, 0), 0),
            Card("Lead, not done yet", running, 0, $"Not done yet. Say what was learnt, in at most {Project.LongestLearnt} characters."),
            Card("Facilitator", running),
            Card("Finished", running with { State = ProjectState.Finished, Learnt = Fill(Project.LongestLearnt) }, 1),
            Card("Called off", inviting with { State = ProjectState.CalledOff }, 1),
            new(Part, "Not there", ProjectCards.NotThere()),
            new(Part, "Not a head", ProjectCards.NotAHead()),
        ];
    }

    private static IEnumerable<CardSample> Changes(Theme theme)
    {
        var running = UnderWay(theme);
        (ProjectAct Act, int School, string Words)[] moves =
        [
            (ProjectAct.SetUp, 0, ""), (ProjectAct.SayYes, 1, ""), (ProjectAct.SayNo, 2, ""), (ProjectAct.Ask, 4, "We teach the pupils from Year\u00A07."), (ProjectAct.Accept, 4, ""),
            (ProjectAct.TurnDown, 5, "We are many already. Ask us again in summer."), (ProjectAct.Leave, 2, "We have a new head."), (ProjectAct.Finish, 0, "Ten minutes a day did more than a weekly hour."), (ProjectAct.CallOff, 0, ""),
        ];
        return
        [
            .. moves.Select(move => News($"News, {move.Act}", running, move.Act, move.School, move.Words)),
            News("News, the start", running, ProjectAct.SayYes, 1, "", starts: true),
        ];
    }

    private static IEnumerable<CardSample> Lists(ThemeList themes, Theme theme)
    {
        Project[] some = [Inviting(theme), UnderWay(theme), UnderWay(theme) with { State = ProjectState.Finished }];
        Project[] many = [.. Enumerable.Repeat(Full(theme, PlaceState.In, 0), 23)];
        return
        [
            new(Part, "The way in, nothing yet", ProjectListCards.ForHome(themes, 0, fresh: null)),
            new(Part, "Head, the way in", ProjectListCards.ForHome(themes, 3, new("project-new"))),
            new(Part, "A theme", ProjectListCards.List(themes, theme, own: false, some, Page.Of("", some.Length))),
            new(Part, "A theme without any", ProjectListCards.List(themes, theme, own: false, [], Page.Of("", 0))),
            new(Part, "My school’s", ProjectListCards.List(themes, null, own: true, some, Page.Of("", some.Length))),
            new(Part, "Every theme, in the middle", ProjectListCards.List(themes, null, own: false, many, Page.Of("2", many.Length))),
        ];
    }

    private static IEnumerable<CardSample> Forms(ThemeList themes, Theme theme)
    {
        List<Group> networks = [.. Enumerable.Range(1, 30).Select(at => new Group(new($"network-{at:D2}"), $"Network of the schools of the upper valley {at}", Tier.Network, null))];
        var many = Enumerable.Range(1, ProjectInviteCards.MostShown).Select(at => Schools[5] with { Urn = new($"9903{at:D2}") }).ToList();
        var view = ViewOf(Inviting(theme), [0]);
        return
        [
            new(Part, "Head, a new project", ProjectStartCards.Draw(new("project-new"), [Schools[0]], themes, Today)),
            new(Part, "Head of two schools, not set up yet", ProjectStartCards.Draw(
                new("project-new"), [Schools[0], Schools[1]], themes, Today, "Choose an end after the start, and after today.", new Dictionary<string, string> { [ProjectStartCards.AimInput] = Fill(Project.LongestAim), [ProjectStartCards.BaselineInput] = Fill(Project.LongestBaseline) })),
            new(Part, "Lead, whom to invite", ProjectInviteCards.Draw(view, new("Alder Vale Network", [.. Schools.Skip(3)], 0, networks[..4]), "✓ Your project is set up. Now invite schools.")),
            new(Part, "Lead, many schools to invite", ProjectInviteCards.Draw(view, new("“primary”", many, 210, networks, "primary"))),
            new(Part, "Lead, no school found", ProjectInviteCards.Draw(view, new("“xylophone”", [], 0, networks, "xylophone"))),
        ];
    }

    private static Project Inviting(Theme theme) => new()
    {
        Tenant = new("11111111-2222-3333-4444-555555555555"),
        Id = new("project-1"),
        Theme = theme.Id,
        Aim = "More children read with ease by the end of Year\u00A02",
        Baseline = "In each of our schools about a third of the children do not read with ease by seven.",
        Starts = new(2026, 12, 7),
        Ends = new(2027, 7, 16),
        State = ProjectState.Inviting,
        Places = [PlaceOf(0, Projects.Part.Lead, PlaceState.In), PlaceOf(1, Projects.Part.Member, PlaceState.Invited), PlaceOf(2, Projects.Part.Member, PlaceState.Invited)],
        Version = 2,
        ChangedAt = Now,
        Audit = AuditChain.Empty,
    };

    private static Project UnderWay(Theme theme) => Inviting(theme) with
    {
        State = ProjectState.UnderWay,
        Places =
        [
            PlaceOf(0, Projects.Part.Lead, PlaceState.In), PlaceOf(1, Projects.Part.Member, PlaceState.In), PlaceOf(2, Projects.Part.Member, PlaceState.In), PlaceOf(3, Projects.Part.SharingSchool, PlaceState.In),
            PlaceOf(4, Projects.Part.TransitionPartner, PlaceState.In),
        ],
    };

    private static Project Full(Theme theme, PlaceState others, int some) => UnderWay(theme) with
    {
        Aim = Fill(Project.LongestAim),
        Baseline = Fill(Project.LongestBaseline),
        Places =
        [
            PlaceOf(0, Projects.Part.Lead, PlaceState.In),
            .. Enumerable.Range(1, some == 0 ? Project.PlacesAtMost - 1 : some).Select(at => PlaceOf(5, (Part)(1 + (at % 3)), others) with { School = new($"9903{at:D2}"), Words = Fill(Project.LongestWords) }),
        ],
    };

    private static Project Asking(Project project, int school) =>
        project with { Places = project.Places.Add(PlaceOf(school, Projects.Part.SharingSchool, PlaceState.Asked) with { Words = "Our children read with ease; come and see how." }) };

    private static Project Placed(Project project, int school, PlaceState state) => project with { Places = project.Places.SetItem(school, project.Places[school] with { State = state }) };

    private static SchoolPlace PlaceOf(int school, Part part, PlaceState state) => new(Schools[school].Urn, Schools[school].Name, part, state, new("person-1"), ByHead: true, Now, "");

    private static CardSample Card(string state, Project project, int reader, string? note = null) => new(Part, state, ProjectCards.ForReader(ViewOf(project, [reader]), note));

    private static CardSample Card(string state, Project project, params int[] readers) => new(Part, state, ProjectCards.ForReader(ViewOf(project, readers)));

    private static CardSample News(string state, Project project, ProjectAct act, int school, string words, bool starts = false) => new(
        Part, state, ProjectNewsCards.Of(ViewOf(project, [1], "news-3"), new(3, act, Schools[school].Urn, Schools[school].Name, act is ProjectAct.Accept or ProjectAct.Ask ? Projects.Part.TransitionPartner : Projects.Part.Member, new("person-1"), Now, words, starts, [], [])));

    private static ProjectView ViewOf(Project project, int[] readers, string? delivered = null) =>
        new(project, "Early literacy", new(new("person-1"), [.. readers.Select(at => (Schools[at], true))]), delivered, TeamsUser);

    private static string Fill(int length) => string.Concat(Enumerable.Repeat("Reading every day — with joy. ", 40))[..length].TrimEnd();
}
