using NodaTime;
using NodaTime.Text;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Resources;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Projects;

/// <summary>What the county's projects are read from.</summary>
public sealed record ProjectSources(ProjectStore Projects, ThemeStore Themes, DirectoryStore Directory);

/// <summary>Answers <c>projects</c>, its lists, and the form of a new project.</summary>
public sealed class ProjectListTurn(StartProject start, ProjectInviteTurn invite, ProjectSources sources, TimeProvider clock, NewId newId)
{
    public const string Command = "projects";

    /// <summary>The way in, or the list of the theme that was typed after the word.</summary>
    public async Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation) =>
        typed.Rest.Length > 0 && (await sources.Themes.CurrentAsync(typed.Caller.Tenant, cancellation)).Match(typed.Rest) is [var theme, ..]
            ? await ListAsync(typed.Caller, theme.Id.Value, own: false, "", cancellation)
            : await HomeAsync(typed.Caller, cancellation);

    public Task<Answer> HomeAsync(Press press, CancellationToken cancellation) => HomeAsync(press.Caller, cancellation);

    public Task<Answer> ShowAsync(Press press, CancellationToken cancellation) => ListAsync(
        press.Caller,
        press[ProjectListCards.ThemeInput] is { Length: > 0 } picked ? picked : press[ProjectListCards.ThemeKey],
        press[ProjectListCards.OwnKey] is "true",
        press[Page.Key],
        cancellation);

    /// <summary>Draws the form of a new project.</summary>
    public async Task<Answer> FormAsync(Press press, CancellationToken cancellation)
    {
        var schools = await SchoolsOfAsync(press.Caller, cancellation);
        return Show(schools.Count == 0
            ? ProjectCards.NotAHead()
            : ProjectStartCards.Draw(ProjectId.IsWellFormed(press["newProject"]) ? new(press["newProject"]) : Fresh(), schools, await sources.Themes.CurrentAsync(press.Caller.Tenant, cancellation), Today));
    }

    /// <summary>Sets the project up and goes on to whom to invite.</summary>
    public async Task<Answer> SetUpAsync(Press press, CancellationToken cancellation)
    {
        var schools = await SchoolsOfAsync(press.Caller, cancellation);
        if (schools.Count == 0 || !ProjectId.IsWellFormed(press["newProject"]))
        {
            return Show(ProjectCards.NotAHead());
        }

        var id = new ProjectId(press["newProject"]);
        var (asked, problem) = Read(id, press);
        var outcome = asked is null ? new SetUpOutcome.Wrong(problem!) : await start.HandleAsync(press.Caller, asked, cancellation);
        var list = await sources.Themes.CurrentAsync(press.Caller.Tenant, cancellation);
        return outcome switch
        {
            SetUpOutcome.Standing standing => await invite.DrawAsync(standing.Project, press, "✓ Your project is set up. Now invite schools.", cancellation),
            SetUpOutcome.Wrong wrong => Show(ProjectStartCards.Draw(id, schools, list, Today, wrong.Why, press.Data)),
            // An id that another's project has, or a school that is not theirs: they look the same (rule T2). A fresh id is theirs alone, and what was typed is kept.
            _ => Show(ProjectStartCards.Draw(Fresh(), schools, list, Today, "Choose a school that you act for, and press again.", press.Data)),
        };
    }

    private static (NewProject? Asked, string? Problem) Read(ProjectId id, Press press) =>
        !ThemeId.IsWellFormed(press[ProjectStartCards.ThemeInput]) ? (null, "Choose a theme.")
        : LocalDatePattern.Iso.Parse(press[ProjectStartCards.StartsInput]) is not { Success: true, Value: var starts } ? (null, "Choose when it starts.")
        : LocalDatePattern.Iso.Parse(press[ProjectStartCards.EndsInput]) is not { Success: true, Value: var ends } ? (null, "Choose when it ends.")
        : (new NewProject(
            id,
            new(press[ProjectStartCards.LeadInput] is { Length: > 0 } lead ? lead : press["school"]),
            new(press[ProjectStartCards.ThemeInput]),
            ActOnProject.Line(press[ProjectStartCards.AimInput]),
            ActOnProject.Line(press[ProjectStartCards.BaselineInput]),
            starts,
            ends), null);

    private async Task<Answer> HomeAsync(Caller caller, CancellationToken cancellation)
    {
        if (!Standing.IsMember(await sources.Directory.CurrentAsync(caller.Tenant, cancellation), caller))
        {
            return Show(ProjectCards.NotThere());
        }

        var (list, count) = (await sources.Themes.CurrentAsync(caller.Tenant, cancellation), (await sources.Projects.AllAsync(caller.Tenant, cancellation)).Count(IsListed));
        ProjectId? fresh = (await SchoolsOfAsync(caller, cancellation)).Count > 0 ? Fresh() : null;
        return Show(ProjectListCards.ForHome(list, count, fresh));
    }

    private async Task<Answer> ListAsync(Caller caller, string claimedTheme, bool own, string page, CancellationToken cancellation)
    {
        if (!Standing.IsMember(await sources.Directory.CurrentAsync(caller.Tenant, cancellation), caller))
        {
            return Show(ProjectCards.NotThere());
        }

        var list = await sources.Themes.CurrentAsync(caller.Tenant, cancellation);
        var theme = own ? null : list.FindOffered(claimedTheme);
        var mine = (await SchoolsOfAsync(caller, cancellation)).Select(school => school.Urn).ToHashSet();
        List<Project> shown =
        [
            .. (await sources.Projects.AllAsync(caller.Tenant, cancellation))
                .Where(project => own ? project.Places.Any(place => mine.Contains(place.School)) : IsListed(project) && (theme is null || IsUnder(list, project.Theme, theme.Id)))
                .OrderByDescending(project => project.Starts).ThenBy(project => project.Aim, StringComparer.OrdinalIgnoreCase).ThenBy(project => project.Id.Value, StringComparer.Ordinal),
        ];
        return Show(ProjectListCards.List(list, theme, own, shown, Page.Of(page, shown.Count)));
    }

    // What was given up before it began is for the schools it concerned.
    private static bool IsListed(Project project) => project.State is not ProjectState.CalledOff;

    private static bool IsUnder(ThemeList list, ThemeId theme, ThemeId above)
    {
        for (ThemeId? at = theme; at is { } one; at = list.Find(one)?.Parent)
        {
            if (one == above)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<IReadOnlyList<School>> SchoolsOfAsync(Caller caller, CancellationToken cancellation) =>
        [.. Actor.Of(await sources.Directory.CurrentAsync(caller.Tenant, cancellation), caller.Person).Schools.Select(held => held.School)];

    private LocalDate Today => When.Local(clock.GetUtcNow()).Date;

    private ProjectId Fresh() => new(newId());

    private static Answer.Show Show(Message message) => new(message);
}
