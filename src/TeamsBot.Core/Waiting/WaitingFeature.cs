using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Waiting;

/// <summary>The lists of what waits for a person and of what became of what they raised, from any chat.</summary>
public sealed class WaitingFeature(WaitingTurn turn, FollowedTurn followed) : Feature
{
    public override IEnumerable<CardSample> Samples => [.. WaitingSamples.All(), .. FollowedSamples.All()];

    public override void Map(FeatureMap map)
    {
        // The map is asked for its readers when somebody asks for the list: by then every feature has declared its own.
        map.OnCommand(WaitingTurn.Command, "what waits for you, soonest first", (typed, cancellation) => turn.DrawAsync(typed, map, cancellation), Purpose.Mine);
        map.OnPress(WaitingCards.Show, (press, cancellation) => turn.ShowAsync(press, map, cancellation));
        map.OnPress(WaitingCards.Open, (press, cancellation) => turn.OpenAsync(press, map, cancellation));
        map.OnCommand(FollowedTurn.Command, "what became of what you voted on and sent up", (typed, cancellation) => followed.DrawAsync(typed, map, cancellation), Purpose.Mine);
        map.OnPress(FollowedCards.Show, (press, cancellation) => followed.ShowAsync(press, map, cancellation));
        map.OnPress(FollowedCards.Open, (press, cancellation) => followed.OpenAsync(press, map, cancellation));
    }
}

public static class WaitingServices
{
    /// <summary>Adds both lists. Needs the directory and delivery.</summary>
    public static IServiceCollection AddWaiting(this IServiceCollection services) => services
        .AddSingleton<ListWaiting>()
        .AddSingleton<WaitingTurn>()
        .AddSingleton<ListFollowed>()
        .AddSingleton<FollowedTurn>()
        .AddSingleton<Feature, WaitingFeature>();
}
