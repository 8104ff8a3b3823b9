using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Deadlines;

/// <summary>The clock of matters (rules E3, E4): reminders, cover for an absent chair, the next tier's agenda, and the next word of whoever accepted.</summary>
public sealed class DeadlinesFeature(FireSteps fire, AgendaTurn turn, AgendaWaiting waiting, StepDispatches dispatches) : Feature
{
    public override IEnumerable<CardSample> Samples => DeadlineSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnDue(MatterClock.Kind, fire.HandleAsync);
        map.OnPress(AgendaCards.TakeOver, turn.TakeOverAsync);
        map.OnPress(AgendaCards.Show, turn.ShowAsync);
        map.Waits(waiting);
        foreach (var dispatch in dispatches.All)
        {
            map.Sends(dispatch);
        }
    }
}

public static class DeadlineServices
{
    /// <summary>Adds the clock. Needs escalations, the directory, delivery, a <see cref="Calendar.SchoolCalendar"/>, and <see cref="ResponsePolicies"/> where they differ from the defaults.</summary>
    public static IServiceCollection AddDeadlines(this IServiceCollection services)
    {
        services.TryAddSingleton(ResponsePolicies.Default);
        return services
            .AddSingleton<MatterDays>()
            .AddSingleton<MatterClock>()
            .AddSingleton<StepStore>()
            .AddSingleton<FireSteps>()
            .AddSingleton<AgendaTurn>()
            .AddSingleton<AgendaWaiting>()
            .AddSingleton<StepDispatches>()
            .AddSingleton<Feature, DeadlinesFeature>();
    }
}
