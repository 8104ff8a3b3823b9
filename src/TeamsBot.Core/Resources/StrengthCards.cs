using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Resources;

/// <summary>A strength as one reader sees it.</summary>
/// <param name="Theme">The theme's name as it is now.</param>
/// <param name="TypedReason">A reason that could not be taken: it stays.</param>
/// <param name="Fresh">The id of the request that the reader's form would send; null for somebody who offers it themselves.</param>
internal sealed record StrengthView(Strength Strength, string Theme, bool IsOfficer, bool IsOfferer, RequestId? Fresh, string? TypedReason = null);

/// <summary>Strengths on offer: one, the form to offer one, and a board's register.</summary>
internal static class StrengthCards
{
    public const string Open = "resources.strength";
    public const string Form = "resources.offerForm";
    public const string Offer = "resources.offer";
    public const string Withdraw = "resources.withdraw";
    public const string Confirm = "resources.confirm";
    public const string Remove = "resources.remove";
    public const string Register = "resources.register";

    public const string ByInput = "offeredBy", ThemeInput = "strengthTheme", TextInput = "strengthText", ForWhomInput = "strengthForWhom", UntilInput = "strengthUntil", ReasonInput = "removalReason";

    /// <param name="note">What came of a press; null for none.</param>
    public static Message Entry(StrengthView view, string? note = null)
    {
        var strength = view.Strength;
        var card = new AdaptiveCard
        {
            FallbackText = $"{strength.By.Name} offers: {strength.Text}",
            Speak = note ?? $"{strength.By.Name} offers: {strength.Text}",
            Body =
            [
                FromLine(Bold(strength.By.Name), " offers a strength under the theme ", Bold(view.Theme), "."),
                Heading(HeadingOf(strength.State)),
                .. note is null ? [] : (Element[])[Paragraph(Bold(note))],
                Paragraph(Bold("What it offers: "), strength.Text),
                Paragraph(Bold("For whom: "), strength.ForWhom),
                Paragraph(Bold("Until: "), $"{When.Day(strength.Until)} {strength.Until.Year}."),
                .. strength.Reason.Length == 0 ? [] : (Element[])[Paragraph(Bold("Why the board removed it: "), strength.Reason)],
                WhoCanSeeThis("members of the county’s networks and boards.", underLine: true),
                Buttons([new ActionExecute("Choose another theme", ResourceCards.Home, []) { AssociatedInputs = AssociatedInputs.None }, .. Acts(view)]),
            ],
        };
        return new(card, note is null ? $"{strength.By.Name} offers: {strength.Text}" : $"{note} {strength.By.Name}");
    }

