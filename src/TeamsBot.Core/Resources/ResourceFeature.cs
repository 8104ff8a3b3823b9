using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Resources;

/// <summary>The directory of who can help, by theme (R68).</summary>
public sealed class ResourceFeature(ResourceTurn turn, StarterResources starter, StarterThemes themes) : Feature
{
    public override IEnumerable<CardSample> Samples => ResourceSamples.Of(themes.List, starter.All);

    public override void Map(FeatureMap map)
    {
        map.OnCommand(ResourceTurn.Command, "who can help schools, by theme", turn.DrawAsync, Purpose.WorkTogether);
        map.OnPress(ResourceCards.Home, turn.HomeAsync);
        map.OnPress(ResourceCards.Show, turn.ShowAsync);
        map.OnPress(ResourceCards.Open, turn.OpenAsync);
        map.OnPress(ResourceCards.Form, turn.FormAsync);
        map.OnPress(ResourceCards.Save, turn.SaveAsync);
        map.OnPress(ResourceCards.Retire, turn.RetireAsync);
        map.OnPress(ResourceCards.BringBack, turn.BringBackAsync);
    }
}

public static class ResourceServices
{
    /// <summary>Adds the directory of resources. The host registers <see cref="StarterResources"/> and <see cref="NewId"/>.</summary>
    public static IServiceCollection AddResources(this IServiceCollection services) => services
        .AddSingleton<ResourceStore>()
        .AddSingleton<EditResources>()
        .AddSingleton<ResourceTurn>()
        .AddSingleton<Feature, ResourceFeature>();
}
