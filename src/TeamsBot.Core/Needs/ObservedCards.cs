using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Needs;

/// <summary>The form by which a service's lead logs a need.</summary>
/// <param name="Led">The services that the person leads.</param>
/// <param name="Places">The areas that any of them may have seen it in.</param>
internal sealed record LogView(string Id, IReadOnlyList<AskedService> Led, IReadOnlyList<Group> Places, ThemeList Themes);

/// <summary>What services observe (R58): the form, what was logged, and the list of a theme.</summary>
internal static class ObservedCards
{
    public const string Form = "needs.form";
    public const string Log = "needs.log";
    public const string TakeBack = "needs.takeBack";

    public const string ServiceInput = "observer", PlaceInput = "observedPlace", ThemeInput = "themeOfNeed", WordsInput = "needWords", HowInput = "needHow", AboutInput = "needAbout";

    /// <summary>In UTF-16 characters: ten needs fit a card however much was written.</summary>
    private const int ShownText = 240;

    public static string Of(HowMany about) => about switch
    {
        HowMany.FewerThanFive => "fewer than five",
        HowMany.FiveToNineteen => "5 to 19",
        HowMany.TwentyToFortyNine => "20 to 49",
        HowMany.FiftyOrMore => "50 or more",
        _ => "not known",
    };

    public static Message Draw(LogView view, Func<string, string?> filled, string? problem = null)
    {
        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form. Open Teams on another device.",
            Speak = problem ?? "Log a need that your service observes.",
            Body =
            [
                FromLine("You lead ", Bold(Words.Join(view.Led.Select(service => service.Name).Distinct())), ". What you see stands beside what schools say of the same theme."),
                Heading("Log what you observe"),
                .. problem is null ? [] : (Element[])[Paragraph(Bold("Not logged yet. "), problem)],
                Pick(ServiceInput, "Choose the service that saw it", filled, view.Led.Select(service => new Choice(service.Name, service.Id))),
                Pick(PlaceInput, "Choose where it was seen", filled, view.Places.Select(place => new Choice(place.Name, place.Id.Value))),
                ThemePicker.Draw(ThemeInput, "Choose the theme", view.Themes, filled(ThemeInput)),
                Text(WordsInput, "Write what is needed", "Write what is needed.", filled),
                Text(HowInput, "Write how you know", "Write how you know, such as: referrals since May.", filled),
                Pick(AboutInput, "Say in how many children or families", filled, Enum.GetValues<HowMany>().Select(about => new Choice(Words.Sentence(Of(about)), about.ToString()))),
                SmallPrint("Please name no child, and no number under five: write “fewer than five”."),
                WhoCanSeeThis("only you, until you log it. Then members of the county’s boards and networks."),
                Buttons(Main(new ActionExecute("Log this need", Log, new() { ["need"] = view.Id }))),
            ],
        };
        return new(card, problem is null ? "Log what your service observes" : $"Not logged yet: {problem}");
    }

    public static Message Logged(ObservedNeed need, string theme)
    {
        var card = new AdaptiveCard
        {
            FallbackText = need.Stands ? $"Logged under {theme}." : $"Taken back: {theme}.",
            Speak = need.Stands ? $"Logged under {theme}." : "Taken back.",
            Body =
            [
                FromLine(Bold(need.ServiceName), $" observes a need, {need.Place.Name}."),
                Heading(need.Stands ? "✓ Logged" : "✓ Taken back"),
                Paragraph(Bold("Theme: "), theme),
                Paragraph(Bold("What is needed: "), need.Words),
                Paragraph(Bold("How it is known: "), need.How),
                Paragraph(Bold("In how many: "), $"{Of(need.About)}."),
                NewParagraph(need.Stands ? "It stands beside what schools say of the theme. You can take it back." : "It stands in no list any more. The record keeps that it was logged."),
                WhoCanSeeThis(need.Stands ? "members of the county’s boards and networks." : "only you."),
                .. need.Stands ? [Buttons(new ActionExecute("Take it back", TakeBack, new() { ["need"] = need.Id }))] : (Element[])[],
            ],
        };
        return new(card, need.Stands ? $"Logged: {theme}" : $"Taken back: {theme}");
    }

    /// <param name="needs">What stands under the theme for this reader, the oldest first.</param>
    public static Message OfTheme(string theme, IReadOnlyList<ObservedNeed> needs)
    {
        var shown = needs.Reverse().Take(Page.Size).ToList();
        var card = new AdaptiveCard
        {
            FallbackText = $"{Words.Sentence(Words.Some(needs.Count, "observed need"))} under {theme}. This version of Teams cannot show them. Open Teams on another device.",
            Speak = $"{Words.Sentence(Words.Some(needs.Count, "observed need"))}.",
            FullWidth = true,
            Body =
            [
                FromLine(Bold("The county’s services"), ": what they see in the children and families they work with."),
                Heading($"Observed: {Words.Some(needs.Count, "need")}"),
                Paragraph(Bold("Theme: "), theme),
                .. shown.SelectMany(Lines),
                .. needs.Count > shown.Count ? [SmallPrint($"The latest {Words.Number(shown.Count)} of {needs.Count} are shown.")] : (Element[])[],
                WhoCanSeeThis("only you. Members of the county’s boards and networks can read the same.", underLine: true),
                Buttons(Main(new ActionExecute("Back to the register", NeedCards.Show, []))),
            ],
        };
        return new(card, $"{theme}: {Words.Some(needs.Count, "observed need")}");
    }

    public static Message NotALead { get; } = new Refusal
    {
        From = [Bold("The bot"), " was asked to log a need."],
        Heading = "A service’s lead logs needs",
        WhatHappened = "Your account leads no service or special school, or this need was logged by somebody else. Nothing was changed.",
        WhatToDo = "If you lead a service, ask the administrator to look at the directory. A school’s concerns go to its network’s facilitator.",
    }.ToMessage();

    private static IEnumerable<Element> Lines(ObservedNeed need) =>
    [
        NewParagraph(Bold(need.ServiceName), Subtle($", {need.Place.Name}, {When.Day(need.At)}")),
        Paragraph(PlainText.Shorten(need.Words, ShownText)),
        Paragraph(Subtle($"Known by: {PlainText.Shorten(need.How, ShownText)} In how many: {Of(need.About)}.")),
    ];

    private static InputText Text(string id, string label, string error, Func<string, string?> filled) => new(id)
    {
        Label = label, ErrorMessage = error, IsMultiline = true, IsRequired = true, MaxLength = ObservedNeed.LongestText,
        Value = filled(id) is { Length: > 0 } typed ? PlainText.Shorten(typed, ObservedNeed.LongestText * 2) : null,
    };

    private static InputChoiceSet Pick(string id, string label, Func<string, string?> filled, IEnumerable<Choice> choices)
    {
        IReadOnlyList<Choice> offered = [.. choices];
        var chosen = filled(id) ?? (offered.Count == 1 ? offered[0].Value : null);
        return new(id) { Label = label, ErrorMessage = "Choose one.", IsRequired = true, Choices = offered, Value = offered.Any(choice => choice.Value == chosen) ? chosen : null };
    }
}
