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

/// <summary>Strengths on offer, and the boards' registers of them (R72).</summary>
public sealed class StrengthFeature(StrengthTurn turn, StrengthTold told, StarterThemes themes) : Feature
{
    public override IEnumerable<CardSample> Samples => StrengthSamples.Of(themes.List);

    public override void Map(FeatureMap map)
    {
        map.OnPress(StrengthCards.Open, turn.OpenAsync);
        map.OnPress(StrengthCards.Form, turn.FormAsync);
        map.OnPress(StrengthCards.Offer, turn.OfferAsync);
        map.OnPress(StrengthCards.Withdraw, turn.WithdrawAsync);
        map.OnPress(StrengthCards.Confirm, turn.ConfirmAsync);
        map.OnPress(StrengthCards.Remove, turn.RemoveAsync);
        map.OnPress(StrengthCards.Register, turn.RegisterAsync);
        map.Sends(told);
    }
}

/// <summary>Requests to whoever answers for a resource or a strength, and back (R69).</summary>
public sealed class RequestFeature(RequestTurn turn, RequestNews news) : Feature
{
    public override IEnumerable<CardSample> Samples => RequestSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnPress(RequestCards.Ask, turn.AskAsync);
        map.OnPress(RequestCards.Reply, turn.ReplyAsync);
        map.OnPress(RequestCards.Open, turn.OpenAsync);
        map.Sends(news.Asked);
        map.Sends(news.Answered);
        map.Waits(news.Waiting);
        map.Follows(news.Followed);
    }
}

/// <summary>What requests tell, and what of them stands in everybody's lists.</summary>
public sealed record RequestNews(RequestAsked Asked, RequestAnswered Answered, RequestsWaiting Waiting, RequestsFollowed Followed);

public static class ResourceServices
{
    /// <summary>Adds the directory of resources. The host registers <see cref="StarterResources"/> and <see cref="NewId"/>.</summary>
    public static IServiceCollection AddResources(this IServiceCollection services) => services
        .AddSingleton<ResourceStore>()
        .AddSingleton<EditResources>()
        .AddSingleton<ResourceTurn>()
        .AddSingleton<Feature, ResourceFeature>()
        .AddSingleton<ResourceSources>()
        .AddSingleton<StrengthStore>()
        .AddSingleton<OfferStrengths>()
        .AddSingleton<StrengthTurn>()
        .AddSingleton<StrengthTold>()
        .AddSingleton<Feature, StrengthFeature>()
        .AddSingleton<RequestStore>()
        .AddSingleton<AskForHelp>()
        .AddSingleton<RequestTurn>()
        .AddSingleton<RequestNews>()
        .AddSingleton<RequestAsked>()
        .AddSingleton<RequestAnswered>()
        .AddSingleton<RequestsWaiting>()
        .AddSingleton<RequestsFollowed>()
        .AddSingleton<Feature, RequestFeature>()
        .AddSingleton<BidStore>()
        .AddSingleton<RecordBids>()
        .AddSingleton<BidTurn>()
        .AddSingleton<Feature, BidFeature>();
}
