using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Escalations;

/// <summary>The buttons of an officer's card: what the table allows the board as the matter stands, the likeliest last.</summary>
internal static class MatterForms
{
    public static IEnumerable<CardAction> Of(OfficerView view) => [.. MatterReaders.ButtonOf(view), .. ActsOf(view)];

    private static IEnumerable<CardAction> ActsOf(OfficerView view) => !view.IsAsked ? [Resolve(view), Main(Progress(view))]
        : view.Matter.State is MatterState.Raised or MatterState.ReferredUp
            ? [.. Answers(view), Accept(view), Main(Send(view, "Acknowledge", MatterVerbs.Acknowledge) with { AssociatedInputs = AssociatedInputs.None })]
        : [.. Answers(view), Main(Accept(view))];

    /// <summary>A button that opens a form of one text.</summary>
    public static ActionShowCard Form(string title, InputText input, string hint, ActionExecute send) => new(title, input, SmallPrint(hint), Buttons(Main(send)));

    public static InputText Text(string id, string label, string error) =>
        new(id) { Label = label, ErrorMessage = error, IsMultiline = true, IsRequired = true, MaxLength = Said.LongestText };

    public static string InChannels(Matter matter, string said) => matter.MayBeShownInChannels ? said : "";

    private static IEnumerable<CardAction> Answers(OfficerView view)
    {
        var matter = view.Matter;
        yield return Form("Decline…", Text(MatterVerbs.ReasonInput, "Why is the board declining?", "Write a reason before you decline."),
            $"Everyone who voted reads this.{InChannels(matter, " The channels show it.")} Please name no child.", Send(view, "Decline with this reason", MatterVerbs.Decline));
        yield return Form("Return…", Text(MatterVerbs.ReturnInput, $"Why do you return this to {(matter.Below ?? matter.Evidence.Origin).Name}?", "Write what is missing."),
            $"{(matter.Below is null ? $"{matter.Evidence.Origin.Name} may send it again. Everyone who voted reads this." : "That board then answers it again, and reads this.")}{InChannels(matter, " The channels show it.")}",
            Send(view, "Return with this reason", MatterVerbs.Return));
        if (matter.Above is { } above)
        {
            yield return Form("Refer up…", Text(MatterVerbs.UpInput, $"Why does this need {above.Name}?", "Write why this needs the board above."),
                $"The board above reads this.{InChannels(matter, $" {SenderWords.Channel(matter)} shows it.")}", Send(view, "Refer it up", MatterVerbs.ReferUp));
        }

        if (matter.State is not MatterState.QuestionAsked)
        {
            yield return Form("Ask a question…", Text(MatterVerbs.QuestionInput, $"Your question to {matter.Evidence.Origin.Name}", "Write your question."),
                $"{SenderWords.IsAskedToReply(matter)}{InChannels(matter, $" {SenderWords.Channel(matter)} shows the question.")}", Send(view, "Send my question", MatterVerbs.Ask));
        }
    }

    private static ActionShowCard Accept(OfficerView view) => new(
        "Accept…",
        Owner(view.Matter, isRequired: true),
        Date(view.Matter),
        SmallPrint($"Everyone who voted reads this.{InChannels(view.Matter, " The channels show it.")} Name a role or a team, and no child."),
        Buttons(Main(Send(view, "Accept for the board", MatterVerbs.Accept))));

    private static ActionShowCard Progress(OfficerView view) => new(
        "Say how it goes…",
        Text(MatterVerbs.ProgressInput, "Say what was done so far", "Write what was done so far."),
        Owner(view.Matter, isRequired: false),
        Date(view.Matter),
        SmallPrint($"{(view.Matter.MayBeShownInChannels ? $"{SenderWords.Channel(view.Matter)} and your own show this." : "Only the people named below read this.")} Please name no child."),
        Buttons(Main(Send(view, "Send this word", MatterVerbs.Progress))));

    private static ActionShowCard Resolve(OfficerView view) =>
        Form("Resolve…", Text(MatterVerbs.OutcomeInput, "Say what came of it", "Write what came of it."),
            $"This ends the matter. Everyone who voted reads it.{InChannels(view.Matter, " The channels show it.")} Please name no child.", Send(view, "Resolve with this", MatterVerbs.Resolve));

    private static InputText Owner(Matter matter, bool isRequired) => new(MatterVerbs.OwnerInput)
    {
        Label = isRequired ? "Name who will see to it" : "Name who sees to it, if that changes",
        ErrorMessage = "Name a role or a team, such as the head of early help.",
        IsRequired = isRequired,
        MaxLength = Said.LongestOwner,
        Value = isRequired ? null : matter.Owner,
    };

    // The earliest day is a courtesy: the server knows today's.
    private static InputDate Date(Matter matter) => new(MatterVerbs.DateInput)
    {
        Label = "Choose the day by which the board says how it goes",
        ErrorMessage = "Choose a later day than today.",
        IsRequired = true,
        Min = When.Local(matter.Last.At).Date.PlusDays(1).ToDateOnly(),
    };

    private static ActionExecute Send(OfficerView view, string title, string verb) => new(title, verb, MatterCards.DataOf(view));
}
