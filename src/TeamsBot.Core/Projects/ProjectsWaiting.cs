using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Projects;

/// <summary>Invitations that a person's schools have not answered, and requests that wait for the school they lead with.</summary>
public sealed class ProjectAsksWaiting(ProjectStore projects, DirectoryStore directory) : WaitingReader
{
    public override string Kind => ProjectIntents.Asks;

    public override string Opens => ProjectCards.Open;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation)
    {
        if (await projects.FindAsync(tenant, new(subject), cancellation) is not { IsOver: false } project)
        {
            return WaitingNow.Over;
        }

        var actor = Actor.Of(await directory.CurrentAsync(tenant, cancellation), person);
        var isLead = actor.IsHeadOf(project.Lead.School) is not null;
        return WaitingNow.For(
        [
            .. project.Places.Where(place => place.State is PlaceState.Invited && actor.IsHeadOf(place.School) is not null).Select(place => ItemOf(project, place)),
            .. project.Places.Where(place => place.State is PlaceState.Asked && isLead).Select(place => ItemOf(project, place)),
        ]);
    }

    internal static WaitingItem ItemOf(Project project, SchoolPlace place) => new(
        place.State is PlaceState.Asked ? $"Answer {place.Name}, which asks to join: {project.Aim}" : $"Say whether {place.Name} joins {project.Lead.Name}: {project.Aim}",
        place.Since,
        Due: null,
        "Open the project",
        ProjectFollowed.DataOf(project));
}

/// <summary>Projects whose end has come, for the school that leads them.</summary>
public sealed class ProjectEndsWaiting(ProjectStore projects, DirectoryStore directory, TimeProvider clock) : WaitingReader
{
    public override string Kind => ProjectIntents.News;

    public override string Opens => ProjectCards.Open;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation) =>
        await projects.FindAsync(tenant, new(subject), cancellation) is not { IsOver: false } project ? WaitingNow.Over
        : project.State is ProjectState.UnderWay && When.Local(clock.GetUtcNow()).Date >= project.Ends && Actor.Of(await directory.CurrentAsync(tenant, cancellation), person).IsHeadOf(project.Lead.School) is not null
            ? WaitingNow.For(new WaitingItem($"Say what was learnt: {project.Aim}", When.At(project.Ends.AtMidnight()), Due: null, "Open the project", ProjectFollowed.DataOf(project)))
        : WaitingNow.Nothing;
}

/// <summary>How the projects of a person's schools stand.</summary>
public sealed class ProjectFollowed(ProjectStore projects, DirectoryStore directory, ProjectTurn turn) : FollowReader
{
    public override IReadOnlyList<string> Kinds { get; } = [ProjectIntents.Asks, ProjectIntents.News];

    public override async Task<Followed?> ReadAsync(Follower who, string subject, CancellationToken cancellation) =>
        await projects.FindAsync(who.Tenant, new(subject), cancellation) is { } project
        && Actor.Of(await directory.CurrentAsync(who.Tenant, cancellation), who.Person).Schools.Any(held => project.PlaceOf(held.School.Urn) is not null)
            ? new(project.ChangedAt, ProjectWords.Status(project), project.Aim, $"A project of {ProjectWords.Who(project)}, {ProjectWords.Dates(project)}.", "Open the project", DataOf(project))
            : null;

    public override Task<Answer> OpenAsync(Press press, CancellationToken cancellation) => turn.OpenAsync(press, cancellation);

    internal static Dictionary<string, string> DataOf(Project project) => new() { ["project"] = project.Id.Value };
}
