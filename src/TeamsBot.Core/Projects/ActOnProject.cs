using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Resources;
using TeamsBot.Core.Safeguarding;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Projects;

/// <summary>Does something to a project: invites, answers, asks, lets in, leaves, finishes.</summary>
public sealed class ActOnProject(ProjectStore projects, DirectoryStore directory, ProjectNews news)
{
    public Task<ProjectOutcome> HandleAsync(Caller caller, ProjectId id, ProjectCommand command, CancellationToken cancellation) =>
        Race.RetryAsync<ProjectOutcome>(async () =>
        {
            var register = await directory.CurrentAsync(caller.Tenant, cancellation);
            if (register is null || !Standing.IsMember(register, caller.Person) || await projects.FindStoredAsync(caller.Tenant, id, cancellation) is not { } stored)
            {
                return new ProjectOutcome.NotThere();
            }

            var outcome = PupilData.Problem(WordsOf(command), news.Now) is { } pupil
                ? new ProjectOutcome.Wrong(stored.Project, pupil)
                : ProjectRules.Decide(stored.Project, command, Actor.Of(register, caller.Person), news.Now);
            if (outcome is not ProjectOutcome.Done { Move: { } move } done)
            {
                return outcome;
            }

            var told = ProjectAudience.Of(register, done.Project, move);
            return await news.AnnounceAsync(done.Project, told, cancellation) is { } writes && await projects.SaveAsync(stored.Row, done.Project, told, writes, cancellation) is Committed.Done
                ? outcome
                : null;
        });

    /// <summary>What somebody typed, on one line.</summary>
    public static string Line(string typed) => string.Join(' ', PlainText.Clean(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string WordsOf(ProjectCommand command) => command switch
    {
        ProjectCommand.Ask ask => ask.Words,
        ProjectCommand.Judge judge => judge.Words,
        ProjectCommand.Leave leave => leave.Words,
        ProjectCommand.Finish finish => finish.Learnt,
        ProjectCommand.CallOff off => off.Words,
        _ => "",
    };
}
