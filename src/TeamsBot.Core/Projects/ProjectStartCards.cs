using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Themes;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Projects;

/// <summary>The form by which a head or deputy sets a project up. What was typed stays in it until the project stands.</summary>
internal static class ProjectStartCards
{
    public const string Form = "projects.form";
    public const string SetUp = "projects.setUp";

    public const string LeadInput = "leadSchool", ThemeInput = "projectTheme", AimInput = "aim", BaselineInput = "baseline", StartsInput = "startsOn", EndsInput = "endsOn";

    /// <param name="schools">The schools that the reader acts for.</param>
    /// <param name="typed">What was typed: it stays.</param>
    public static Message Draw(ProjectId id, IReadOnlyList<School> schools, ThemeList themes, LocalDate today, string? problem = null, IReadOnlyDictionary<string, string>? typed = null)
    {
        string? Filled(string input) => typed?.GetValueOrDefault(input);
        Dictionary<string, string> data = new() { ["newProject"] = id.Value };
        if (schools.Count == 1)
        {
            data["school"] = schools[0].Urn.Value;
        }

        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form for a project. Open Teams on another device.",
            Speak = problem ?? "Start a project with other schools.",
            Body =
            [
                FromLine("You act for ", Bold(schools.Count == 1 ? schools[0].Name : "your schools"), ". Two or more schools can work together on one thing, whatever their network."),
                Heading("Start a project"),
                .. problem is null ? [] : (Element[])[Paragraph(Bold("Not set up yet. "), problem)],
                .. schools.Count == 1 ? [] : (Element[])[Lead(schools, Filled(LeadInput))],
                .. themes.Offered.Any() ? [ThemePicker.Draw(ThemeInput, "Choose its theme", themes, Filled(ThemeInput))] : (Element[])[],
                ProjectForms.Write(AimInput, "Write the aim in one sentence", Project.LongestAim, isRequired: true, Filled(AimInput)),
                ProjectForms.Write(BaselineInput, "Say where you begin, so that you can tell later what changed", Project.LongestBaseline, isRequired: true, Filled(BaselineInput)),
                Day(StartsInput, "Choose when it starts", Filled(StartsInput), today),
                Day(EndsInput, "Choose when it ends", Filled(EndsInput), today.PlusYears(1)),
                SmallPrint("Name no pupil, and write nothing here from School Service Guarantee visits. Next you choose whom to invite; it starts when a second school says yes."),
                WhoCanSeeThis("only you, until you set it up. Then heads, deputies, facilitators and boards."),
                Buttons(Main(new ActionExecute("Set this project up", SetUp, data))),
            ],
        };
        return new(card, problem is null ? "A new project of schools" : $"Not set up yet: {problem}");
    }

    private static InputChoiceSet Lead(IReadOnlyList<School> schools, string? chosen) => new(LeadInput)
    {
        Label = "Choose the school that leads", ErrorMessage = "Choose a school.", IsRequired = true,
        Choices = [.. schools.Select(school => new Choice(school.Name, school.Urn.Value))],
        Value = schools.Any(school => school.Urn.Value == chosen) ? chosen : null,
    };

    private static InputDate Day(string id, string label, string? typed, LocalDate otherwise) => new(id)
    {
        Label = label, ErrorMessage = "Choose a day.", IsRequired = true,
        Value = DateOnly.TryParseExact(typed, "yyyy-MM-dd", out var day) ? day : otherwise.ToDateOnly(),
    };
}
