using System.Globalization;
using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Deadlines;

/// <summary>A matter on the agenda of the tier above the board that holds it, as one officer of that tier sees it.</summary>
internal sealed record AgendaView(Matter Matter, FiredStep Step, Reader Reader, string? TeamsUserId)
{
    /// <summary>The board whose answer was due.</summary>
    public Party Held => Deadline.ArrivalOf(Matter, Step).To!;

    /// <summary>The board on whose agenda it stands.</summary>
    public Party Board => Matter.AboveChain.SkipWhile(board => board.Id != Held.Id).ElementAt(1);

    /// <summary>Whether it stands there still, and may be taken over.</summary>
    public bool IsOpen => Deadline.Agenda(Matter) == Step;

    public bool IsTakenOver => Matter.Moves.Any(move => move.Act is Act.TakeOver && move.By.Id == Board.Id && move.Number > Step.Version);
}

/// <summary>The card of the next tier's officers: what stands on their agenda, who holds it, and that they may take it over (R52).</summary>
internal static class AgendaCards
{
    public const string TakeOver = "deadlines.takeOver";
    public const string Show = "deadlines.agenda";
    public const string ReasonInput = "takeOverReason";
    public const string StepKey = "step";

    /// <param name="note">What came before a late press.</param>
    public static Message Of(AgendaView view, string? note = null)
    {
        var (matter, origin) = (view.Matter, view.Matter.Evidence.Origin);
        var status = MatterWords.StatusOf(matter);
        var heading = view.IsOpen ? "On your board’s agenda" : view.IsTakenOver && matter.IsUndecided ? Status.TakenOver.ToString() : status.ToString();
        var card = new AdaptiveCard
        {
            FallbackText = $"{heading}: {matter.Evidence.Option.Text}. It came to {view.Held.Name} from {origin.Name}.",
            Speak = $"{heading}. {view.Held.Name} holds this for {origin.Name}: {matter.Evidence.Option.Text}",
            FullWidth = true,
            Refresh = view.IsOpen ? Refresh.For(view.TeamsUserId, Show, DataOf(view)) : null,
            Body =
            [
                FromLine(Bold(origin.Name), " asked ", Bold(view.Held.Name), $" for {MatterWords.Of(matter.Evidence.Ask)}. You hear as {MatterWords.Of(view.Reader.Role)} of {view.Board.Name}."),
                Heading(heading),
                .. MatterCards.Note(note),
                MatterWords.Priority(matter),
                Paragraph(Stands(view)),
                .. GatheredWords.Of(matter),
                PartTitle("Who agreed it"),
                Paragraph(MatterWords.Backing(matter)),
                .. MatterWords.History(matter, _ => true),
                WhoCanSeeThis($"you and the other officers of both boards.{MatterForms.InChannels(matter, $" The channels of {origin.Name} and {view.Held.Name} show that it stands on your agenda.")}", underLine: true),
                .. view.IsOpen ? (Element[])[Buttons(TakeItOver(view))] : [],
            ],
        };
        return new(card, $"{heading}: {matter.Evidence.Option.Brief}");
    }

    private static string Stands(AgendaView view)
    {
        var held = view.Held.Name;
        return view.IsOpen
            ? $"{held} holds it. Its answer was due by {When.Day(LocalDate.FromDateOnly(Deadline.AnswerBy(view.Matter)!.Value))}; the board may need time, or your help. Talk to it, or take the matter over: then your board answers it, and everyone sees that."
            : view.Matter.IsUndecided ? $"{view.Matter.Holder.Name} answers it now. There is nothing to do on this card." : "It is off your agenda. There is nothing for you to do.";
    }

    private static ActionShowCard TakeItOver(AgendaView view) => new(
        "Take it over…",
        MatterForms.Text(ReasonInput, $"Why does {view.Board.Name} take this over?", "Write why your board takes it over."),
        SmallPrint($"{view.Held.Name} and {view.Matter.Evidence.Origin.Name} read this{MatterForms.InChannels(view.Matter, ", and the channels show it")}. Your board then answers it."),
        Buttons(Main(new ActionExecute("Take it over", TakeOver, DataOf(view)))))
    {
        Style = ActionStyle.Positive,
    };

    private static Dictionary<string, string> DataOf(AgendaView view) => new()
    {
        ["matter"] = view.Matter.Id.Value,
        ["version"] = view.Matter.Version.ToString(CultureInfo.InvariantCulture),
        [StepKey] = view.Step.Name,
    };
}
