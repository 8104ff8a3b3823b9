using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Projects;

/// <summary>The project's card to the schools that are invited, or to the lead whom a school asks.</summary>
public sealed class ProjectAskCards(ProjectStore projects, ProjectDesk desk) : Dispatch
{
    public override string Kind => ProjectIntents.Asks;

    public override string? NotedAs(Intent intent, Recipient recipient) => ProjectIntents.Read(intent.Subject).Project.Value;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        var (id, number) = ProjectIntents.Read(intent.Subject);
        return await projects.FindMoveAsync(intent.Tenant, id, number, cancellation) is { } move ? [.. move.AskOf.Select(person => new Recipient(person.Value, new Target.Person(person)))] : null;
    }

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        var (id, number) = ProjectIntents.Read(intent.Subject);
        return await projects.FindAsync(intent.Tenant, id, cancellation) is { } project && await projects.FindMoveAsync(intent.Tenant, id, number, cancellation) is { } move
            ? ProjectCards.ForReader(await desk.ViewAsync(project, new(recipient.Id), intent.Name, teamsUserId, cancellation), move.Act is ProjectAct.Invite ? null : ProjectWords.Sentence(project, move))
            : null;
    }
}

/// <summary>What has changed, to the members of a project and to whom it concerns: a card each, once.</summary>
public sealed class ProjectNewsDispatch(ProjectStore projects, ProjectDesk desk) : Dispatch
{
    public override string Kind => ProjectIntents.News;

    public override string? NotedAs(Intent intent, Recipient recipient) => ProjectIntents.Read(intent.Subject).Project.Value;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        var (id, number) = ProjectIntents.Read(intent.Subject);
        return await projects.FindMoveAsync(intent.Tenant, id, number, cancellation) is { } move ? [.. move.Tell.Select(person => new Recipient(person.Value, new Target.Person(person)))] : null;
    }

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        var (id, number) = ProjectIntents.Read(intent.Subject);
        return await projects.FindAsync(intent.Tenant, id, cancellation) is { } project && await projects.FindMoveAsync(intent.Tenant, id, number, cancellation) is { } move
            ? ProjectNewsCards.Of(await desk.ViewAsync(project, new(recipient.Id), intent.Name, teamsUserId, cancellation), move)
            : null;
    }
}

/// <summary>Reads the start and the end of projects back for a digest, under the lead school's network.</summary>
public sealed class ProjectTeller(ProjectStore projects, DirectoryStore directory)
{
    public async Task<IReadOnlyList<Update>> TellAsync(Happening happening, CancellationToken cancellation)
    {
        var (id, number) = ProjectIntents.Read(happening.Subject);

        // Another move took the number where this one's commit lost: it is told under its own instant, if at all.
        return await projects.FindMoveAsync(happening.Tenant, id, number, cancellation) is { } move && move.At == happening.At
            && await projects.FindAsync(happening.Tenant, id, cancellation) is { } project && await directory.CurrentAsync(happening.Tenant, cancellation) is { } register
            && register.Find(project.Lead.School)?.Network is { } network && register.Find(network) is { } group
            ? [new(move.Starts ? "✓ Project started" : "✓ Project finished", group.Id, group.Name, $"{ProjectWords.Who(project)}: {project.Aim}", Visibility.Members)]
            : [];
    }
}
