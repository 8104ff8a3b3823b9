using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Projects;

/// <summary>Schools to choose from: those of one network, or whose name holds some words.</summary>
/// <param name="Said">What they are, such as "Alder Vale Network".</param>
/// <param name="Shown">At most <see cref="ProjectInviteCards.MostShown"/>, A to Z.</param>
/// <param name="More">How many more fit.</param>
internal sealed record SchoolsFound(string Said, IReadOnlyList<School> Shown, int More, IReadOnlyList<Group> Networks, string? Name = null, GroupId? Network = null);

/// <summary>Where the lead finds schools and invites them: a county has more than a list on a phone holds.</summary>
internal static class ProjectInviteCards
{
    public const string Find = "projects.find";
    public const string Invite = "projects.invite";

    public const string NameInput = "findName", NetworkInput = "findNetwork", TickedInput = "ticked";

    public const int MostShown = 30, LongestName = 60;

    /// <param name="note">What came of a press; null for none.</param>
    public static Message Draw(ProjectView view, SchoolsFound found, string? note = null, string? ticked = null)
    {
        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the schools to invite. Open Teams on another device.",
            Speak = note ?? "Choose the schools to invite.",
            Body =
            [
                FromLine(Bold(view.Project.Lead.Name), " invites schools to its project: ", view.Project.Aim),
                Heading("Invite schools"),
                .. note is null ? [] : (Element[])[Paragraph(Bold(note))],
                .. found.Shown.Count == 0 ? [Paragraph($"{found.Said}: no school to invite. Look for another name or network.")] : (Element[])[Ticks(found, ticked)],
                .. found.More > 0 ? [Paragraph($"{found.More} more fit. Write more of the name to find them.")] : (Element[])[],
                SmallPrint("Each head and deputy of a school you invite gets a card and answers for the school."),
                WhoCanSeeThis("only you.", underLine: true),
                Buttons(
                [
                    Finding(view, found),
                    new ActionExecute("Open the project", ProjectCards.Open, ProjectCards.Data(view)) { AssociatedInputs = AssociatedInputs.None },
                    .. found.Shown.Count == 0 ? [] : (CardAction[])[Main(new ActionExecute("Invite these schools", Invite, DataOf(view, found)))],
                ]),
            ],
        };
        return new(card, note ?? "Choose the schools to invite");
    }

    private static InputChoiceSet Ticks(SchoolsFound found, string? ticked)
    {
        var kept = ticked?.Split(',').Where(urn => found.Shown.Any(school => school.Urn.Value == urn)).ToList() ?? [];
        return new(TickedInput)
        {
            Label = $"{found.Said}: tick the schools to invite", ErrorMessage = "Tick at least one school.", IsRequired = true, IsMultiSelect = true,
            Choices = [.. found.Shown.Select(school => new Choice(school.Town is { Length: > 0 } town ? $"{school.Name}, {town}" : school.Name, school.Urn.Value))],
            Value = kept.Count == 0 ? null : string.Join(',', kept),
        };
    }

    private static ActionShowCard Finding(ProjectView view, SchoolsFound found) => new(
        "Find other schools…",
        [
            new InputText(NameInput) { Label = "Write part of a school’s name", ErrorMessage = "Write part of a name.", MaxLength = LongestName },
            .. found.Networks.Count == 0 ? [] : (Element[])[new InputChoiceSet(NetworkInput)
            {
                Label = "Or choose a network", ErrorMessage = "Choose a network.",
                Choices = [.. found.Networks.Select(network => new Choice(network.Name, network.Id.Value))],
            }],
            Buttons(Main(new ActionExecute("Show these schools", Find, new() { ["project"] = view.Project.Id.Value }))),
        ]);

    // What was looked for comes along, so that a form answered with a problem shows the same schools.
    private static Dictionary<string, string> DataOf(ProjectView view, SchoolsFound found)
    {
        Dictionary<string, string> data = new() { ["project"] = view.Project.Id.Value };
        if (found.Name is { Length: > 0 } name)
        {
            data["name"] = name;
        }

        if (found.Network is { } network)
        {
            data["network"] = network.Value;
        }

        return data;
    }
}
