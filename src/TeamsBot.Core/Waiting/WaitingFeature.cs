using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Waiting;

/// <summary>The list of what waits for a person, from any chat.</summary>
public sealed class WaitingFeature(WaitingTurn turn) : Feature
{
    public override IEnumerable<CardSample> Samples => WaitingSamples.All();

    public override void Map(FeatureMap map)
    {
        // The map is asked for its readers when somebody asks for the list: by then every feature has declared its own.
        map.OnCommand(WaitingTurn.Command, "what waits for you, soonest first", (typed, cancellation) => turn.DrawAsync(typed, map, cancellation));
        map.OnPress(WaitingCards.Show, (press, cancellation) => turn.ShowAsync(press, map, cancellation));
        map.OnPress(WaitingCards.Open, (press, cancellation) => turn.OpenAsync(press, map, cancellation));
    }
}

public static class WaitingServices
{
    /// <summary>Adds the list of what waits for somebody. Needs the directory and delivery.</summary>
    public static IServiceCollection AddWaiting(this IServiceCollection services) => services
        .AddSingleton<ListWaiting>()
        .AddSingleton<WaitingTurn>()
        .AddSingleton<Feature, WaitingFeature>();
}
