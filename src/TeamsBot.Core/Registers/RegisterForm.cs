using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Themes;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Registers;

/// <summary>What the form needs to know of the county.</summary>
/// <param name="Groups">Every group, the highest tier first.</param>
internal sealed record RegisterChoices(IReadOnlyList<Group> Groups, ThemeList Themes)
{
    public static RegisterChoices Of(Register? register, ThemeList themes) =>
        new([.. (register?.Groups ?? []).OrderByDescending(group => group.Tier).ThenBy(group => group.Name, StringComparer.OrdinalIgnoreCase)], themes);

    /// <summary>The filter in words, a phrase for each thing it asks.</summary>
    public IReadOnlyList<string> InWords(RegisterFilter filter) =>
    [
        .. filter.State is { } state ? [StateOf(state)] : (string[])[],
        .. filter.Tier is { } tier ? [$"those now with {TierOf(tier)}"] : (string[])[],
        .. filter.Group is { } group ? [$"those of {Groups.FirstOrDefault(known => known.Id == group)?.Name ?? "a group that is not in the directory"}"] : (string[])[],
        .. filter.Theme is { } theme ? [$"those on {Themes.Find(theme)?.Name ?? "a theme that is not in the list"}"] : (string[])[],
        .. filter.Since is { } since ? [$"those since {When.DayAndYear(When.At(since.AtMidnight()))}"] : (string[])[],
        .. filter.Words.Length > 0 ? [$"those with the words “{filter.Words}”"] : (string[])[],
    ];

    public static string StateOf(MatterStanding state) => state switch
    {
        MatterStanding.Open => "those that wait for an answer",
        MatterStanding.Answered => "those that a board acts on",
        MatterStanding.Overdue => "those whose day has passed",
        _ => "those that are over",
    };

    public static string TierOf(Tier tier) => tier switch
    {
        Tier.Network => "a network",
        Tier.Locality => "a locality board",
        Tier.Partnership => "the partnership board",
        _ => "the children’s board",
    };
}

/// <summary>The form in which somebody chooses what of a register to show. It changes nothing, so whatever is sent with it is read as far as it makes sense.</summary>
internal static class RegisterForm
{
    /// <param name="ofMatters">Whether it is asked in which state, and with whom.</param>
    public static Message Draw(RegisterKind kind, RegisterFilter filter, RegisterChoices choices, bool ofMatters)
    {
        var card = new AdaptiveCard
        {
            FallbackText = $"This version of Teams cannot show the form. Write the command and then the words to look for, such as: {kind.Heading.ToLowerInvariant()} attendance.",
            Speak = $"{kind.Heading}: choose what to show.",
            Body =
            [
                FromLine(Bold("The bot"), $" lists {kind.Says}"),
                Heading("Choose what to show"),
                .. ofMatters ? [State(filter), Tiers(filter)] : (Element[])[],
                .. choices.Groups.Count == 0 ? [] : (Element[])[Groups(filter, choices)],
                Theme(filter, choices.Themes),
                new InputDate($"{RegisterFilter.Input}since")
                {
                    Label = "Choose the first day, if you want only the later ones", ErrorMessage = "Choose a day, or leave it empty.", Value = filter.Since?.ToDateOnly(), Spacing = Spacing.Medium,
                },
                new InputText($"{RegisterFilter.Input}words")
                {
                    Label = "Write words to look for, if you want only those with them", ErrorMessage = $"Write at most {RegisterFilter.LongestWords} characters.", MaxLength = RegisterFilter.LongestWords,
                    Value = filter.Words.Length > 0 ? filter.Words : null, Spacing = Spacing.Medium,
                },
                WhoCanSeeThis("only you.", underLine: true),
                Buttons(
                    new ActionExecute("Show all", kind.Show, []) { Id = $"{kind.Show}.all", AssociatedInputs = AssociatedInputs.None },
                    Main(new ActionExecute("Show these", kind.Show, new() { ["form"] = "yes" }))),
            ],
        };
        return new(card, $"{kind.Heading}: choose what to show");
    }

    private static InputChoiceSet State(RegisterFilter filter) => OneOf(
        "state",
        "Choose in which state",
        filter.State?.ToString(),
        Enum.GetValues<MatterStanding>().Select(state => new Choice(Words.Sentence(RegisterChoices.StateOf(state)["those that ".Length..]), state.ToString())));

    private static InputChoiceSet Tiers(RegisterFilter filter) =>
        OneOf("tier", "Choose who has it now", filter.Tier?.ToString(), Enum.GetValues<Tier>().Select(tier => new Choice(Words.Sentence(RegisterChoices.TierOf(tier)), tier.ToString())));

    private static InputChoiceSet Groups(RegisterFilter filter, RegisterChoices choices) =>
        OneOf("group", "Choose a network or a board", filter.Group?.Value, choices.Groups.Select(group => new Choice(group.Name, group.Id.Value)));

    private static InputChoiceSet Theme(RegisterFilter filter, ThemeList list) =>
        OneOf("theme", "Choose a theme", filter.Theme?.Value, list.Offered.Select(theme => new Choice(ThemePicker.TitleOf(list, theme), theme.Id.Value)));

    private static InputChoiceSet OneOf(string name, string label, string? chosen, IEnumerable<Choice> choices)
    {
        Choice[] all = [new("Any", RegisterFilter.Any), .. choices];
        return new($"{RegisterFilter.Input}{name}")
        {
            Label = label,
            ErrorMessage = "Choose one, or Any.",
            Choices = all,
            Value = all.FirstOrDefault(choice => choice.Value == chosen)?.Value ?? RegisterFilter.Any,
            Spacing = Spacing.Medium,
        };
    }
}
