using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Waiting;

/// <summary>An entry of somebody's list, with the kind whose feature opens it.</summary>
public sealed record Followable(string Kind, Followed Item);

/// <summary>Lists what became of all that a person was asked, and of all that their groups were told in their channels.</summary>
public sealed class ListFollowed(WaitingIndex index)
{
    /// <returns>What changed last stands first.</returns>
    public async Task<IReadOnlyList<Followable>> HandleAsync(Caller caller, Register? register, FeatureMap map, CancellationToken cancellation)
    {
        var who = new Follower(caller.Tenant, caller.Person, Places.GroupsOf(register, caller.Person));
        var subjects = new HashSet<(FollowReader Reader, string Subject)>();
        foreach (var of in who.Groups.Select(Target (group) => new Target.Channel(group)).Prepend(new Target.Person(caller.Person)))
        {
            var noted = await index.AllAsync(caller.Tenant, of, cancellation);
            subjects.UnionWith(noted.SelectMany(one => map.FollowerOf(one.Kind) is { } reader ? [(reader, one.Subject)] : ((FollowReader, string)[])[]));
        }

        var found = new List<Followable>();
        foreach (var (reader, subject) in subjects)
        {
            if (await reader.ReadAsync(who, subject, cancellation) is { } item)
            {
                found.Add(new(reader.Kinds[0], item));
            }
        }

        return [.. found.OrderByDescending(one => one.Item.At).ThenBy(one => one.Item.Title, StringComparer.OrdinalIgnoreCase)];
    }
}
