using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Needs;

/// <summary>Needs: those that services had no capacity for (R62), and those that they observe (R58).</summary>
public sealed class NeedsFeature(NeedsTurn turn, ObservedTurn observed, EnterUnmetNeeds enter) : Feature
{
    public override IEnumerable<CardSample> Samples => NeedsSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnCommand(NeedsTurn.Command, "what services have no capacity for, and what they observe", turn.DrawAsync);
        map.OnPress(NeedCards.Show, turn.ShowAsync);
        map.OnPress(NeedCards.Entry, turn.EntryAsync);
        map.OnPress(NeedCards.Capacity, turn.CapacityAsync);
        map.OnPress(NeedCards.Close, turn.CloseAsync);
        map.OnPress(NeedCards.Observed, turn.ObservedAsync);
        map.OnPress(ObservedCards.Form, observed.FormAsync);
        map.OnPress(ObservedCards.Log, observed.LogAsync);
        map.OnPress(ObservedCards.TakeBack, observed.TakeBackAsync);
        map.OnDue(EnterUnmetNeeds.Kind, enter.HandleAsync);
    }
}

public static class NeedsServices
{
    /// <summary>Adds needs. Needs service requests, agreements, themes and the directory; the host registers <see cref="NewId"/>.</summary>
    public static IServiceCollection AddNeeds(this IServiceCollection services) => services
        .AddSingleton<UnmetNeeds>()
        .AddSingleton<ObservedNeeds>()
        .AddSingleton<EnterUnmetNeeds>()
        .AddSingleton<MeetNeed>()
        .AddSingleton<LogNeed>()
        .AddSingleton<NeedsDesk>()
        .AddSingleton<NeedsTurn>()
        .AddSingleton<ObservedTurn>()
        .AddSingleton<Feature, NeedsFeature>();
}
