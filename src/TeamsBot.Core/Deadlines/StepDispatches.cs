using TeamsBot.Core.Delivery;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Deadlines;

/// <summary>Everything that the clock of a matter sends.</summary>
public sealed class StepDispatches(MatterStore matters, MatterDays days)
{
    public IReadOnlyList<Dispatch> All { get; } =
        [new ReminderCards(matters, days), new CoverCards(matters, days), new AgendaDispatch(matters, days), new ReplyCards(matters, days), new ShownCards(matters), new AfterCards(matters)];
}

/// <summary>What is told by a step. Nothing is, once the matter has moved on: whoever moved it has seen to it.</summary>
public abstract class StepDispatch(MatterStore matters, MatterDays? days) : Dispatch
{
    /// <summary>What did not go out before the evening goes out in the morning.</summary>
    public override DateTimeOffset? NotBefore(DateTimeOffset now) => days?.Calendar is { } calendar && calendar.IsQuiet(now) ? calendar.NextWorking(now) : null;

    public sealed override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await FindAsync(intent, cancellation) is var (matter, step) ? [.. Recipients(matter, step).OrderBy(recipient => recipient.Id, StringComparer.Ordinal)] : null;

    public sealed override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await FindAsync(intent, cancellation) is var (matter, step) && matter.Version == step.Version && !(days?.Calendar.IsQuiet(days.Now) ?? false)
            ? Words(matter, step, recipient, teamsUserId)
            : null;

    private protected abstract IEnumerable<Recipient> Recipients(Matter matter, FiredStep step);

    private protected abstract Message? Words(Matter matter, FiredStep step, Recipient recipient, string? teamsUserId);

    private protected static Message OfficerCard(Matter matter, FiredStep step, Recipient recipient, string? teamsUserId)
    {
        var reader = StepIntents.OfficersOf(matter, step).First(copy => copy.Id == recipient.Id).Reader;
        return MatterCards.ForOfficer(new(matter, Deadline.ArrivalOf(matter, step), reader, teamsUserId), DeadlineWords.Note(matter, step, reader));
    }

    private protected static IEnumerable<Recipient> Officers(Matter matter, FiredStep step) =>
        StepIntents.OfficersOf(matter, step).Select(copy => new Recipient(copy.Id, new Target.Person(copy.Reader.Person)));

    private async Task<(Matter, FiredStep)?> FindAsync(Intent intent, CancellationToken cancellation)
    {
        var (id, name) = StepIntents.Read(intent.Subject);
        return await matters.FindAsync(intent.Tenant, id, cancellation) is { } matter && matter.Steps.FirstOrDefault(step => step.Name == name) is { } step ? (matter, step) : null;
    }
}

/// <summary>A reminder to the officers who are asked; itself not followed by another where nobody knows whether it arrived.</summary>
public sealed class ReminderCards(MatterStore matters, MatterDays days) : StepDispatch(matters, days)
{
    public override string Kind => StepIntents.Reminder;

    private protected override IEnumerable<Recipient> Recipients(Matter matter, FiredStep step) => Officers(matter, step);

    private protected override Message? Words(Matter matter, FiredStep step, Recipient recipient, string? teamsUserId) => OfficerCard(matter, step, recipient, teamsUserId);
}

/// <summary>The cards of those who are asked to answer too, and of those who are told so (rule E4).</summary>
public sealed class CoverCards(MatterStore matters, MatterDays days) : StepDispatch(matters, days)
{
    public override string Kind => StepIntents.Cover;

    private protected override IEnumerable<Recipient> Recipients(Matter matter, FiredStep step) => Officers(matter, step);

    private protected override Message? Words(Matter matter, FiredStep step, Recipient recipient, string? teamsUserId) => OfficerCard(matter, step, recipient, teamsUserId);
}

/// <summary>The card of the next tier's officers (R52).</summary>
public sealed class AgendaDispatch(MatterStore matters, MatterDays days) : StepDispatch(matters, days)
{
    public override string Kind => StepIntents.Agenda;

    public override string? NotedAs(Intent intent, Recipient recipient) => intent.Subject;

