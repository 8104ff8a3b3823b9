using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Waiting;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Agreements;

/// <summary>The list of agreements for those who keep it, and what a school or service sees of its own.</summary>
internal static class AgreementCards
{
    public const string List = "agreements.list";
    public const string Open = "agreements.open";

    public const string FilterInput = "agreementFilter";
    public const string FindInput = "agreementFind";
    public const string PartyInput = "agreementParty";

    public static Message ForKeeper(AgreementList list)
    {
        var found = list.Found;
        var page = Page.Of(list.Page, found.Count);
        var shown = page.Cut(found).ToList();
        var summary = $"{Words.Of(list.All.Count(line => line.State is AgreementState.InForce), list.All.Count)} have a data-sharing agreement in force";
        var card = new AdaptiveCard
        {
            FallbackText = $"{summary}. Open Teams on another device to see the list.",
            Speak = $"{summary}.",
            Body =
            [
                FromLine("You keep ", Bold("the county’s data-sharing agreements"), ". Without one, nothing restricted goes to a school or service or comes from it."),
                Heading("Data-sharing agreements"),
                Paragraph($"{summary}. {(list.Terms.RequiredVersion == 1 ? "Any version will do." : $"Version {list.Terms.RequiredVersion} or a later one is needed.")}"),
                PartTitle(found.Count == 0 ? "Nobody found" : page.Last == 1 ? $"{Words.Count(found.Count, "school or service", "schools and services")}" : $"{Words.Count(found.Count, "school or service", "schools and services")}, page {page.Number}{Words.Bound}of{Words.Bound}{page.Last}"),
                .. shown.Count == 0 ? [Paragraph("Choose another filter, or look for less of the name.")] : MarkedList(shown.Select(LineOf)),
                .. Turns(list, page),
                .. shown.Count == 0 ? (Element[])[] : [Picker(shown), Buttons(new ActionExecute("Open this one", Open, []))],
                PartTitle("Look for others"),
                .. Search(list),
                WhoCanSeeThis("only you. A school or service sees its own.", underLine: true),
                Buttons(Main(new ActionExecute("Show these", List, []))),
            ],
        };
        return new(card, summary);
    }

    /// <summary>For somebody who speaks for schools or services: how each stands.</summary>
    public static Message ForParties(IReadOnlyList<PartyLine> own, AgreementTerms terms)
    {
        var missing = own.Count(line => line.State is not AgreementState.InForce);
        var summary = missing == 0 ? "Your data-sharing agreement is in force" : "A data-sharing agreement is needed";
        var card = new AdaptiveCard
        {
            FallbackText = $"{summary}.",
            Speak = $"{summary}.",
            Body =
            [
                FromLine("You speak for ", Bold(Words.Join(own.Take(3).Select(line => line.Party.Name))), own.Count > 3 ? $" and {Words.Number(own.Count - 3)} more." : "."),
                Heading(missing == 0 ? "✓ In force" : "Your data-sharing agreement"),
                .. MarkedList(own.Take(Page.Size).Select(LineOf), Spacing.Medium),
                NewParagraph("Restricted things are sent only to schools and services with an agreement in force, and taken only from them. Everything else works without one."),
                .. missing == 0 ? [] : (Element[])[Paragraph(terms.RequiredVersion == 1
                    ? "To get one, sign the county’s data-sharing agreement and tell its administrator, who records it."
                    : $"To get one, sign version {terms.RequiredVersion} of the county’s data-sharing agreement and tell its administrator, who records it.")],
                WhoCanSeeThis("only you.", underLine: true),
            ],
        };
        return new(card, summary);
    }

    public static Message NotAParty() => new Refusal
    {
        From = [Bold("The bot"), " was asked for data-sharing agreements."],
        Heading = "You keep no agreements",
        WhatHappened = "Agreements are kept by the county’s administrator and the partnership board’s clerk. Heads, deputies and service leads see their own. Your account is none of these.",
        WhatToDo = "Ask the administrator, or look at the directory entry of your account with them.",
    }.ToMessage();

    /// <summary>How a party stands: the mark's word is in the line.</summary>
    private static MarkedLine LineOf(PartyLine line) => new(
        MarkOf(line.State),
        [Bold(line.Party.Name), line.Party.Party.AsSchool is { } urn ? Subtle($" ({urn})") : "", $": {AgreementWords.Of(line.State, line.Agreement)}."]);

    private static string MarkOf(AgreementState state) => state switch
    {
        AgreementState.InForce => "✓",
        AgreementState.NotYet => "…",
        AgreementState.OldVersion => "!",
        _ => "✕",
    };

    private static InputChoiceSet Picker(IReadOnlyList<PartyLine> shown) => new(PartyInput)
    {
        Label = "Choose a school or service to record something", ErrorMessage = "Choose one.",
        Choices = [.. shown.Select(line => new Choice(line.Party.Party.AsSchool is { } urn ? $"{line.Party.Name} ({urn})" : line.Party.Name, line.Party.Party.Value))],
    };

    private static IEnumerable<Element> Search(AgreementList list) =>
    [
        new InputChoiceSet(FilterInput)
        {
            Label = "Choose which to show", ErrorMessage = "Choose one.", Value = list.Filter.ToString(),
            Choices =
            [
                new("All", nameof(AgreementFilter.All)), new("Without one in force", nameof(AgreementFilter.Without)), new("In force", nameof(AgreementFilter.InForce)),
                new("An older version than needed", nameof(AgreementFilter.Older)), new("Ended", nameof(AgreementFilter.Ended)),
            ],
        },
        new InputText(FindInput) { Label = "Write a URN or part of a name, or leave it empty", ErrorMessage = "Write less.", MaxLength = AgreementList.LongestFind, Value = list.Find.Length == 0 ? null : list.Find },
    ];

    private static IEnumerable<Element> Turns(AgreementList list, Page page)
    {
        ActionExecute Turn(string title, string id, int on) => new(title, List, new()
        {
            ["filter"] = list.Filter.ToString(), ["find"] = list.Find, [Page.Key] = (page.Number + on).ToString(CultureInfo.InvariantCulture),
        })
        {
            Id = $"{List}.{id}", AssociatedInputs = AssociatedInputs.None,
        };
        IReadOnlyList<CardAction> turns = [.. page.HasPrevious ? [Turn("Show the page before", "back", -1)] : (CardAction[])[], .. page.HasNext ? [Turn("Show the next page", "on", 1)] : (CardAction[])[]];
        return turns.Count == 0 ? [] : [Buttons(turns)];
    }
}

/// <summary>How an agreement stands, in words.</summary>
internal static class AgreementWords
{
    /// <summary>Such as "in force, version 2, signed on Tuesday 1 September 2026".</summary>
    public static string Of(AgreementState state, Agreement? agreement) => state switch
    {
        AgreementState.InForce => $"in force, version {agreement!.Version}, signed on {When.DayAndYear(agreement.SignedOn)}{Until(agreement)}",
        AgreementState.OldVersion => $"an older version, {agreement!.Version}, signed on {When.DayAndYear(agreement.SignedOn)}{Until(agreement)}",
        AgreementState.NotYet => $"begins on {When.DayAndYear(agreement!.SignedOn)}, version {agreement.Version}",
        AgreementState.Ended => $"ended on {When.DayAndYear(agreement!.EndedOn!.Value)}, version {agreement.Version}",
        _ => "none on record",
    };

    private static string Until(Agreement agreement) => agreement.EndedOn is { } ended ? $", ends on {When.DayAndYear(ended)}" : "";
}
