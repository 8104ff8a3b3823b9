using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Patterns;

/// <summary>What a poll sent up without themes as one reader sees it.</summary>
/// <param name="Matters">Those that can be read, in the order of their ids.</param>
internal sealed record TagView(TagOffer Offer, ImmutableArray<Matter> Matters, ThemeList Themes, Reader Reader, string? TeamsUserId)
{
    public IEnumerable<Matter> Open => Matters.Where(matter => matter.Theme is null && !matter.IsOver && Offer.Matters.All(known => known.Matter != matter.Id || !known.None));

    /// <summary>What the card asks for at a time: more pickers would not fit one.</summary>
    public IEnumerable<Matter> Asked => Open.Take(3);
}

/// <summary>The card that asks for themes: those that the words suggest stand filled in, and one press confirms them.</summary>
internal static class TagCards
{
    public const string Tag = "patterns.tag";
    public const string Show = "patterns.showTags";
    public const string None = "_none";
    public const string PollKey = "poll";

    /// <summary>The input of a matter's theme: another card's would not be taken for it.</summary>
    public static string InputOf(MatterId matter) => $"theme{Keys.Hash(matter.Value).ToString("x8", CultureInfo.InvariantCulture)}";

    public static Message ForReader(TagView view, string? note = null)
    {
        var (origin, asked, left) = (view.Offer.Origin, view.Asked.ToList(), view.Open.Count() - view.Asked.Count());
        var said = asked.Count == 0 ? $"The themes of {origin.Name} are set" : $"{origin.Name}: {Words.Some(view.Open.Count(), "priority", "priorities")} without a theme";
        var card = new AdaptiveCard
        {
            FallbackText = $"{said}. This version of Teams cannot show the form. Open Teams on another device.",
            Speak = said,
            Refresh = asked.Count == 0 ? null : Refresh.For(view.TeamsUserId, Show, DataOf(view)),
            Body =
            [
                FromLine(Bold(origin.Name), $": what it agreed went up without a theme. You are {(view.Reader.Role is Directory.Role.Facilitator ? "its facilitator" : $"the board’s {MatterWords.Of(view.Reader.Role)}")}."),
                Heading(asked.Count == 0 ? "✓ The themes are set" : Words.Plural(asked.Count, "Which theme is this?", "Which themes are these?")),
                .. MatterCards.Note(note),
                .. asked.Count == 0 ? [] : (Element[])[Paragraph("With a theme it is noticed when others raise the same, and they can be answered together. It cannot be changed afterwards.")],
                .. MarkedList(view.Matters.Where(matter => !view.Open.Contains(matter)).Select(matter => Done(view, matter))),
                .. asked.SelectMany(matter => Ask(view, matter)),
                .. left > 0 ? (Element[])[SmallPrint($"{Words.Sentence(Words.Some(left, "more"))} when these are confirmed.")] : [],
                WhoCanSeeThis(PatternWords.WhoCanSee(view.Offer.Readers, view.Reader), underLine: true),
                .. asked.Count == 0 ? [] : (Element[])[Buttons(Main(new ActionExecute(Words.Plural(asked.Count, "Confirm the theme", "Confirm the themes"), Tag, DataOf(view))))],
            ],
        };
        return new(card, said);
    }

    private static IEnumerable<Element> Ask(TagView view, Matter matter)
    {
        var option = matter.Evidence.Option;
        var matches = view.Themes.Match(option.Text).ToList();
        var picker = ThemePicker.Draw(InputOf(matter.Id), $"Choose the theme of “{option.Brief}”", view.Themes, matches.FirstOrDefault()?.Id.Value, required: false);
        yield return NewParagraph(Bold("The priority: "), option.Text);
        if (matches.Count > 0)
        {
            yield return Paragraph(Subtle($"Its words suggest {Words.Join(matches.Select(theme => theme.Name), "or")}."));
        }

        yield return picker with { Choices = [.. picker.Choices, new Choice("None of these", None)], ErrorMessage = "Choose a theme, or say that none fits." };
    }

    private static MarkedLine Done(TagView view, Matter matter) => matter.Theme is { } theme
        ? new("✓", [Bold(view.Themes.Find(theme)?.Name ?? theme.Value), $": {matter.Evidence.Option.Text}"])
        : new("–", [Bold(matter.IsOver ? "Over" : "None of these"), $": {matter.Evidence.Option.Text}"]);

    private static Dictionary<string, string> DataOf(TagView view) => new() { [PollKey] = view.Offer.Poll.Value };
}
