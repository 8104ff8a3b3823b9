using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Patterns;

/// <summary>The one card of the matters that a board joined (rule E6): who raised each, where each stands, and the answers that go to all that wait.</summary>
internal static class JointCards
{
    public const string Acknowledge = "patterns.acknowledge";
    public const string Accept = "patterns.accept";
    public const string Ask = "patterns.ask";
    public const string ReferUp = "patterns.referUp";
    public const string Decline = "patterns.decline";

    /// <summary>What can be said to all of them. Later words, on what was done and what came of it, belong on each matter's own card.</summary>
    public static readonly Act[] Acts = [Act.Acknowledge, Act.Accept, Act.Ask, Act.ReferUp, Act.Decline];

    public static Message ForOfficer(PatternView view, string? note)
    {
        var (pattern, waiting) = (view.Pattern, view.Joint.Where(matter => IsWaiting(view, matter)).ToList());
        var heading = waiting.Count == 0 ? "Each has its answer" : $"{Words.Sentence(Words.Some(waiting.Count, "matter"))}, one answer";
        var said = $"{pattern.Board.Name}: {(waiting.Count == 0 ? "all are answered" : $"{Words.Some(waiting.Count, "matter")} {(waiting.Count == 1 ? "waits" : "wait")} for one answer")}: {view.Themes[0]}";
        var actions = Actions(view, waiting).ToList();
        var card = new AdaptiveCard
        {
            FallbackText = $"{said}. This version of Teams cannot show the buttons. Open Teams on another device or ask the clerk.",
            Speak = said,
            FullWidth = true,
            Refresh = PatternCards.RefreshOf(view),
            Body =
            [
                FromLine(Bold(Words.Join(view.Joint.Select(matter => matter.Evidence.Origin.Name).Distinct().Order(StringComparer.Ordinal))), " ask ", Bold(pattern.Board.Name), $" together. You are its {MatterWords.Of(view.Reader.Role)}."),
                Heading(heading),
                .. MatterCards.Note(note),
                .. PatternWords.Theme(view),
                PartTitle("Who raised it"),
                .. MarkedList(view.Cluster.Counting.Where(IsJoint).Select(sighting => Credit(view, sighting))),
                .. Later(view),
                .. PatternWords.Corroboration(view),
                NewParagraph(waiting.Count == 0
                    ? "What is done about each, and what comes of it, is said on its own card."
                    : "One answer goes to each that waits. What was answered on its own card keeps that answer. Accept means the board acts on it. It does not promise money."),
                WhoCanSeeThis(PatternWords.WhoCanSee(pattern.Readers, view.Reader)),
                .. actions.Count == 0 ? [] : (Element[])[Buttons([.. actions.SkipLast(1), Main(actions[^1])])],
            ],
        };
        return new(card, said);

        bool IsJoint(Sighting sighting) => sighting.Matter is { } id && pattern.Joint.Contains(id);
    }

    private static bool IsWaiting(PatternView view, Matter matter) => matter.Holder.Id == view.Pattern.Board.Id && matter.IsUndecided;

    private static MarkedLine Credit(PatternView view, Sighting sighting)
    {
        var line = PatternCards.Credit(view, sighting);
        return view.Matters.TryGetValue(sighting.Matter!.Value, out var matter) ? line with { Text = [.. line.Text, Subtle($". It asks for {MatterWords.Of(matter.Evidence.Ask)}.")] } : line;
    }

    private static IEnumerable<Element> Later(PatternView view) => view.Later.Count == 0 ? []
        : [PartTitle("Raised since"), .. MarkedList(view.Cluster.Counting.Where(sighting => view.Later.Any(matter => matter.Id == sighting.Matter)).Select(sighting => Credit(view, sighting)))];

    private static IEnumerable<CardAction> Actions(PatternView view, List<Matter> waiting)
    {
        if (view.Later.Count > 0)
        {
            yield return Send(view, "Add the later ones", PatternCards.Join) with { AssociatedInputs = AssociatedInputs.None };
        }

        if (Any(Act.Decline))
        {
            yield return Form(Send(view, "Decline all that wait", Decline), "Decline…", MatterVerbs.ReasonInput, "Why is the board declining?", "Write a reason before you decline.", "Every school that voted reads this. The channels show it. Please name no child.");
        }

        if (Any(Act.ReferUp))
        {
            yield return Form(Send(view, "Refer all up", ReferUp), "Refer up…", MatterVerbs.UpInput, "Why does this need the board above?", "Write why this needs the board above.", "The board above reads this, and the networks’ channels show it.");
        }

        if (Any(Act.Ask))
        {
            yield return Form(Send(view, "Ask all of them", Ask), "Ask a question…", MatterVerbs.QuestionInput, "Your question to these networks", "Write your question.", "Each network’s facilitator is asked to reply to you, and its channel shows the question.");
        }

        if (Any(Act.Accept))
        {
            yield return AcceptForm(view);
        }

        if (Any(Act.Acknowledge))
        {
            yield return Send(view, "Acknowledge all", Acknowledge) with { AssociatedInputs = AssociatedInputs.None };
        }

        bool Any(Act act) => waiting.Any(matter => JointTargets.MayMove(matter, view.Pattern, act));
    }

    private static ActionShowCard Form(ActionExecute send, string title, string input, string label, string error, string hint) => MatterForms.Form(title, MatterForms.Text(input, label, error), hint, send);

    private static ActionShowCard AcceptForm(PatternView view) => new(
        "Accept…",
        new InputText(MatterVerbs.OwnerInput) { Label = "Name who will see to it", ErrorMessage = "Name a role or a team, such as the head of early help.", IsRequired = true, MaxLength = Said.LongestOwner },
        new InputDate(MatterVerbs.DateInput) { Label = "Choose the day by which the board says how it goes", ErrorMessage = "Choose a later day than today.", IsRequired = true },
        SmallPrint("Every school that voted reads this. The channels show it. Name a role or a team, and no child."),
        Buttons(Main(Send(view, "Accept all for the board", Accept))));

    private static ActionExecute Send(PatternView view, string title, string verb) => new(title, verb, PatternCards.DataOf(view.Pattern));
}
