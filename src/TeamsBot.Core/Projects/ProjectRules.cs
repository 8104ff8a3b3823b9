using System.Collections.Immutable;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Projects;

/// <summary>Somebody who acts for schools: the head, and beside or in place of the head a deputy.</summary>
/// <param name="Schools">Each open school they act for, and whether as its head.</param>
public sealed record Actor(PersonId Person, ImmutableArray<(School School, bool IsHead)> Schools)
{
    public static Actor Of(Register? register, PersonId person) => new(
        person,
        [
            .. (register?.Find(person)?.Appointments ?? []).Where(held => held is { Role: Role.Head or Role.Deputy, School: not null })
                .GroupBy(held => held.School!.Value)
                .Select(held => (School: register!.Find(held.Key), IsHead: held.Any(one => one.Role is Role.Head)))
                .Where(held => held.School is { IsOpen: true })
                .Select(held => (held.School!, held.IsHead))
                .OrderBy(held => held.Item1.Name, StringComparer.OrdinalIgnoreCase),
        ]);

    /// <summary>Whether they act for the school, and then whether as its head; null for somebody who does not.</summary>
    public bool? IsHeadOf(Urn school) => Schools.Where(held => held.School.Urn == school).Select(held => (bool?)held.IsHead).FirstOrDefault();
}

/// <summary>Something that is done to a project.</summary>
public abstract record ProjectCommand
{
    private ProjectCommand()
    {
    }

    public sealed record Invite(ImmutableArray<School> Schools) : ProjectCommand;

    public sealed record Answer(Urn School, bool Yes) : ProjectCommand;

    /// <param name="Part">To share, or as a transition partner.</param>
    public sealed record Ask(Urn School, Part Part, string Words) : ProjectCommand;

    public sealed record Judge(Urn School, bool Accept, string Words) : ProjectCommand;

    public sealed record Leave(Urn School, string Words) : ProjectCommand;

    public sealed record Finish(string Learnt) : ProjectCommand;

    public sealed record CallOff(string Words) : ProjectCommand;
}

/// <summary>What may be done to a project, by whom, and what becomes of it. Stores nothing.</summary>
internal static class ProjectRules
{
    /// <summary>Decides on a command. What is so already is a success that writes nothing (rule V7); what no longer fits is answered with the project as it stands (rule E2).</summary>
    public static ProjectOutcome Decide(Project project, ProjectCommand command, Actor actor, DateTimeOffset now)
    {
        var byLead = command is ProjectCommand.Invite or ProjectCommand.Judge or ProjectCommand.Finish or ProjectCommand.CallOff;
        var school = command switch
        {
            ProjectCommand.Answer answer => answer.School,
            ProjectCommand.Ask ask => ask.School,
            ProjectCommand.Leave leave => leave.School,
            _ => project.Lead.School,
        };
        return actor.IsHeadOf(school) is not { } isHead ? new ProjectOutcome.NotYours(project)
            : Repeats(project, command) ? new ProjectOutcome.Done(project, Move: null)
            : project.IsOver ? new ProjectOutcome.Stale(project)
            : byLead ? DecideAsLead(project, command, actor, now)
            : DecideAsSchool(project, command, actor.Schools.First(held => held.School.Urn == school).School, new(actor, isHead), now);
    }

    private static bool Repeats(Project project, ProjectCommand command) => command switch
    {
        ProjectCommand.Invite invite => invite.Schools.Length > 0 && invite.Schools.All(school => project.PlaceOf(school.Urn)?.State is PlaceState.Invited or PlaceState.In or PlaceState.Asked),
        ProjectCommand.Answer answer => project.PlaceOf(answer.School)?.State == (answer.Yes ? PlaceState.In : PlaceState.SaidNo),
        ProjectCommand.Ask ask => project.PlaceOf(ask.School) is { } place && (place.State is PlaceState.In || (place.State is PlaceState.Asked && place.Part == ask.Part)),
        ProjectCommand.Judge judge => project.PlaceOf(judge.School)?.State == (judge.Accept ? PlaceState.In : PlaceState.TurnedDown),
        ProjectCommand.Leave leave => project.PlaceOf(leave.School)?.State is PlaceState.Left,
        ProjectCommand.Finish => project.State is ProjectState.Finished,
        _ => project.State is ProjectState.CalledOff,
    };

