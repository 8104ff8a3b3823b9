using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Delivery;

/// <summary>Delivery's own due work: the slow sweep. (Intents themselves need the lease of their shard and are handled by the engine.)</summary>
public sealed class DeliveryFeature(Sweep sweep) : Feature
{
    public override void Map(FeatureMap map) => map.OnDue(Sweep.Kind, sweep.RunAsync);
}

/// <summary>Puts delivery together.</summary>
public static class DeliveryRegistration
{
    /// <summary>
    /// Adds due work, outbox, engine and report. The host gives <c>ITable</c>, <c>ITeams</c>, <c>AddressBook</c>, <c>FeatureMap</c>, <c>TimeProvider</c> and logging, and
    /// before this call <see cref="LeaseOwner"/> or <see cref="DeliveryOptions"/> where they differ from an owner made for this process and the defaults.
    /// </summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.TryAddSingleton(LeaseOwner.ForThisProcess());
        services.TryAddSingleton(new DeliveryOptions());
        services.AddSingleton<DueWork>().AddSingleton<Outbox>().AddSingleton<GivenAnswers>().AddSingleton<WaitingIndex>();
        services.AddSingleton<DeliveryStore>().AddSingleton<Settlements>().AddSingleton<SendLimiter>().AddSingleton<Leases>().AddSingleton<DueQueue>();
        services.AddSingleton<FindApproach>().AddSingleton<SendOne>().AddSingleton<SendRows>().AddSingleton<PlanDelivery>().AddSingleton<RecoverRows>().AddSingleton<DeliverIntent>();
        services.AddSingleton(p => new Sweep(Get<ITable>(p), Get<DeliveryStore>(p), Get<DueWork>(p), Get<TimeProvider>(p), Get<ILogger<Sweep>>(p)));
        services.AddSingleton(p => new Engine(Get<Leases>(p), Get<DueQueue>(p), Get<DeliverIntent>(p), Get<Settlements>(p), Get<FeatureMap>(p), Get<ILogger<Engine>>(p)));
        services.AddSingleton(p => new DeliveryReport(Get<DeliveryStore>(p)));
        return services.AddSingleton<Feature, DeliveryFeature>();
    }

    private static T Get<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();
}