    /// <param name="typed">What was typed: it stays.</param>
    public static Message ToOffer(StrengthId id, IReadOnlyList<Offerer> offerers, ThemeList themes, LocalDate today, string? problem = null, IReadOnlyDictionary<string, string>? typed = null)
    {
        string? Filled(string input) => typed?.GetValueOrDefault(input);
        Dictionary<string, string> data = new() { ["newStrength"] = id.Value };
        if (offerers.Count == 1)
        {
            data["by"] = offerers[0].Key;
        }

        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form for a strength. Open Teams on another device.",
            Speak = problem ?? "Offer what you are good at.",
            Body =
            [
                FromLine("You speak for ", Bold(offerers.Count == 1 ? offerers[0].Name : "your schools and networks"), "."),
                Heading("Offer a strength"),
                .. problem is null ? [] : (Element[])[Paragraph(Bold("Not offered yet. "), problem)],
                .. offerers.Count == 1 ? [] : (Element[])[Who(offerers, Filled(ByInput))],
                .. themes.Offered.Any() ? [ThemePicker.Draw(ThemeInput, "Choose its theme", themes, Filled(ThemeInput))] : (Element[])[],
                ResourceEntryCards.Write(TextInput, "Say what you are good at and can offer", Strength.LongestText, Filled(TextInput)),
                ResourceEntryCards.Write(ForWhomInput, "Say for whom, such as primaries nearby", Strength.LongestForWhom, Filled(ForWhomInput)),
                new InputDate(UntilInput)
                {
                    Label = "Choose the last day of the offer", ErrorMessage = "Choose a day.", IsRequired = true,
                    Value = DateOnly.TryParseExact(Filled(UntilInput), "yyyy-MM-dd", out var day) ? day : today.PlusYears(1).ToDateOnly(),
                },
                SmallPrint("Your locality board keeps it in its register of strengths. Requests come to you as a card. You can take it back on any day."),
                WhoCanSeeThis("only you, until you offer it. Then members of the county’s networks and boards."),
                Buttons(
                    new ActionExecute("Leave it", ResourceCards.Home, []) { AssociatedInputs = AssociatedInputs.None },
                    Main(new ActionExecute("Offer this strength", Offer, data))),
            ],
        };
        return new(card, problem is null ? "A strength to offer" : $"Not offered yet: {problem}");
    }

    /// <summary>A locality board's register: what its schools and networks offer, new ones first.</summary>
    public static Message ForBoard(string board, IReadOnlyList<ListEntry> entries, int unseen, Page page)
    {
        var said = entries.Count == 0 ? "No strength is on offer yet" : $"{Words.Sentence(Words.Some(entries.Count, "strength"))} on offer, {(unseen == 0 ? "all confirmed" : $"{Words.Number(unseen)} not looked at yet")}";
        var card = new AdaptiveCard
        {
            FallbackText = $"{board}: {said}. This version of Teams cannot show the list. Open Teams on another device.",
            Speak = $"{board}: {said}.",
            Body =
            [
                FromLine(Bold(board), " keeps a register of what its schools and networks are good at."),
                Heading("Your register of strengths"),
                Paragraph($"{said}."),
                .. EntryList.Draw(entries, page),
                WhoCanSeeThis("only you. Members see each strength under its theme.", underLine: true),
                Buttons([.. EntryList.Turns(page, Register, []), new ActionExecute("Choose another theme", ResourceCards.Home, [])]),
            ],
        };
        return new(card, said);
    }

    /// <summary>What the board decided, to whoever speaks for the school or network.</summary>
    public static Message Told(Strength strength, StrengthChange change)
    {
        var removed = change.State is StrengthState.Removed;
        var said = removed ? $"{change.Board} removed a strength of {strength.By.Name} from its register" : $"{change.Board} confirmed a strength of {strength.By.Name}";
        var card = new AdaptiveCard
        {
            FallbackText = $"{said}: {strength.Text}",
            Speak = $"{said}.",
            Body =
            [
                FromLine(Bold(change.Board), " looked at what ", Bold(strength.By.Name), " offers."),
                Heading(removed ? "Your offer is no longer shown" : "Your strength is confirmed"),
                Paragraph(Bold("What you offer: "), strength.Text),
                .. change.Reason.Length == 0 ? [] : (Element[])[Paragraph(Bold("Why: "), change.Reason)],
                Paragraph(removed ? "You can offer it again in other words." : "It stands in the board’s register, and under its theme for every member."),
                WhoCanSeeThis("whoever speaks for your school or network.", underLine: true),
                Buttons(Main(new ActionExecute("Open this strength", Open, new() { ["strength"] = strength.Id.Value }))),
            ],
        };
        return new(card, said);
    }

    public static Message NotAllowed() => new Refusal
    {
        From = [Bold("The bot"), " was asked for a strength on offer."],
        Heading = "This is not yours to do",
        WhatHappened = "There is no such strength, or your account does not speak for the school, network or board it belongs to. Nothing was changed.",
        WhatToDo = "A head or deputy offers for a school, a facilitator for a network, and a locality board’s chair, vice-chair or clerk keeps its register. Write resources to see what is on offer.",
    }.ToMessage();

    /// <summary>An entry as a list shows it.</summary>
    public static ListEntry EntryOf(Strength strength) => new(
        strength.State is StrengthState.Confirmed ? "✓ Confirmed strength" : "• Strength",
        strength.By.Name,
        $"{strength.Text} For {strength.ForWhom}.",
        "Open this strength",
        Open,
        new() { ["strength"] = strength.Id.Value });

    private static string HeadingOf(StrengthState state) => state switch
    {
        StrengthState.Offered => "A strength on offer",
        StrengthState.Confirmed => "A confirmed strength",
        StrengthState.Removed => "A strength no longer shown",
        _ => "A strength taken back",
    };

    private static IEnumerable<CardAction> Acts(StrengthView view)
    {
        var stands = view.Strength.State is StrengthState.Offered or StrengthState.Confirmed;
        Dictionary<string, string> data = new() { ["strength"] = view.Strength.Id.Value };
        if (view.IsOfferer && stands)
        {
            yield return new ActionExecute("Take it back", Withdraw, data) { AssociatedInputs = AssociatedInputs.None };
        }

        if (view.IsOfficer && stands)
        {
            yield return new ActionShowCard(
                "Remove it…",
                ResourceEntryCards.Write(ReasonInput, "Say why; the school or network reads it", Strength.LongestReason, view.TypedReason),
                Buttons(Main(new ActionExecute("Remove with this reason", Remove, data))));
            if (view.Strength.State is StrengthState.Offered)
            {
                yield return new ActionExecute("Confirm it", Confirm, data) { AssociatedInputs = AssociatedInputs.None };
            }
        }

        if (view.Fresh is { } fresh && stands)
        {
            yield return RequestCards.Form(fresh, data);
        }
    }

    private static InputChoiceSet Who(IReadOnlyList<Offerer> offerers, string? chosen) => new(ByInput)
    {
        Label = "Choose who offers it", ErrorMessage = "Choose one.", IsRequired = true,
        Choices = [.. offerers.Select(offerer => new Choice(offerer.Name, offerer.Key))],
        Value = offerers.Any(offerer => offerer.Key == chosen) ? chosen : null,
    };
}
