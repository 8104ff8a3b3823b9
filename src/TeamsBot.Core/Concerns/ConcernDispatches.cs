using TeamsBot.Core.Agreements;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Concerns;

/// <summary>Draws a concern for one person, by what they are to it now, and records that they read it (rule T5).</summary>
public sealed class ConcernReading(ConcernStore concerns, DirectoryStore directory, RestrictedGate gate, ReadingRecord readings)
{
    /// <summary>What the person may see of the concern now, noted as read; null for somebody with no part in it.</summary>
    internal async Task<Message?> DrawAsync(Concern concern, PersonId person, string? teamsUserId, string? note, Shown how, CancellationToken cancellation)
    {
        if (await directory.CurrentAsync(concern.Tenant, cancellation) is not { } register || Routing.PartOf(register, concern, person) is not { } part)
        {
            return null;
        }

        if (part.IsReporter && await gate.RefusalAsync(concern.Tenant, AgreementParty.Of(concern.Reporter.School), Way.In, cancellation) is { } refusal)
        {
            return refusal.ToMessage();
        }

        await NoteAsync(concern, person, how, cancellation);
        var view = new ConcernView(concern, part, register, teamsUserId);
        return part.IsReporter ? ConcernReporterCards.ForReporter(view) : ConcernCards.For(view, note);
    }

    /// <summary>That there is a concern, for the chair of a locality board: which school it is about is not on it.</summary>
    internal async Task<Message> InformAsync(Concern concern, PersonId person, CancellationToken cancellation)
    {
        await NoteAsync(concern, person, Shown.Sent, cancellation);
        return ConcernReporterCards.ForChair(concern);
    }

    internal Task<Concern?> FindAsync(TenantId tenant, ConcernId id, CancellationToken cancellation) => concerns.FindAsync(tenant, id, cancellation);

    private Task NoteAsync(Concern concern, PersonId person, Shown how, CancellationToken cancellation) =>
        readings.NoteAsync(ConcernStore.Partition(concern.Tenant, concern.Id), person, "concern", concern.Version, how, cancellation);
}

/// <summary>One of the four kinds of card that concerns send.</summary>
internal sealed class ConcernDispatch(string kind, ConcernReading reading) : Dispatch
{
    public override string Kind => kind;

    public override bool RemindsWhenUncertain => kind is ConcernIntents.Board or ConcernIntents.Taker;

    public override string? NotedAs(Intent intent, Recipient recipient) =>
        kind is ConcernIntents.Board or ConcernIntents.Taker && recipient.Updates is null ? ConcernIntents.Read(intent.Subject).Concern.Value : null;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        var (id, move) = ConcernIntents.Read(intent.Subject);
        return await reading.FindAsync(intent.Tenant, id, cancellation) is { } concern && concern.Version >= move
            ? [.. ConcernIntents.RecipientsOf(kind, concern, move).OrderBy(recipient => recipient.Id, StringComparer.Ordinal)]
            : null;
    }

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        var (id, move) = ConcernIntents.Read(intent.Subject);
        if (await reading.FindAsync(intent.Tenant, id, cancellation) is not { } concern || concern.Version < move || (reminder && concern.IsOver))
        {
            return null;
        }

        var person = new PersonId(recipient.Id);
        return kind is ConcernIntents.Informed
            ? await reading.InformAsync(concern, person, cancellation)
            : await reading.DrawAsync(concern, person, teamsUserId, reminder ? ConcernCards.ReminderNote : null, Shown.Sent, cancellation);
    }
}
