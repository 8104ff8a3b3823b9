using NodaTime;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Safeguarding;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Projects;

/// <summary>A project as its form asks for it.</summary>
/// <param name="Id">Made when the form was drawn, so that a repeated press starts one (rule V7).</param>
/// <param name="Lead">The school that leads it.</param>
public sealed record NewProject(ProjectId Id, Urn Lead, ThemeId Theme, string Aim, string Baseline, LocalDate Starts, LocalDate Ends);

/// <summary>Everything that can become of setting one up.</summary>
public abstract record SetUpOutcome
{
    private SetUpOutcome()
    {
    }

    /// <summary>It stands, with the lead alone: the lead now invites schools.</summary>
    public sealed record Standing(Project Project) : SetUpOutcome;

    /// <param name="Why">What to do, for a short line beside the form.</param>
    public sealed record Wrong(string Why) : SetUpOutcome;

    /// <summary>Not a head or deputy of that school, or another's id: they look the same (rule T2).</summary>
    public sealed record NotAllowed : SetUpOutcome;
}

/// <summary>Sets a project up: an act of the lead school's head or deputy. It starts when a second school says yes.</summary>
public sealed class StartProject(ProjectStore projects, ThemeStore themes, DirectoryStore directory, ProjectNews news)
{
    public Task<SetUpOutcome> HandleAsync(Caller caller, NewProject asked, CancellationToken cancellation) =>
        Race.RetryAsync<SetUpOutcome>(async () =>
        {
            var register = await directory.CurrentAsync(caller.Tenant, cancellation);
            if (register is null || Actor.Of(register, caller.Person) is not { } actor || actor.IsHeadOf(asked.Lead) is not { } isHead)
            {
                return new SetUpOutcome.NotAllowed();
            }

            if (await projects.FindAsync(caller.Tenant, asked.Id, cancellation) is { } standing)
            {
                return standing.Lead.School == asked.Lead ? new SetUpOutcome.Standing(standing) : new SetUpOutcome.NotAllowed();
            }

            var now = news.Now;
            if ((await themes.CurrentAsync(caller.Tenant, cancellation)).FindOffered(asked.Theme.Value) is null)
            {
                return new SetUpOutcome.Wrong("Choose a theme.");
            }

            return (Project.Problem(asked.Aim, asked.Baseline, asked.Starts, asked.Ends, When.Local(now).Date) ?? PupilData.Problem($"{asked.Aim}\n{asked.Baseline}", now)) is { } why
                ? new SetUpOutcome.Wrong(why)
                : await TrySaveAsync(register, New(caller, asked, register.Find(asked.Lead)!, isHead, now), caller.Person, cancellation);
        });

    private static Project New(Caller caller, NewProject asked, School lead, bool isHead, DateTimeOffset now) => new()
    {
        Tenant = caller.Tenant,
        Id = asked.Id,
        Theme = asked.Theme,
        Aim = asked.Aim,
        Baseline = asked.Baseline,
        Starts = asked.Starts,
        Ends = asked.Ends,
        State = ProjectState.Inviting,
        Places = [new(lead.Urn, lead.Name, Part.Lead, PlaceState.In, caller.Person, isHead, now, "")],
        Version = 1,
        ChangedAt = now,
        Audit = AuditChain.Empty,
    };

    // Null where it was not done for certain, or another has its id: read and decide again.
    private async Task<SetUpOutcome?> TrySaveAsync(Register register, Project project, PersonId by, CancellationToken cancellation)
    {
        var move = ProjectAudience.Of(register, project, new(1, ProjectAct.SetUp, project.Lead.School, project.Lead.Name, Part.Lead, by, project.ChangedAt, "", Starts: false, [], []));
        await projects.IndexAsync(project.Tenant, project.Id, cancellation);
        return await news.AnnounceAsync(project, move, cancellation) is { } writes && await projects.SaveAsync(null, project, move, writes, cancellation) is Committed.Done
            ? new SetUpOutcome.Standing(project)
            : null;
    }
}
