using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Escalations;

/// <summary>What is told of a matter's move; the words are always those of the matter as it stands when they are sent.</summary>
public abstract class MatterDispatch(MatterStore matters) : Dispatch
{
    /// <summary>The matter, when it first comes to somebody: whatever is asked or told of it later is noted under it.</summary>
    public override string? NotedAs(Intent intent, Recipient recipient) => recipient.Updates is null ? MatterIntents.Read(intent.Subject).Matter.Value : null;

    public sealed override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        var (id, move) = MatterIntents.Read(intent.Subject);
        return await matters.FindAsync(intent.Tenant, id, cancellation) is { } matter && matter.Version >= move
            ? [.. Recipients(matter, move).OrderBy(recipient => recipient.Id, StringComparer.Ordinal)]
            : null;
    }

    public sealed override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        var (id, move) = MatterIntents.Read(intent.Subject);
        return await matters.FindAsync(intent.Tenant, id, cancellation) is { } matter && matter.Version >= move
            ? Words(matter, move, recipient, teamsUserId, reminder)
            : null;
    }

    private protected abstract IEnumerable<Recipient> Recipients(Matter matter, int move);

    private protected abstract Message? Words(Matter matter, int move, Recipient recipient, string? teamsUserId, bool reminder);
}

/// <summary>The cards of a board's chair, vice-chair and clerk. One whose delivery stays uncertain is followed by a reminder that says it is one.</summary>
public sealed class OfficerCards(MatterStore matters) : MatterDispatch(matters)
{
    public override string Kind => MatterIntents.Officers;

    public override bool RemindsWhenUncertain => true;

    private protected override IEnumerable<Recipient> Recipients(Matter matter, int move) => MatterIntents.OfficersOf(matter, move);

    private protected override Message? Words(Matter matter, int move, Recipient recipient, string? teamsUserId, bool reminder)
    {
        var (arrival, reader) = MatterIntents.ReadCopy(matter, recipient.Id);

        // Nobody needs to be reminded of what is no longer asked of them, nor once the clock has written to them.
        return reminder && (!matter.IsUndecided || matter.Holder.Id != arrival.To!.Id || StepIntents.WithButtonsFor(matter, arrival, reader.Person).Any()) ? null
            : MatterCards.ForOfficer(new(matter, arrival, reader, teamsUserId), reminder ? MatterCards.ReminderNote : null);
    }
}

/// <summary>
/// The card in the channel of each board that holds or held the matter. One whose delivery stays uncertain is followed by a marked reminder, which later moves
/// then bring up to date: without it each of them would post anew, and the older cards would go stale.
/// </summary>
public sealed class BoardCards(MatterStore matters) : MatterDispatch(matters)
{
    public override string Kind => MatterIntents.Board;

    public override bool RemindsWhenUncertain => true;

    private protected override IEnumerable<Recipient> Recipients(Matter matter, int move) => MatterIntents.BoardsOf(matter, move);

    private protected override Message? Words(Matter matter, int move, Recipient recipient, string? teamsUserId, bool reminder) =>
        MatterChannelCards.ForBoard(matter, matter.Arrivals.First(arrival => arrival.To!.Id.Value == recipient.Id), reminder ? MatterChannelCards.ReminderNote : null);
}

/// <summary>The card in the channel of the network that sent the matter (rule E7); reminded of as a board's is.</summary>
public sealed class OriginCards(MatterStore matters) : MatterDispatch(matters)
{
    public override string Kind => MatterIntents.Origin;

    public override bool RemindsWhenUncertain => true;

    private protected override IEnumerable<Recipient> Recipients(Matter matter, int move) => MatterIntents.OriginOf(matter, move);

    private protected override Message? Words(Matter matter, int move, Recipient recipient, string? teamsUserId, bool reminder) =>
        MatterChannelCards.ForOrigin(matter, reminder ? MatterChannelCards.ReminderNote : null);
}

/// <summary>A board's question to the network's facilitators.</summary>
public sealed class QuestionCards(MatterStore matters) : MatterDispatch(matters)
{
    public override string Kind => MatterIntents.Question;

    /// <summary>The move that asked: each question waits for a reply of its own.</summary>
    public override string? NotedAs(Intent intent, Recipient recipient) => recipient.Updates is null ? intent.Subject : null;

    private protected override IEnumerable<Recipient> Recipients(Matter matter, int move) => MatterIntents.QuestionOf(matter, move);

    private protected override Message? Words(Matter matter, int move, Recipient recipient, string? teamsUserId, bool reminder) =>
        MatterFacilitatorCards.Question(matter, matter.Moves.Take(move).Last(asked => asked.Act is Act.Ask), teamsUserId);
}

/// <summary>What a board declined or returned, to the network's facilitators, who may send it again (rule E5).</summary>
public sealed class BackCards(MatterStore matters) : MatterDispatch(matters)
{
    public override string Kind => MatterIntents.Back;

    public override string? NotedAs(Intent intent, Recipient recipient) => null;

    private protected override IEnumerable<Recipient> Recipients(Matter matter, int move) => MatterIntents.BackOf(matter, move);

    private protected override Message? Words(Matter matter, int move, Recipient recipient, string? teamsUserId, bool reminder) =>
        MatterFacilitatorCards.Back(matter, next: null, teamsUserId);
}

/// <summary>What came of a vote, to everyone who voted (rule E7): in the words of the move that it tells, whatever came after.</summary>
public sealed class AnswerCards(MatterStore matters) : MatterDispatch(matters)
{
    public override string Kind => MatterIntents.Answer;

    public override string? NotedAs(Intent intent, Recipient recipient) => null;

    private protected override IEnumerable<Recipient> Recipients(Matter matter, int move) => MatterIntents.VotersOf(matter);

    private protected override Message? Words(Matter matter, int move, Recipient recipient, string? teamsUserId, bool reminder) =>
        MatterAnswerCards.AnswerDown(matter, matter.Moves[move - 1], new(recipient.Id));
}
