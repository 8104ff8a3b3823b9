using System.Collections.Immutable;
using TeamsBot.Core.Escalations;

namespace TeamsBot.Core.Registers;

/// <summary>What the registers note of a matter.</summary>
internal static class MatterEntries
{
    public const string Kind = "matter";

    /// <summary>The group it came from, and every board that held it.</summary>
    public static ImmutableArray<GroupId> Through(Matter matter) => [.. matter.Arrivals.Select(arrival => arrival.To!.Id).Append(matter.Holder.Id).Prepend(matter.Evidence.Origin.Id).Distinct()];

    /// <summary>The matter at the place of its raising, wherever it is now: an entry does not move in the list.</summary>
    public static RegisterEntry Of(Matter matter) =>
        new(matter.Tenant, RegisterIndex.Matters, Kind, matter.Id.Value, matter.Moves[0].At, Through(matter), matter.Evidence.Visibility)
        {
            Ahead = [.. matter.AboveChain.Select(board => board.Id)],
            Themes = matter.Evidence.Theme is { } theme ? [theme.Value] : [],
        };
}
