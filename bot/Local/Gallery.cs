using TeamsBot.Core.Conversations;
using TeamsBot.LocalTeams.Clients;

namespace TeamsBot.Bot.Local;

/// <summary>Every card the bot can make, for the page /gallery of the local Teams.</summary>
internal static class Gallery
{
    public static IEnumerable<GalleryCard> Of(IServiceProvider services) => services.GetRequiredService<FeatureMap>().Samples
        .Select(sample => new GalleryCard(sample.Part, sample.State, sample.Message.Summary, sample.Message.Card.ToJson()));
}
