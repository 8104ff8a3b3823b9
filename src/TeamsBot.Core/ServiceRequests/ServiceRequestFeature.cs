using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>Service requests: a board asks the services of its locality what is in place, what could be, and what stands in the way (R61, R64).</summary>
public sealed class ServiceRequestFeature(ServicesTurn services, RequestTurn turn, ChaseServices chase, RequestTold told) : Feature
{
    public override IEnumerable<CardSample> Samples => RequestSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnCommand(ServicesTurn.Command, "who serves your schools; boards’ officers ask services here", services.DrawAsync, Purpose.WorkTogether);
        map.OnPress(DirectoryCards.Directory, services.DirectoryAsync);
        map.OnPress(DirectoryCards.Open, turn.OpenAsync);
        map.OnPress(AskForm.Form, services.FormAsync);
        map.OnPress(AskForm.Ask, services.AskAsync);
        map.OnPress(ServiceCards.Answer, turn.InPerson(turn.AnswerAsync));
        map.OnPress(ServiceCards.Decline, turn.InPerson(turn.DeclineAsync));
        map.OnPress(ServiceCards.Show, turn.InPerson(turn.LeadAsync));
        map.OnPress(ActionCards.Record, turn.InPerson(turn.RecordAsync));
        map.OnPress(ActionCards.Done, turn.InPerson(turn.DoneAsync));
        map.OnPress(RequestCards.Show, turn.InPerson(turn.ShowAsync));
        map.OnPress(RequestCards.Read, turn.InPerson(turn.ReadAsync));
        map.OnPress(RequestCards.Close, turn.InPerson(turn.CloseAsync));
        map.OnDue(ChaseServices.Kind, chase.HandleAsync);
        told.Map(map);
    }
}

/// <summary>What requests tell, and what of it stands in people's lists.</summary>
public sealed class RequestTold(RequestDispatches dispatches, RequestsWaiting waiting, AnswersFollowed answers, RequestsFollowed requests)
{
    public void Map(FeatureMap map)
    {
        foreach (var dispatch in dispatches.All)
        {
            map.Sends(dispatch);
        }

        map.Waits(waiting);
        map.Follows(answers);
        map.Follows(requests);
    }
}

public static class ServiceRequestServices
{
    /// <summary>Adds service requests. Needs agreements, escalations, needs, themes, delivery and the directory; the host registers the school calendar and <see cref="RequestPolicy"/>.</summary>
    public static IServiceCollection AddServiceRequests(this IServiceCollection services) => services
        .AddSingleton<RequestStore>()
        .AddSingleton<RequestNews>()
        .AddSingleton<AskedBefore>()
        .AddSingleton<ServiceGate>()
        .AddSingleton<AskableMatters>()
        .AddSingleton<AskServices>()
        .AddSingleton<AnswerRequest>()
        .AddSingleton<RecordAction>()
        .AddSingleton<CloseRequest>()
        .AddSingleton<ChaseServices>()
        .AddSingleton<RequestLooks>()
        .AddSingleton<RequestTurn>()
        .AddSingleton<ServicesDesk>()
        .AddSingleton<ServicesTurn>()
        .AddSingleton<RequestDispatches>()
        .AddSingleton<RequestsWaiting>()
        .AddSingleton<AnswersFollowed>()
        .AddSingleton<RequestsFollowed>()
        .AddSingleton<RequestTold>()
        .AddSingleton<Feature, ServiceRequestFeature>();
}
