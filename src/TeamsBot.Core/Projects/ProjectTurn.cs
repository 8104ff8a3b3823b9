using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Projects;

/// <summary>Answers the buttons of a project's card. All that a card carries is a claim; who acts for which school comes from the register.</summary>
public sealed class ProjectTurn(ActOnProject act, ProjectDesk desk, Outbox outbox)
{
    public async Task<Answer> OpenAsync(Press press, CancellationToken cancellation)
    {
        if (await desk.FindAsync(press, cancellation) is not { } view)
        {
            return Show(ProjectCards.NotThere());
        }

        await SettleAsync(press, cancellation);
        return Show(ProjectCards.ForReader(view));
    }

    public Task<Answer> YesAsync(Press press, CancellationToken cancellation) => ActAsync(press, new ProjectCommand.Answer(SchoolIn(press), Yes: true), "✓ Your school has joined.", cancellation);

    public Task<Answer> NoAsync(Press press, CancellationToken cancellation) => ActAsync(press, new ProjectCommand.Answer(SchoolIn(press), Yes: false), "Your school does not join this time. You can still ask to join later.", cancellation);

    public Task<Answer> AskAsync(Press press, CancellationToken cancellation) => ActAsync(
        press,
        new ProjectCommand.Ask(
            SchoolIn(press, ProjectCards.AskSchoolInput),
            press[ProjectCards.AskPartInput] switch { nameof(Part.SharingSchool) => Part.SharingSchool, nameof(Part.TransitionPartner) => Part.TransitionPartner, _ => Part.Member },
            ActOnProject.Line(press[ProjectCards.AskWordsInput])),
        "✓ The lead school has been asked. You hear its answer in this chat.",
        cancellation);

    public Task<Answer> AcceptAsync(Press press, CancellationToken cancellation) => ActAsync(press, new ProjectCommand.Judge(SchoolIn(press), Accept: true, ""), "✓ The school is in the project.", cancellation);

    // The field's name comes with the button: each request on the card has its own.
    public Task<Answer> TurnDownAsync(Press press, CancellationToken cancellation) =>
        ActAsync(press, new ProjectCommand.Judge(SchoolIn(press), Accept: false, ActOnProject.Line(press[press["words"]])), "The school has been told kindly.", cancellation);

    public Task<Answer> LeaveAsync(Press press, CancellationToken cancellation) =>
        ActAsync(press, new ProjectCommand.Leave(SchoolIn(press, ProjectCards.LeaveSchoolInput), ActOnProject.Line(press[ProjectCards.LeaveWordsInput])), "Your school has left the project.", cancellation);

    public Task<Answer> FinishAsync(Press press, CancellationToken cancellation) => ActAsync(press, new ProjectCommand.Finish(ActOnProject.Line(press[ProjectCards.LearntInput])), "✓ The project has finished.", cancellation);

    public Task<Answer> CallOffAsync(Press press, CancellationToken cancellation) => ActAsync(press, new ProjectCommand.CallOff(ActOnProject.Line(press[ProjectCards.CallOffInput])), "The project is called off.", cancellation);

    private async Task<Answer> ActAsync(Press press, ProjectCommand command, string done, CancellationToken cancellation)
    {
        if (!ProjectId.IsWellFormed(press["project"]))
        {
            return Show(ProjectCards.NotThere());
        }

        var outcome = await act.HandleAsync(press.Caller, new(press["project"]), command, cancellation);
        if (outcome is not (ProjectOutcome.NotThere or ProjectOutcome.NotYours))
        {
            await SettleAsync(press, cancellation);
        }

        return outcome switch
        {
            ProjectOutcome.Done at => Show(ProjectCards.ForReader(await desk.ViewAsync(at.Project, press, cancellation), at.Move is { Starts: true } ? $"{done} Two schools are in it now, so it has started." : done)),
            ProjectOutcome.Stale at => Show(ProjectCards.ForReader(await desk.ViewAsync(at.Project, press, cancellation), "Nothing was changed: the project has moved on since your card was made. This is how it stands now.")),
            ProjectOutcome.HeadHasSaid at => Show(ProjectCards.ForReader(
                await desk.ViewAsync(at.Project, press, cancellation), $"Nothing was changed: the head of {at.Place.Name} answered on {When.DayAtTime(at.Place.Since)}, and the head’s answer stands.")),
            ProjectOutcome.Wrong at => Show(ProjectCards.ForReader(await desk.ViewAsync(at.Project, press, cancellation) with { Typed = press.Data }, $"Not done yet. {at.Why}")),
            ProjectOutcome.NotYours => Show(ProjectCards.NotAHead()),
            _ => Show(ProjectCards.NotThere()),
        };
    }

    // Whatever was pressed on the card in the personal chat, and whatever came of it, the card arrived.
    private Task SettleAsync(Press press, CancellationToken cancellation) =>
        press is { Place: Place.Personal, CardActivityId: { } card } && ProjectIntents.IsName(press["card"])
            ? outbox.SettleByPressAsync(ProjectStore.Partition(press.Caller.Tenant, new(press["project"])), press["card"], press.Caller.Person.Value, card, cancellation)
            : Task.CompletedTask;

    // No school has the empty number: what is none is nobody's.
    private static Urn SchoolIn(Press press, string? input = null) => new(input is not null && press[input].Length > 0 ? press[input] : press["school"]);

    private static Answer.Show Show(Message message) => new(message);
}

/// <summary>Projects as a reader sees them.</summary>
public sealed class ProjectDesk(ProjectStore projects, ThemeStore themes, DirectoryStore directory)
{
    /// <summary>The project of a press's data; null where there is none, or not for this person.</summary>
    internal async Task<ProjectView?> FindAsync(Press press, CancellationToken cancellation) =>
        ProjectId.IsWellFormed(press["project"]) && Resources.Standing.IsMember(await directory.CurrentAsync(press.Caller.Tenant, cancellation), press.Caller)
        && await projects.FindAsync(press.Caller.Tenant, new(press["project"]), cancellation) is { } project
            ? await ViewAsync(project, press, cancellation)
            : null;

    internal Task<ProjectView> ViewAsync(Project project, Press press, CancellationToken cancellation) =>
        ViewAsync(project, press.Caller.Person, ProjectIntents.IsName(press["card"]) ? press["card"] : null, press.TeamsUserId, cancellation);

    /// <param name="delivered">The intent that delivers the card; null for an answer to an act.</param>
    internal async Task<ProjectView> ViewAsync(Project project, PersonId reader, string? delivered, string? teamsUserId, CancellationToken cancellation)
    {
        var list = await themes.CurrentAsync(project.Tenant, cancellation);
        return new(project, list.Find(project.Theme)?.Name ?? project.Theme.Value, Actor.Of(await directory.CurrentAsync(project.Tenant, cancellation), reader), delivered, teamsUserId);
    }
}
