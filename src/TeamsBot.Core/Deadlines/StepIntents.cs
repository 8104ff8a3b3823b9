using TeamsBot.Core.Delivery;
using TeamsBot.Core.Escalations;

namespace TeamsBot.Core.Deadlines;

/// <summary>What each step has to tell, and to whom. Who hears stands in the step's row, so that it is the same at every planning.</summary>
internal static class StepIntents
{
    public const string Reminder = "deadlines.reminder";
    public const string Cover = "deadlines.cover";
    public const string Agenda = "deadlines.agenda";
    public const string Shown = "deadlines.shown";
    public const string Reply = "deadlines.reply";

    /// <summary>After each later move: the cards of earlier steps, brought up to date.</summary>
    public const string After = "deadlines.after";

    public static IReadOnlyList<Intent> Of(Matter matter, FiredStep step) =>
        [.. Kinds(step).Select(kind => new Intent(matter.Tenant, MatterStore.Partition(matter.Tenant, matter.Id), NameOf(kind, step), kind, $"{matter.Id}.{step.Name}"))];

    /// <summary>The intent that brings the cards of earlier steps up to date after the matter's last move; none where there are none.</summary>
    public static IEnumerable<Intent> AfterLast(Matter matter) => matter.Steps.IsEmpty
        ? []
        : [new(matter.Tenant, MatterStore.Partition(matter.Tenant, matter.Id), MatterIntents.NameOf(After, matter.Version), After, MatterIntents.Subject(matter.Id, matter.Version))];

    public static string NameOf(string kind, FiredStep step) => $"step-{step.Name}-{kind[(kind.LastIndexOf('.') + 1)..]}";

    public static (MatterId Matter, string Step) Read(string subject) => subject.LastIndexOf('.') is > 0 and var dot
        ? (new(subject[..dot]), subject[(dot + 1)..])
        : throw new ArgumentException($"'{subject}' names no step of a matter.", nameof(subject));

    /// <summary>The officers who have a card of the step, each with the id of their copy: that of the card by which the matter came to them.</summary>
    public static IEnumerable<(string Id, Reader Reader)> OfficersOf(Matter matter, FiredStep step)
    {
        var arrival = Deadline.ArrivalOf(matter, step);
        IEnumerable<Reader> readers = step.Step switch { Step.Agenda => step.Told, Step.ReplyReminder => [], _ => [.. step.Asked, .. step.Told] };
        return readers.Select(reader => (MatterIntents.CopyOf(matter, arrival, reader.Person), reader));
    }

    /// <summary>The intents whose cards carry an officer's buttons: of the steps since a matter came to a board, as far as they wrote to that person.</summary>
    public static IEnumerable<string> WithButtonsFor(Matter matter, Move arrival, PersonId person) =>
        from step in matter.Steps
        where Deadline.ArrivalOf(matter, step) == arrival && OfficersOf(matter, step).Any(copy => copy.Reader.Person == person)
        select NameOf(OfficerKind(step), step);

    /// <summary>The intents that sent a question's card again.</summary>
    public static IEnumerable<string> OfQuestion(Matter matter, Move asked) =>
        matter.Steps.Where(step => step.Step is Step.ReplyReminder && step.Base == asked.Number).Select(step => NameOf(Reply, step));

    /// <summary>The kind under which officers of the holding board are written to.</summary>
    public static string OfficerKind(FiredStep step) => step.Step is Step.ViceChairCovers or Step.ClerkCovers or Step.Agenda ? Cover : Reminder;

    private static IEnumerable<string> Kinds(FiredStep step) => step.Step switch
    {
        Step.ReplyReminder => step.Asked.IsEmpty ? [] : [Reply],
        Step.Agenda => [.. step.Asked.IsEmpty ? (string[])[] : [Agenda], .. step.Told.IsEmpty ? (string[])[] : [Cover], Shown],
        _ => step.Asked.IsEmpty && step.Told.IsEmpty ? [] : [OfficerKind(step)],
    };
}
