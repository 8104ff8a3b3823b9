using TeamsBot.Bot.Local;
using TeamsBot.Core;
using TeamsBot.Core.Concerns;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>Whether every concern that somebody was shown as raised is stored, and its words stand nowhere but in the chats of the people who have a part in it (rules E9, T5).</summary>
internal sealed class ConcernCheck(TenantId tenant, ITable table, Cast cast, List<string> broken)
{
    public async Task<ConcernCounts> RunAsync(IReadOnlyList<ShownAnswer> shown, IReadOnlyList<DeliveryRecord> rows, IReadOnlyList<AcceptedPost> posts, CancellationToken cancellation)
    {
        var all = await new ConcernStore(table).AllAsync(tenant, cancellation);
        var (raised, stored) = (shown.Where(answer => answer.Verb == ConcernActs.Raise).Select(answer => (string)answer.Data["newConcern"]!).ToHashSet(), all.Select(concern => concern.Id.Value).ToHashSet());
        if (!raised.SetEquals(stored))
        {
            broken.Add($"{raised.Count} concerns were sent, and {stored.Count} are in the store.");
        }

        var people = cast.Register.People.ToDictionary(person => person.Id);
        var parts = all.SelectMany(concern => concern.Moves.SelectMany(move => move.Readers).Append(concern.Reporter.Person)).Distinct().Select(person => cast.AccountOf(people[person])).ToHashSet();
        broken.AddRange(posts.Where(post => post.HoldsPlanted && (post.Person is null || !parts.Contains(post.Person)))
            .Select(post => $"Restricted words stand in {(post.Person is null ? "a channel" : "the chat of somebody with no part in it")}: {post.ActivityId} in {post.Conversation}, '{post.Heading}'."));
        broken.AddRange(shown.Where(answer => answer.HoldsPlanted && !parts.Contains(answer.Account)).Select(answer => $"Restricted words were shown to {answer.Account}, who has no part in it, by {answer.Verb}."));
        CheckRows(all, rows, posts);
        return new(all.Count, all.Count(concern => concern.IsOver));
    }

    // No card of a concern, whatever it says, goes anywhere but to a chat.
    private void CheckRows(IReadOnlyList<Concern> all, IReadOnlyList<DeliveryRecord> rows, IReadOnlyList<AcceptedPost> posts)
    {
        var partitions = all.Select(concern => ConcernStore.Partition(tenant, concern.Id)).ToHashSet();
        var channels = posts.Where(post => post.Person is null).Select(post => post.Conversation).ToHashSet();
        broken.AddRange(rows.Where(row => partitions.Contains(row.Partition) && channels.Contains(row.Conversation ?? "")).Select(row => $"{row.Partition} {row.Intent} went to the channel {row.Conversation}."));
    }
}
