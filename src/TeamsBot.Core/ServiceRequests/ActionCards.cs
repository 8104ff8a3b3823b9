using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>What the cards of a request say of a service's actions, and the forms by which its lead records them.</summary>
internal static class ActionCards
{
    public const string Record = "serviceRequests.record";
    public const string Done = "serviceRequests.done";

    public const string KindInput = "actionKind", WordsInput = "actionWords", ReachInput = "actionReach", DoneInput = "actionDone";

    /// <summary>In a button's data: the number that the action would have.</summary>
    public const string NumberKey = "action";

    public static IEnumerable<Element> Lines(ServiceRequest request, int service)
    {
        var actions = request.ActionsOf(service).ToList();
        return actions.Count == 0 ? [] :
        [
            PartTitle("What the service does"),
            .. MarkedList(actions.Select(action => new MarkedLine(action.DoneAt is null ? "→" : "✓",
            [
                Bold(action.DoneAt is null ? $"{Of(action.Kind)}: " : $"Done, {Of(action.Kind).ToLowerInvariant()}: "), action.Words,
                Subtle($" Reaches: {action.Reach} ({When.Day(action.DoneAt ?? action.At)})"),
            ]))),
        ];
    }

    /// <summary>What a lead whose service has made an offer may still record.</summary>
    public static IEnumerable<CardAction> Forms(ServiceRequest request, int service)
    {
        var actions = request.ActionsOf(service).ToList();
        if (actions.Where(action => action.DoneAt is null).ToList() is { Count: > 0 } open)
        {
            yield return new ActionShowCard(
                "Mark one as done…",
                new InputChoiceSet(DoneInput)
                {
                    Label = "Choose what is done", ErrorMessage = "Choose one.", IsRequired = true,
                    Choices = [.. open.Select(action => new Choice($"{Of(action.Kind)}: {action.Words}", action.Number.ToString(CultureInfo.InvariantCulture)))],
                },
                Buttons(Main(new ActionExecute("Mark it as done", Done, DataOf(request, service)))));
        }

        if (actions.Count < ServiceAction.OfOneAtMost)
        {
            yield return new ActionShowCard(
                "Record an action…",
                new InputChoiceSet(KindInput) { Label = "Say what your service brings", ErrorMessage = "Choose one.", IsRequired = true, Choices = [.. Enum.GetValues<ActionKind>().Select(kind => new Choice(Of(kind), kind.ToString()))] },
                Field(WordsInput, "Write what your service does", "Write what your service does."),
                Field(ReachInput, "Write whom it reaches", "Write whom it reaches, such as: all 40 health visitors."),
                SmallPrint("The board’s officers read this. Please name no child."),
                Buttons(Main(new ActionExecute("Record this action", Record, new(DataOf(request, service)) { [NumberKey] = (actions.Count + 1).ToString(CultureInfo.InvariantCulture) }))));
        }
    }

    private static string Of(ActionKind kind) => kind switch
    {
        ActionKind.People => "People",
        ActionKind.Asset => "A room, a place or a thing",
        ActionKind.Funding => "Money",
        _ => "Training of its staff",
    };

    private static InputText Field(string id, string label, string error) => new(id) { Label = label, ErrorMessage = error, IsMultiline = true, IsRequired = true, MaxLength = ServiceAction.LongestText };

    private static Dictionary<string, string> DataOf(ServiceRequest request, int service) => ServiceCards.DataOf(request, service);
}
