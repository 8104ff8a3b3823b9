using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Polls;

/// <summary>Asks whoever may settle it about a poll that closed tied (rule V15). Nobody is asked twice by a repeated run.</summary>
public sealed class AskToSettle(PollStore polls, DirectoryStore directory, TieNews news)
{
    public const string Kind = "polls.tied";

    private static readonly TimeSpan UntilSomebodyMay = TimeSpan.FromDays(1);

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (await polls.FindStoredAsync(item.Tenant, new(item.Subject), cancellation) is not { Poll: { Result: { } result } poll } read
            || await directory.CurrentAsync(item.Tenant, cancellation) is not { } register)
        {
            return new DueOutcome.Missing();
        }

        if (poll.Tie is not null || !result.Tied.Any())
        {
            return new DueOutcome.Finished();
        }

        var (role, people) = Deciders.Of(register, poll.Group);
        return people.IsEmpty ? new DueOutcome.Again(news.Now + UntilSomebodyMay)
            : await news.SaveAsync(read, poll with { Tie = new(1, people, role) }, "bot", "ask to settle tie", news.Now, cancellation) ? new DueOutcome.Finished()
            : new DueOutcome.Again(news.Now);
    }
}
