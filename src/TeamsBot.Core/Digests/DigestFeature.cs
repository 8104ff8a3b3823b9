using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Digests;

/// <summary>Digests: one update a fortnight to every group's channel.</summary>
public sealed class DigestFeature(AssembleDigest assemble, ShowDigestStatus status, DigestCard card) : Feature
{
    public override IEnumerable<CardSample> Samples => DigestSamples.All();

    public override void Map(FeatureMap map)
    {
        // The map is asked for its tellers when a digest falls due: by then every feature has declared its own.
        map.OnDue(AssembleDigest.Kind, (item, cancellation) => assemble.HandleAsync(item, map, cancellation));
        map.OnCommand(ShowDigestStatus.Command, "how far the last update came", status.HandleAsync, Purpose.LookAfter, [Role.Editor, Role.Administrator]);
        map.Sends(card);
    }
}

public static class DigestServices
{
    /// <summary>Adds digests. Needs the directory and delivery. The host calls <see cref="EnsureDigests"/> for every tenant at its start and after an import.</summary>
    public static IServiceCollection AddDigests(this IServiceCollection services) => services
        .AddSingleton<PeriodIndex>()
        .AddSingleton<DigestStore>()
        .AddSingleton<DigestNews>()
        .AddSingleton<AssembleDigest>()
        .AddSingleton<EnsureDigests>()
        .AddSingleton<ShowDigestStatus>()
        .AddSingleton<DigestCard>()
        .AddSingleton<Feature, DigestFeature>();
}
