using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Concerns;

/// <summary>Makes known to delivery, before its commit, what a concern's last moves have to tell. No digest and no channel hears of them (rule T5).</summary>
public sealed class ConcernNews(Outbox outbox, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The rows to commit with the move, or null where more than a minute has passed since its instant: then start over.</summary>
    internal async Task<IReadOnlyList<Write>?> AnnounceAsync(Concern concern, CancellationToken cancellation)
    {
        var announced = await outbox.AnnounceAsync(ConcernIntents.OfLast(concern), cancellation);
        return new DueTicket(concern.Last.At).IsStale(Now) || announced.Ticket.IsStale(Now) ? null : announced.Writes;
    }
}

/// <summary>Passes a concern on, begins its dialogue, or closes it, at the version read (rule E2).</summary>
public sealed class MoveConcern(ConcernStore concerns, DirectoryStore directory, ConcernNews news)
{
    internal Task<ConcernOutcome> HandleAsync(Caller caller, ConcernPress press, CancellationToken cancellation) => Race.RetryAsync<ConcernOutcome>(async () =>
    {
        if (await concerns.FindStoredAsync(caller.Tenant, press.Concern, cancellation) is not { } read || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register)
        {
            return new ConcernOutcome.NotYours();
        }

        var concern = read.Concern;
        var part = Routing.PartOf(register, concern, caller.Person);
        var to = press.Act is ConcernAct.Send ? press.To ?? (concern.Route is ConcernRoute.Representative ? Taker.Representative : null) : null;
        var outcome = concern.Decide(caller.Person, part, press with { To = to }, to is { } taker ? Routing.ReadersOf(register, concern, taker) : [], news.Now);
        if (outcome is not ConcernOutcome.Moved { IsNew: true, Concern: var moved })
        {
            return outcome;
        }

        // Decided first, so that an old card is answered with where the concern stands.
        if (press.Act is ConcernAct.Send && (to is not { } chosen || !Routing.TakersOf(register, concern).Contains(chosen)))
        {
            return new ConcernOutcome.Wrong(concern, to is null ? "Choose who takes it up." : "The directory has nobody there now. Choose somebody else.");
        }

        return await news.AnnounceAsync(moved, cancellation) is { } intents && await concerns.SaveMoveAsync(read, moved, intents, cancellation) is Committed.Done ? outcome : null;
    });
}
