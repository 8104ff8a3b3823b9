using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Themes;

/// <summary>Themes: the controlled list that priorities are tagged with (R59).</summary>
public sealed class ThemeFeature(ThemeTurn turn, StarterThemes starter) : Feature
{
    public override IEnumerable<CardSample> Samples => ThemeSamples.Of(starter.List);

    public override void Map(FeatureMap map)
    {
        map.OnCommand(ThemeTurn.Command, "the list of themes that priorities are tagged with", turn.DrawAsync);
        map.OnPress(ThemeCards.Show, turn.ShowAsync);
        map.OnPress(ThemeCards.Open, turn.OpenAsync);
        map.OnPress(ThemeCards.Add, turn.AddAsync);
        map.OnPress(ThemeCards.Save, turn.SaveAsync);
        map.OnPress(ThemeCards.Retire, turn.RetireAsync);
        map.OnPress(ThemeCards.BringBack, turn.BringBackAsync);
    }
}

public static class ThemeServices
{
    /// <summary>Adds themes. The host registers <see cref="StarterThemes"/> and <see cref="NewId"/>.</summary>
    public static IServiceCollection AddThemes(this IServiceCollection services) => services
        .AddSingleton<ThemeStore>()
        .AddSingleton<EditThemes>()
        .AddSingleton<ThemeTurn>()
        .AddSingleton<Feature, ThemeFeature>();
}
