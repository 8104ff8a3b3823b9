using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>Who serves one board's area, as one person sees it.</summary>
/// <param name="Entries">Each service with the names of its leads, A to Z.</param>
/// <param name="Others">The other boards whose services can be looked at.</param>
/// <param name="MayAsk">Whether the person is an officer of the board.</param>
/// <param name="Requests">What the board asked, the newest first; nothing for whoever is no officer.</param>
internal sealed record DirectoryView(Group Place, IReadOnlyList<(AskedService Service, IReadOnlyList<string> Leads)> Entries, IReadOnlyList<Group> Others, bool MayAsk, IReadOnlyList<ServiceRequest> Requests, int All);

/// <summary>The directory of services (R64), and what a board asked them.</summary>
internal static class DirectoryCards
{
    public const string Directory = "serviceRequests.directory";
    public const string Open = "serviceRequests.open";

    public const string PlaceInput = "otherPlace", RequestInput = "openRequest";

    /// <summary>What a card lists of a board's requests.</summary>
    public const int RequestsShown = 8;

    /// <summary>The most services that a card lists.</summary>
    private const int EntriesShown = 20;

    private const int LeadsNamed = 2;
    private const int ShownText = 90;

    public static Message Of(DirectoryView view)
    {
        var heading = view.Place.Tier is Tier.Locality ? "Who serves your schools" : "Who serves the county";
        var card = new AdaptiveCard
        {
            FallbackText = $"The services of {view.Place.Name}. This version of Teams cannot show them. Open Teams on another device.",
            Speak = $"{Words.Some(view.Entries.Count, "service")} serve the area of {view.Place.Name}.",
            Body =
            [
                FromLine("The directory’s services for ", Bold(view.Place.Name), "."),
                Heading(heading),
                .. Entries(view),
                .. view.Requests.Count == 0 ? [] : (Element[])[PartTitle("What the board asked"), .. MarkedList(view.Requests.Select(Line)), .. view.All > view.Requests.Count ? [SmallPrint($"The latest {Words.Number(view.Requests.Count)} of {view.All} are shown.")] : (Element[])[]],
                WhoCanSeeThis(view.Requests.Count == 0 ? "only you. Everyone in the directory can look at it." : "only you. What the board asked is for its chair, vice-chair and clerk.", underLine: true),
                .. Row(view),
            ],
        };
        return new(card, $"{view.Place.Name}: {Words.Some(view.Entries.Count, "service")}");
    }

    public static Message NoBoards { get; } = new Refusal
    {
        From = [Bold("The bot"), " was asked which services serve your schools."],
        Heading = "No directory yet",
        WhatHappened = "The county’s directory has no locality board, so no service can be listed.",
        WhatToDo = "Ask the administrator to import the directory. Then write services again.",
    }.ToMessage();

    private static IEnumerable<Element> Entries(DirectoryView view)
    {
        if (view.Entries.Count == 0)
        {
            return [Paragraph("The directory has no service there. Ask the administrator to add it.")];
        }

        return
        [
            .. MarkedList(view.Entries.Take(EntriesShown).Select(entry => new MarkedLine("•",
            [
                Bold(entry.Service.Name), entry.Service.UnderReview ? " (what it offers is under review)" : "",
                Providers.AsSchool(entry.Service.Id) is not null ? Subtle(". Special school; its head answers.")
                    : Subtle(entry.Leads.Count == 0 ? ". Nobody leads it in the directory." : $". Led by {Words.Join(entry.Leads.Take(LeadsNamed))}{(entry.Leads.Count > LeadsNamed ? " and others" : "")}."),
            ])), Spacing.Medium),
            .. view.Entries.Count > EntriesShown ? [SmallPrint($"{view.Entries.Count - EntriesShown} more are not shown.")] : (Element[])[],
        ];
    }

    private static MarkedLine Line(ServiceRequest request) => new(
        request.IsOpen ? "…" : "•",
        [
            request.IsRestricted ? "A restricted question" : PlainText.Shorten(request.Question, ShownText),
            Subtle($" ({RequestWords.Answered(request)}; {(request.IsOpen ? $"due {When.Day(request.Plan.Due)}" : "closed")})"),
        ]);

    private static IEnumerable<Element> Row(DirectoryView view)
    {
        List<CardAction> actions = [];
        if (view.Others.Count > 0)
        {
            actions.Add(Picker("Another area…", PlaceInput, "Choose the board of the area", view.Others.Select(group => new Choice(group.Name, group.Id.Value)), "Show its services", Directory, []));
        }

        if (view.Requests.Count > 0)
        {
            actions.Add(Picker("Open a request…", RequestInput, "Choose the request", view.Requests.Select(request => new Choice($"{When.Day(request.AskedAt)}: {(request.IsRestricted ? "restricted" : PlainText.Shorten(request.Question, ShownText))}", request.Id.Value)), "Open this request", Open, []));
        }

        if (view.MayAsk)
        {
            actions.Add(Main(new ActionExecute("Ask services", AskForm.Form, new() { ["board"] = view.Place.Id.Value }) { AssociatedInputs = AssociatedInputs.None }));
        }

        return actions.Count == 0 ? [] : [Buttons(actions)];
    }

    private static ActionShowCard Picker(string title, string input, string label, IEnumerable<Choice> choices, string button, string verb, Dictionary<string, string> data) => new(
        title,
        new InputChoiceSet(input) { Label = label, ErrorMessage = "Choose one.", IsRequired = true, Choices = [.. choices] },
        Buttons(Main(new ActionExecute(button, verb, data))));
}