    private static ProjectOutcome DecideAsLead(Project project, ProjectCommand command, Actor actor, DateTimeOffset now)
    {
        switch (command)
        {
            case ProjectCommand.Invite invite:
                var fresh = invite.Schools.Where(school => school.IsOpen && project.PlaceOf(school.Urn)?.State is not (PlaceState.Invited or PlaceState.In or PlaceState.Asked)).ToList();
                return fresh.Count == 0 ? new ProjectOutcome.Wrong(project, "Tick at least one school.")
                    : project.Places.Concat(fresh.Select(school => project.Lead with { School = school.Urn })).DistinctBy(place => place.School).Count() > Project.PlacesAtMost
                        ? new ProjectOutcome.Wrong(project, $"A project holds at most {Project.PlacesAtMost} schools. Invite fewer.")
                    : Moved(fresh.Aggregate(project, (before, school) => With(before, new(school.Urn, school.Name, Part.Member, PlaceState.Invited, actor.Person, ByHead: false, now, ""))), ProjectAct.Invite, project.Lead, actor, now);
            case ProjectCommand.Judge judge:
                return project.PlaceOf(judge.School) is not { State: PlaceState.Asked } asked ? new ProjectOutcome.Stale(project)
                    : TooLong(judge.Words) is { } why ? new ProjectOutcome.Wrong(project, why)
                    : MovedTo(project, asked with { State = judge.Accept ? PlaceState.In : PlaceState.TurnedDown, Since = now }, judge.Accept ? ProjectAct.Accept : ProjectAct.TurnDown, actor, now, judge.Words);
            case ProjectCommand.Finish finish:
                return project.State is not ProjectState.UnderWay ? new ProjectOutcome.Stale(project)
                    : finish.Learnt.Length is 0 or > Project.LongestLearnt ? new ProjectOutcome.Wrong(project, $"Say what was learnt, in at most {Project.LongestLearnt} characters.")
                    : Moved(project with { State = ProjectState.Finished, Learnt = finish.Learnt }, ProjectAct.Finish, project.Lead, actor, now, finish.Learnt);
            case ProjectCommand.CallOff off:
                return project.State is not ProjectState.Inviting ? new ProjectOutcome.Stale(project)
                    : TooLong(off.Words) is { } long_ ? new ProjectOutcome.Wrong(project, long_)
                    : Moved(project with { State = ProjectState.CalledOff }, ProjectAct.CallOff, project.Lead, actor, now, off.Words);
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command, "The lead does not do this.");
        }
    }

    private static ProjectOutcome DecideAsSchool(Project project, ProjectCommand command, School school, (Actor Actor, bool IsHead) by, DateTimeOffset now)
    {
        var place = project.PlaceOf(school.Urn);

        // The head's answer stands against the deputy's; the deputy's never against the head's.
        if (place is { ByHead: true } && !by.IsHead)
        {
            return new ProjectOutcome.HeadHasSaid(project, place);
        }

        switch (command)
        {
            case ProjectCommand.Answer answer:
                return place is not { State: PlaceState.Invited or PlaceState.SaidNo } ? new ProjectOutcome.Stale(project)
                    : MovedTo(project, place with { State = answer.Yes ? PlaceState.In : PlaceState.SaidNo, By = by.Actor.Person, ByHead = by.IsHead, Since = now }, answer.Yes ? ProjectAct.SayYes : ProjectAct.SayNo, by.Actor, now);
            case ProjectCommand.Ask ask:
                return ask.Part is not (Part.SharingSchool or Part.TransitionPartner) ? new ProjectOutcome.Wrong(project, "Say how your school would take part.")
                    : ask.Words.Length == 0 ? new ProjectOutcome.Wrong(project, "Say in a sentence what your school would bring.")
                    : TooLong(ask.Words) is { } why ? new ProjectOutcome.Wrong(project, why)
                    : place is null && project.Places.Length >= Project.PlacesAtMost ? new ProjectOutcome.Wrong(project, "The project has as many schools as it can hold.")
                    : place is { State: PlaceState.TurnedDown } ? new ProjectOutcome.Stale(project)
                    : MovedTo(project, new(school.Urn, school.Name, ask.Part, PlaceState.Asked, by.Actor.Person, by.IsHead, now, ask.Words), ProjectAct.Ask, by.Actor, now, ask.Words);
            case ProjectCommand.Leave leave:
                return place is not { State: PlaceState.In } || place.Part is Part.Lead ? new ProjectOutcome.Stale(project)
                    : TooLong(leave.Words) is { } long_ ? new ProjectOutcome.Wrong(project, long_)
                    : MovedTo(project, place with { State = PlaceState.Left, By = by.Actor.Person, ByHead = by.IsHead, Since = now, Words = leave.Words }, ProjectAct.Leave, by.Actor, now, leave.Words);
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command, "A school does not do this.");
        }
    }

    private static string? TooLong(string words) => words.Length > Project.LongestWords ? $"Use at most {Project.LongestWords} characters." : null;

    private static ProjectOutcome.Done MovedTo(Project project, SchoolPlace place, ProjectAct act, Actor actor, DateTimeOffset now, string words = "") => Moved(With(project, place), act, place, actor, now, words);

    private static ProjectOutcome.Done Moved(Project after, ProjectAct act, SchoolPlace place, Actor actor, DateTimeOffset now, string words = "")
    {
        var starts = after.State is ProjectState.Inviting && after.Places.Count(at => at is { State: PlaceState.In, Part: Part.Lead or Part.Member }) >= Project.FewestSchools;
        var next = after with { State = starts ? ProjectState.UnderWay : after.State, Version = after.Version + 1, ChangedAt = now };
        return new(next, new(next.Version, act, place.School, place.Name, place.Part, actor.Person, now, words, starts, [], []));
    }

    private static Project With(Project project, SchoolPlace place) =>
        project with { Places = project.PlaceOf(place.School) is { } before ? project.Places.Replace(before, place) : project.Places.Add(place) };
}

/// <summary>Everything that can become of an act on a project.</summary>
public abstract record ProjectOutcome
{
    private ProjectOutcome()
    {
    }

    /// <param name="Move">Null where it was so already: nothing is written and nobody is told (rule V7).</param>
    public sealed record Done(Project Project, ProjectMove? Move) : ProjectOutcome;

    /// <summary>The card was older than the project, which is shown as it stands.</summary>
    public sealed record Stale(Project Project) : ProjectOutcome;

    public sealed record HeadHasSaid(Project Project, SchoolPlace Place) : ProjectOutcome;

    /// <param name="Why">What to do, for a short line on the card.</param>
    public sealed record Wrong(Project Project, string Why) : ProjectOutcome;

    /// <summary>Not somebody who acts for that school.</summary>
    public sealed record NotYours(Project Project) : ProjectOutcome;

    /// <summary>No such project, or not somebody who may read it: they look the same (rule T2).</summary>
    public sealed record NotThere : ProjectOutcome;
}
