using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Patterns;

/// <summary>What makes patterns possible and useful across localities: themes given to what came without, and approaches that others have already (R59, R60).</summary>
public sealed class SharingFeature(TagTurn tags, OfferTurn offers, SharingNews news) : Feature
{
    public override IEnumerable<CardSample> Samples => SharingSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnPress(TagCards.Tag, tags.TagAsync);
        map.OnPress(TagCards.Show, tags.ShowAsync);
        map.OnPress(OfferCards.ShowOffer, offers.ShowAsync);
        map.OnPress(OfferCards.Contact, offers.AskAsync);
        map.OnPress(OfferCards.ShowWish, offers.ShowWishAsync);
        map.OnPress(OfferCards.InTouch, offers.InTouchAsync);
        news.Map(map);
    }
}

/// <summary>What these tell, and what of it waits for somebody.</summary>
public sealed class SharingNews(TagDispatch tags, OfferDispatch offers, ContactDispatch contacts, TagsWaiting waiting)
{
    public void Map(FeatureMap map)
    {
        map.Sends(tags);
        map.Sends(offers);
        map.Sends(contacts);
        map.Waits(waiting);
    }
}

public static class SharingServices
{
    /// <summary>Adds what <see cref="PatternServices.AddPatterns"/> needs beside patterns themselves.</summary>
    public static IServiceCollection AddSharing(this IServiceCollection services) => services
        .AddSingleton<TagStore>()
        .AddSingleton<OfferThemes>()
        .AddSingleton<TagMatters>()
        .AddSingleton<TagDesk>()
        .AddSingleton<TagTurn>()
        .AddSingleton<TagDispatch>()
        .AddSingleton<TagsWaiting>()
        .AddSingleton<ApproachStore>()
        .AddSingleton<OfferApproaches>()
        .AddSingleton<AskForContact>()
        .AddSingleton<OfferDesk>()
        .AddSingleton<OfferTurn>()
        .AddSingleton<OfferDispatch>()
        .AddSingleton<ContactDispatch>()
        .AddSingleton<SharingNews>()
        .AddSingleton<Feature, SharingFeature>();
}