    private protected override IEnumerable<Recipient> Recipients(Matter matter, FiredStep step) => step.Asked.Select(reader => new Recipient(reader.Person.Value, new Target.Person(reader.Person)));

    private protected override Message? Words(Matter matter, FiredStep step, Recipient recipient, string? teamsUserId) =>
        AgendaCards.Of(new(matter, step, step.Asked.First(reader => reader.Person.Value == recipient.Id), teamsUserId));
}

/// <summary>The board's question, once more, to the facilitators who have not replied.</summary>
public sealed class ReplyCards(MatterStore matters, MatterDays days) : StepDispatch(matters, days)
{
    public override string Kind => StepIntents.Reply;

    private protected override IEnumerable<Recipient> Recipients(Matter matter, FiredStep step) => step.Asked.Select(reader => new Recipient(reader.Person.Value, new Target.Person(reader.Person)));

    private protected override Message? Words(Matter matter, FiredStep step, Recipient recipient, string? teamsUserId) =>
        MatterFacilitatorCards.Question(matter, matter.Moves[step.Base - 1], teamsUserId, DeadlineWords.ReplyNote(matter));
}

/// <summary>The channels of the network and of the board that holds it show that it stands on the next tier's agenda. A quiet change of cards that stand there.</summary>
public sealed class ShownCards(MatterStore matters) : StepDispatch(matters, days: null)
{
    public override string Kind => StepIntents.Shown;

    private protected override IEnumerable<Recipient> Recipients(Matter matter, FiredStep step)
    {
        var (origin, board) = (matter.Evidence.Origin.Id, Deadline.ArrivalOf(matter, step).To!.Id);
        var came = matter.Arrivals.First(arrival => arrival.To!.Id == board);
        return
        [
            new("board", new Target.Channel(board), (MatterIntents.NameOf(MatterIntents.Board, came.Number), board.Value)),
            new("origin", new Target.Channel(origin), (MatterIntents.NameOf(MatterIntents.Origin, 1), origin.Value)),
        ];
    }

    private protected override Message? Words(Matter matter, FiredStep step, Recipient recipient, string? teamsUserId) =>
        recipient.Id == "origin" ? MatterChannelCards.ForOrigin(matter) : MatterChannelCards.ForBoard(matter, Deadline.ArrivalOf(matter, step));
}

/// <summary>After a later move: every card of the steps before it, as the matter then stands.</summary>
public sealed class AfterCards(MatterStore matters) : MatterDispatch(matters)
{
    public override string Kind => StepIntents.After;

    public override string? NotedAs(Intent intent, Recipient recipient) => null;

    private protected override IEnumerable<Recipient> Recipients(Matter matter, int move) =>
        from card in Cards(matter)
        where card.Step.Version < move
        select new Recipient($"{card.Intent}~{card.Copy}", new Target.Person(card.Reader.Person), (card.Intent, card.Copy));

    private protected override Message? Words(Matter matter, int move, Recipient recipient, string? teamsUserId, bool reminder)
    {
        var (step, _, _, reader) = Cards(matter).First(card => $"{card.Intent}~{card.Copy}" == recipient.Id);
        return step.Step is Step.ReplyReminder ? MatterFacilitatorCards.Question(matter, matter.Moves[step.Base - 1], teamsUserId)
            : step.Step is Step.Agenda && step.Asked.Contains(reader) ? AgendaCards.Of(new(matter, step, reader, teamsUserId))
            : MatterCards.ForOfficer(new(matter, Deadline.ArrivalOf(matter, step), reader, teamsUserId));
    }

    private static IEnumerable<(FiredStep Step, string Intent, string Copy, Reader Reader)> Cards(Matter matter)
    {
        foreach (var step in matter.Steps)
        {
            foreach (var (id, reader) in StepIntents.OfficersOf(matter, step))
            {
                yield return (step, StepIntents.NameOf(StepIntents.OfficerKind(step), step), id, reader);
            }

            if (step.Step is Step.Agenda or Step.ReplyReminder)
            {
                var kind = step.Step is Step.Agenda ? StepIntents.Agenda : StepIntents.Reply;
                foreach (var reader in step.Asked)
                {
                    yield return (step, StepIntents.NameOf(kind, step), reader.Person.Value, reader);
                }
            }
        }
    }
}
