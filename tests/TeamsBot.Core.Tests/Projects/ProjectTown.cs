using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Projects;
using TeamsBot.Core.Tests.Delivery;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Core.Tests.Resources;
using TeamsBot.Core.Tests.Themes;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Tests.Projects;

/// <summary>The town with projects on the real engine; everybody has an account. What it posts is kept.</summary>
internal sealed class ProjectTown
{
    private readonly Replica replica;

    private ProjectTown()
    {
        var (themes, starter) = (new ThemeStore(Town.Table, new(ThemeListTests.Starter)), new StarterThemes(ThemeListTests.Starter));
        Store = new(Town.Table);
        Periods = new(Town.Table);
        var outbox = new Outbox(Town.Table, new(Town.Table, Town.Clock), Town.Clock);
        var news = new ProjectNews(outbox, Periods, Town.Clock);
        var (act, desk) = (new ActOnProject(Store, Town.Directory, news), new ProjectDesk(Store, themes, Town.Directory));
        var turn = new ProjectTurn(act, desk, outbox);
        var invite = new ProjectInviteTurn(act, desk, Town.Directory);
        Feature = new(turn, new(new(Store, themes, Town.Directory, news), invite, new(Store, themes, Town.Directory), Town.Clock, Town.NewId), invite, starter);
        Lists = new(new(Store, Town.Directory), new(Store, Town.Directory, Town.Clock), new(Store, Town.Directory, turn));
        Teller = new(Store, Town.Directory);
        ProjectNewsFeature telling = new(new(Store, desk), new(Store, desk), Teller, Lists);
        Town.Wire(Feature, telling);
        replica = new(Town.Table, Teams, Town.Clock, "one", [], features: [Feature, telling]);
    }

    public Town Town { get; } = new();

    public FakeTeams Teams { get; } = new();

    public ProjectStore Store { get; }

    public PeriodIndex Periods { get; }

    public ProjectFeature Feature { get; }

    public ProjectLists Lists { get; }

    public ProjectTeller Teller { get; }

    public static async Task<ProjectTown> StartAsync(int schools = 8)
    {
        var town = new ProjectTown();
        await town.Town.ImportAsync(Town.RegisterOf(schools));
        return town;
    }

    /// <summary>A project that school 1 leads, with those schools invited.</summary>
    public static async Task<ProjectTown> InvitingAsync(params int[] invited)
    {
        var town = await StartAsync();
        await town.SetUpAsync(A.Head(1));
        await town.InviteAsync(A.Head(1), invited);
        return town;
    }

    /// <summary>The same, under way: school 1 leads, school 2 said yes. What was posted until then is forgotten.</summary>
    public static async Task<ProjectTown> UnderWayAsync()
    {
        var town = await InvitingAsync(2);
        await town.PressAsync(A.Head(2), ProjectCards.Yes, school: 2);
        await town.PostedAsync();
        return town;
    }

    public Task<string> SetUpAsync(PersonId by, params (string Name, string Value)[] change) => Town.PressAsync(by, ProjectStartCards.SetUp, [.. new Dictionary<string, string>
    {
        ["newProject"] = "p1", ["school"] = "1", [ProjectStartCards.ThemeInput] = "early-literacy", [ProjectStartCards.AimInput] = "More children read with ease", [ProjectStartCards.BaselineInput] = "A third do not.",
        [ProjectStartCards.StartsInput] = "2026-12-07", [ProjectStartCards.EndsInput] = "2027-07-16",
    }.Where(pair => change.All(other => other.Name != pair.Key)).Select(pair => (pair.Key, pair.Value)).Concat(change)]);

    public Task<string> InviteAsync(PersonId by, params int[] schools) => Town.PressAsync(by, ProjectInviteCards.Invite, ("project", "p1"), (ProjectInviteCards.TickedInput, string.Join(',', schools)));

    public Task<string> PressAsync(PersonId by, string verb, int? school = null, params (string Name, string Value)[] data) =>
        Town.PressAsync(by, verb, [.. data, ("project", "p1"), .. school is { } urn ? [("school", $"{urn}")] : ((string, string)[])[]]);

    public Task<string> AskAsync(PersonId by, int school, Part part = Part.SharingSchool, string words = "Our children read with ease.") =>
        PressAsync(by, ProjectCards.Ask, school, (ProjectCards.AskPartInput, part.ToString()), (ProjectCards.AskWordsInput, words));

    public async Task<Project> FindAsync() => await Store.FindAsync(A.Tenant, new("p1"), default) ?? throw new InvalidOperationException("There is no project.");

    /// <summary>Runs what is due, and gives the posts since the last time: to whom, and what their toast says.</summary>
    public async Task<IReadOnlyList<(PersonId To, string Words)>> PostedAsync()
    {
        for (var steps = 0; steps < 10_000 && await replica.Engine.StepAsync(default) is not EngineStep.Idle; steps++)
        {
        }

        // What the limiter puts off by a moment comes too.
        for (var waits = 0; waits < 60 && await replica.Engine.StepAsync(default) is EngineStep.Idle idle && idle.Next is { } next && next < Town.Clock.GetUtcNow().AddMinutes(1); waits++)
        {
            Town.Clock.MoveTo(next > Town.Clock.GetUtcNow() ? next : Town.Clock.GetUtcNow());
            while (await replica.Engine.StepAsync(default) is not EngineStep.Idle)
            {
            }
        }

        List<(PersonId, string)> posted = [.. Teams.Posts.Select(post => (new PersonId(post.Conversation["a:account-of-".Length..]), post.Words.Replace('\u00A0', ' '))).OrderBy(post => post.Item1.Value, StringComparer.Ordinal)];
        Teams.Posts.Clear();
        return posted;
    }

    public int Rows => Town.Table.AllRows.Count(row => row.Partition == ProjectStore.Partition(A.Tenant, new("p1")));
}
