using TeamsBot.Core.Language;

namespace TeamsBot.Core.Projects;

/// <summary>How a project's states, parts and moves are said.</summary>
internal static class ProjectWords
{
    public static string Status(Project project) => project.State switch
    {
        ProjectState.Inviting => "… Inviting schools",
        ProjectState.UnderWay => "• Under way",
        ProjectState.Finished => "✓ Finished",
        _ => "– Called off",
    };

    /// <summary>The heading of the project's own card.</summary>
    public static string Heading(Project project) => project.State switch
    {
        ProjectState.Inviting => "Schools are being invited",
        ProjectState.UnderWay => "Schools work together",
        ProjectState.Finished => "A project that has finished",
        _ => "A project that was called off",
    };

    public static string Of(Part part) => part switch
    {
        Part.Lead => "leads the project",
        Part.Member => "member",
        Part.SharingSchool => "shares what it is good at",
        _ => "transition partner",
    };

    public static string As(Part part) => part switch
    {
        Part.SharingSchool => "to share what it is good at",
        Part.TransitionPartner => "as transition partner",
        _ => "as member",
    };

    /// <summary>"Monday 7 September 2026 to Friday 16 July 2027".</summary>
    public static string Dates(Project project) => $"{Day(project.Starts)} to {Day(project.Ends)}";

    /// <summary>"Kestrel Bank Primary and two other schools".</summary>
    public static string Who(Project project)
    {
        var others = project.Schools.Count() - 1;
        return others < 1 ? project.Lead.Name : $"{project.Lead.Name} and {Words.Some(others, "other school")}";
    }

    public static string HeadingOf(ProjectMove move) => move.Starts ? "The project has started" : move.Act switch
    {
        ProjectAct.SetUp => "Your school leads a project",
        ProjectAct.SayYes or ProjectAct.Accept => "A school has joined",
        ProjectAct.SayNo => "A school cannot join now",
        ProjectAct.Ask => "Your school asked to join",
        ProjectAct.TurnDown => "Not this time",
        ProjectAct.Leave => "A school has left",
        ProjectAct.Finish => "The project has finished",
        _ => "The project was called off",
    };

    /// <summary>What happened, in a sentence that begins with the school's name.</summary>
    public static string Sentence(Project project, ProjectMove move) => move.Act switch
    {
        ProjectAct.SetUp => $"{move.SchoolName} set up a project and now invites schools. It starts when a second school says yes.",
        ProjectAct.SayYes => $"{move.SchoolName} said yes.{(move.Starts ? " Two schools are in it now, so it has started." : "")}",
        ProjectAct.SayNo => $"{move.SchoolName} thanks {project.Lead.Name} and cannot join now.",
        ProjectAct.Ask => $"{move.SchoolName} asked {project.Lead.Name} to join {As(move.Part)}.",
        ProjectAct.Accept => $"{move.SchoolName} has joined {As(move.Part)}.",
        ProjectAct.TurnDown => $"{project.Lead.Name} thanks {move.SchoolName} for its offer and cannot take it in this time.",
        ProjectAct.Leave => $"{move.SchoolName} has left the project.",
        ProjectAct.Finish => $"{project.Lead.Name} finished the project.",
        _ => $"{project.Lead.Name} called the project off before it started.",
    };

    private static string Day(NodaTime.LocalDate day) => $"{When.Day(day)} {day.Year}";
}
