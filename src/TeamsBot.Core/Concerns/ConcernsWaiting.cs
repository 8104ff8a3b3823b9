using TeamsBot.Core.Directory;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Concerns;

/// <summary>Concerns that wait for somebody, under one of the two kinds of card that ask. The list names no school (rule T5).</summary>
public abstract class ConcernsWaiting(ConcernStore concerns, DirectoryStore directory) : WaitingReader
{
    public sealed override string Opens => ConcernCards.Show;

    public sealed override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation) =>
        await concerns.FindAsync(tenant, new(subject), cancellation) is not { IsOver: false } concern ? WaitingNow.Over
        : await directory.CurrentAsync(tenant, cancellation) is { } register && Routing.PartOf(register, concern, person) is { } part && Asks(concern, part) ? WaitingNow.For(ItemOf(concern))
        : WaitingNow.Nothing;

    private protected abstract bool Asks(Concern concern, Part part);

    internal static WaitingItem ItemOf(Concern concern) => new(
        concern.State switch
        {
            ConcernState.Raised => "Pass on a restricted concern",
            ConcernState.Sent => "Take up a restricted concern",
            _ => "Say how a restricted concern went",
        },
        concern.Last.At,
        Due: null,
        "Open the concern",
        ConcernCards.DataOf(concern));
}

/// <summary>What waits for the partnership board: concerns to pass on, and those it took up itself.</summary>
public sealed class BoardConcernsWaiting(ConcernStore concerns, DirectoryStore directory) : ConcernsWaiting(concerns, directory)
{
    public override string Kind => ConcernIntents.Board;

    private protected override bool Asks(Concern concern, Part part) => concern.State is ConcernState.Raised ? part.IsBoard : part.Takes && concern.Taker is Taker.Board;
}

/// <summary>What waits for an adviser or a regional representative.</summary>
public sealed class TakenConcernsWaiting(ConcernStore concerns, DirectoryStore directory) : ConcernsWaiting(concerns, directory)
{
    public override string Kind => ConcernIntents.Taker;

    private protected override bool Asks(Concern concern, Part part) => part.Takes;
}
