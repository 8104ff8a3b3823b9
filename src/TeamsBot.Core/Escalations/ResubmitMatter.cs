using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Escalations;

/// <summary>What became of sending a matter again.</summary>
public abstract record ResubmitOutcome
{
    private ResubmitOutcome()
    {
    }

    /// <param name="Next">The matter that follows it.</param>
    /// <param name="IsNew">False where the same person had sent it with the same words: a success that writes nothing.</param>
    public sealed record Sent(Matter Matter, Matter Next, bool IsNew) : ResubmitOutcome;

    /// <summary>It was sent again before, by somebody or in other words (rule E5: once).</summary>
    public sealed record SentBefore(Matter Matter, Matter Next) : ResubmitOutcome;

    /// <summary>It did not come back, or not yet.</summary>
    public sealed record NotBack(Matter Matter) : ResubmitOutcome;

    /// <param name="Why">What to do, for a short line beside the form.</param>
    public sealed record Wrong(string Why) : ResubmitOutcome;

    /// <summary>No such matter, or no part in it: they look the same from outside (rule T2).</summary>
    public sealed record NotYours : ResubmitOutcome;
}

/// <summary>
/// Sends again what a board declined or returned, with what has changed since (rule E5): a matter of its own that follows the old one, which stands as it is. What was
/// agreed goes up as it was frozen (rule E1). Insert-only under an id made of the old one, so that each matter is followed by one at most.
/// </summary>
public sealed class ResubmitMatter(MatterStore matters, DirectoryStore directory, MatterNews news)
{
    public Task<ResubmitOutcome> HandleAsync(Caller caller, MatterId id, string changed, CancellationToken cancellation) =>
        Race.RetryAsync<ResubmitOutcome>(async () =>
        {
            if (await matters.FindAsync(caller.Tenant, id, cancellation) is not { } matter
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register
                || Officers.RoleOfOrigin(register, caller.Person, matter.Evidence.Origin) is not { } role)
            {
                return new ResubmitOutcome.NotYours();
            }

            var note = Said.Clean(changed);
            if (await matters.FindAsync(caller.Tenant, id.Next, cancellation) is { } standing)
            {
                var same = standing.Moves[0] is { Person: var person, Text: var text } && person == caller.Person && text == note;
                return same ? new ResubmitOutcome.Sent(matter, standing, IsNew: false) : new ResubmitOutcome.SentBefore(matter, standing);
            }

            if (!matter.MayBeSentAgain)
            {
                return new ResubmitOutcome.NotBack(matter);
            }

            if (Said.ProblemOf(note, "Write what has changed since, then send it again.", news.Now) is { } problem)
            {
                return new ResubmitOutcome.Wrong(problem);
            }

            return register.Find(matter.AboveChain[0].Id) is not { } board ? new ResubmitOutcome.Wrong($"{matter.AboveChain[0].Name} is not in the directory any more. Ask the administrator.")
                : await SendAsync(matter, news.Timed(Following(matter, new(caller.Person, role, Side.Origin), note, board, register)), cancellation);
        });

    private async Task<ResubmitOutcome?> SendAsync(Matter matter, Matter next, CancellationToken cancellation) =>
        await news.AnnounceAsync(next, cancellation) is { } intents && await matters.InsertAsync(next, intents, cancellation) is Committed.Done
            ? new ResubmitOutcome.Sent(matter, next, IsNew: true)
            : null;

    private Matter Following(Matter matter, Standing by, string note, Group board, Register register) => new()
    {
        Tenant = matter.Tenant,
        Id = matter.Id.Next,
        Evidence = matter.Evidence with { Follows = matter.Id },
        State = MatterState.Raised,
        Holder = Party.Of(board),
        AboveChain = Party.ChainFrom(register, board),
        Moves = [new(1, Act.Raise, by.Person, by.Role, matter.Evidence.Origin, Party.Of(board), note, news.Now, [.. Officers.OfBoard(register, board.Id)])],
        Audit = AuditChain.Empty,
        Tagged = matter.Tagged,
    };
}
