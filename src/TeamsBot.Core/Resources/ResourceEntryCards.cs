using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Themes;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Resources;

/// <summary>One entry of the directory: what it offers and whom to ask, and for an editor the form to change it.</summary>
internal static class ResourceEntryCards
{
    public const string NameInput = "resourceName", ThemesInput = "resourceThemes", OffersInput = "resourceOffers", LinkInput = "resourceLink", AskInput = "resourceAsk", ContactInput = "resourceContact";

    /// <param name="fresh">The id of the request that the reader's form would send; null for somebody who may not ask.</param>
    /// <param name="note">What came of a press; null for none.</param>
    public static Message Entry(Resource resource, ThemeList themes, bool mayEdit, RequestId? fresh, string? note = null)
    {
        var card = new AdaptiveCard
        {
            FallbackText = $"{resource.Name}: {resource.Offers} {resource.Ask}.",
            Speak = note ?? $"{resource.Name}: {resource.Offers}",
            Body =
            [
                FromLine(Bold(resource.Name), " is in the county’s list of who can help."),
                Heading(resource.IsRetired ? "A retired resource" : "A resource from outside"),
                .. note is null ? [] : (Element[])[Paragraph(Bold(note))],
                .. resource.IsRetired ? (Element[])[Paragraph("It is no longer offered.")] : [],
                Paragraph(Bold("What it offers: "), resource.Offers),
                Paragraph(Bold("Themes: "), ThemesOf(resource, themes)),
                Paragraph(Bold("Whom to ask: "), resource.Ask),
                .. resource.Link is { } link ? [LinkLine("Its page: ", link.Host, link)] : (Element[])[],
                WhoCanSeeThis("only you. Everyone sees the same list.", underLine: true),
                Buttons([new ActionExecute("Choose another theme", ResourceCards.Home, []), .. mayEdit ? Editing(resource) : [], .. fresh is { } id && !resource.IsRetired ? [RequestCards.Form(id, new() { ["resource"] = resource.Id.Value })] : (CardAction[])[]]),
            ],
        };
        return new(card, note is null ? $"{resource.Name}: {resource.Offers}" : $"{note} {resource.Name}");
    }

    /// <param name="before">As it stands; null for a new one.</param>
    /// <param name="problem">Why it is not saved.</param>
    /// <param name="typed">What was typed: it stays. Null for the entry as it stands.</param>
    public static Message ToEdit(ResourceId id, Resource? before, ThemeList themes, string? problem = null, IReadOnlyDictionary<string, string>? typed = null)
    {
        string? Filled(string input, string? stands) => typed?.GetValueOrDefault(input) ?? stands;
        Dictionary<string, string> data = before is null ? new() { ["newResource"] = id.Value } : DataOf(before);
        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form for a resource. Open Teams on another device.",
            Speak = problem ?? (before is null ? "Add a resource from outside." : $"Change {before.Name}."),
            Body =
            [
                FromLine("You may edit ", Bold("the county’s list of who can help"), "."),
                Heading(before is null ? "Add a resource" : "Change a resource"),
                .. problem is null ? [] : (Element[])[Paragraph(Bold("Not saved yet. "), problem)],
                Write(NameInput, "Write its name", Resource.LongestName, Filled(NameInput, before?.Name)),
                Write(OffersInput, "Say what it offers to schools", Resource.LongestOffer, Filled(OffersInput, before?.Offers)),
                .. themes.Offered.Any() ? [Themes(themes, Filled(ThemesInput, before is null ? null : string.Join(',', before.Themes)))] : (Element[])[],
                Write(LinkInput, "Give its page, beginning with https://, or leave this empty", Resource.LongestLink, Filled(LinkInput, before?.Link?.AbsoluteUri), isRequired: false),
                Write(AskInput, "Say whom to ask, by role and not by name", Resource.LongestAsk, Filled(AskInput, before?.Ask)),
                Contacts(Filled(ContactInput, before?.Contact.ToString())),
                WhoCanSeeThis("only you. Everyone sees the list, and the record keeps who changed it.", underLine: true),
                Buttons(
                    new ActionExecute("Leave it as it is", before is null ? ResourceCards.Home : ResourceCards.Open, before is null ? [] : new() { ["resource"] = before.Id.Value }) { AssociatedInputs = AssociatedInputs.None },
                    Main(new ActionExecute("Save this resource", ResourceCards.Save, data))),
            ],
        };
        return new(card, problem is null ? (before is null ? "A new resource" : $"Change {before.Name}") : $"Not saved yet: {problem}");
    }

    public static string ContactWords(Contact contact) => contact switch
    {
        Contact.Facilitator => "the facilitator of the asking school’s network",
        Contact.Editor => "the county’s editor",
        _ => "the programme administrator",
    };

    /// <summary>The names of themes, or that it is for any.</summary>
    private static string ThemesOf(Resource resource, ThemeList themes) =>
        resource.Themes.IsEmpty ? "it may help with any theme." : $"{Words.Join(resource.Themes.Select(themes.Find).OfType<Theme>().Select(theme => theme.Name).Order(StringComparer.OrdinalIgnoreCase))}.";

    private static IEnumerable<CardAction> Editing(Resource resource) => resource.IsRetired
        ? [new ActionExecute("Bring it back", ResourceCards.BringBack, DataOf(resource))]
        :
        [
            new ActionShowCard("Retire it…", SmallPrint("It is no longer offered. You can bring it back."), Buttons(Main(new ActionExecute("Retire this resource", ResourceCards.Retire, DataOf(resource))))),
            new ActionExecute("Change it", ResourceCards.Form, new() { ["resource"] = resource.Id.Value }),
        ];

    // Whatever may be longer than a phone is wide has several lines, or its end could not be seen.
    public static InputText Write(string id, string label, int most, string? filled, bool isRequired = true) => new(id)
    {
        Label = label, ErrorMessage = $"{label}.", IsRequired = isRequired, IsMultiline = true, MaxLength = most,
        Value = string.IsNullOrWhiteSpace(filled) || PlainText.Shorten(filled, most) is not { Length: > 0 } kept ? null : kept,
    };

    private static InputChoiceSet Themes(ThemeList themes, string? chosen)
    {
        var offered = chosen?.Split(',').Where(theme => themes.FindOffered(theme) is not null).ToList() ?? [];
        return new(ThemesInput)
        {
            Label = "Tick the themes it helps with, or none if it may help with any",
            ErrorMessage = $"Tick at most {Resource.ThemesAtMost} themes.",
            IsMultiSelect = true,
            Choices = [.. themes.Offered.Select(theme => new Choice(ThemePicker.TitleOf(themes, theme), theme.Id.Value))],
            Value = offered.Count == 0 ? null : string.Join(',', offered),
        };
    }

    private static InputChoiceSet Contacts(string? chosen) => new(ContactInput)
    {
        Label = "Choose to whom requests go",
        ErrorMessage = "Choose one.",
        IsRequired = true,
        Choices = [.. Enum.GetValues<Contact>().Select(contact => new Choice(Words.Sentence(ContactWords(contact)), contact.ToString()))],
        Value = Enum.TryParse<Contact>(chosen, out var contact) && Enum.IsDefined(contact) ? contact.ToString() : null,
    };

    private static Dictionary<string, string> DataOf(Resource resource) => new() { ["resource"] = resource.Id.Value, ["version"] = resource.Version.ToString(CultureInfo.InvariantCulture) };
}
