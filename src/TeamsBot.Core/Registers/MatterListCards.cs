using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Registers;

/// <summary>The register of matters: each with who has it now and what is next, the latest raised first.</summary>
internal static class MatterListCards
{
    public const string Show = "registers.matters";
    public const string Form = "registers.matterForm";

    private const int LongestTitle = 240;

    public static readonly RegisterKind Kind = new(
        "Matters", "what groups sent up to a board, who has it now and what is next, the latest sent first.", "Once a network sends something up, it stands here.", Show, Form);

    public static Message List(RegisterView<Matter> view) => RegisterCards.List(Kind, view, Item, matter => $"{MatterWords.StatusOf(matter).Word}: {matter.Evidence.Option.Brief}, {MatterReading.Holder(matter).Name}");

    public static ActionExecute Back(RegisterFilter filter, string? after) => new("Back to the matters", Show, filter.ToData(after));

    private static IEnumerable<Element> Item(Matter matter, int at, IReadOnlyDictionary<string, string> back) =>
    [
        new RichTextBlock(Bold($"{MatterWords.StatusOf(matter)}: "), PlainText.Shorten(matter.Evidence.Option.Brief, LongestTitle)),
        new RichTextBlock(Subtle($"{matter.Evidence.Origin.Name} asks for {MatterWords.Of(matter.Evidence.Ask)}. Sent on {When.DayAndYear(matter.Moves[0].At)}.")) { Spacing = Spacing.None },
        new RichTextBlock(Bold("Who has it: "), MatterReading.HeldBy(matter)) { Spacing = Spacing.Small },
        new RichTextBlock(Bold("What is next: "), MatterReading.Next(matter)) { Spacing = Spacing.None },
        new ActionSet([new ActionExecute("See its history", MatterReading.Open, new(back) { ["matter"] = matter.Id.Value }) { Id = $"{MatterReading.Open}.{at + 1}" }]) { Spacing = Spacing.Small },
    ];
}
