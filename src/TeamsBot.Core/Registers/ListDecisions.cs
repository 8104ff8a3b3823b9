using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Registers;

/// <summary>Reads the register of decisions, a page at a time, as one person may see it.</summary>
public sealed class ListDecisions(RegisterIndex index, PollStore polls, MatterStore matters)
{
    internal Task<RegisterPage<Decision>> HandleAsync(Audience audience, Wanted wanted, string? after, CancellationToken cancellation) =>
        RegisterPages.FillAsync(
            index.ReadAsync(audience.Tenant, RegisterIndex.Decisions, wanted.GroupsOf(audience), after, wanted.Filter.From, cancellation),
            wanted.MayMatch,
            noted => ReadAsync(audience, wanted, noted, cancellation),
            cancellation);

    /// <summary>The closed poll that a card names as evidence; null where there is none that this person may read.</summary>
    internal async Task<Poll?> FindPollAsync(Audience audience, string claimed, CancellationToken cancellation) =>
        PollId.IsWellFormed(claimed) && await polls.FindAsync(audience.Tenant, new(claimed), cancellation) is { Result: not null } poll && audience.MayRead(poll.Visibility, Decision.Through(poll)) ? poll : null;

    private async Task<Decision?> ReadAsync(Audience audience, Wanted wanted, NotedEntry noted, CancellationToken cancellation)
    {
        // Noted before its commit, and perhaps more than once: only what the aggregate says at that instant is true.
        if (noted.Kind == Decision.Answer)
        {
            var (id, number) = MatterIntents.Read(noted.Subject);
            return await matters.FindAsync(audience.Tenant, id, cancellation) is { } matter
                && audience.MayRead(matter.Evidence.Visibility, MatterEntries.Through(matter))
                && wanted.Matches(MatterEntries.Through(matter), [matter.Theme?.Value], matter.Evidence.Option.Text, matter.Evidence.Option.Brief, matter.Evidence.Origin.Name, matter.Moves.ElementAtOrDefault(number - 1)?.By.Name)
                    ? Decision.Of(matter, number, noted.At)
                    : null;
        }

        return await polls.FindAsync(audience.Tenant, new(noted.Subject), cancellation) is { } poll
            && audience.MayRead(poll.Visibility, Decision.Through(poll))
            && Decision.Of(poll, noted.Kind, noted.At) is { } decision
            && wanted.Matches(Decision.Through(poll), AgreedOptions(poll).Select(option => option.Theme), [poll.GroupName, .. AgreedOptions(poll).Select(option => option.Text)])
                ? decision
                : null;
    }

    private static IEnumerable<Option> AgreedOptions(Poll poll) => poll.Agreed.Select(agreed => poll.Wording.Find(agreed.Option)).OfType<Option>();
}
