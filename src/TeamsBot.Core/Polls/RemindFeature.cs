using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Polls;

/// <summary>Reminders of open polls (rule V20).</summary>
public sealed class RemindFeature(RemindVoters remind, RemindCards cards, FinishReminders finish, RemindedCards finished) : Feature
{
    public override void Map(FeatureMap map)
    {
        map.OnDue(RemindVoters.Kind, remind.HandleAsync);
        map.OnDue(FinishReminders.Kind, finish.HandleAsync);
        map.Sends(cards);
        map.Sends(finished);
    }
}

public static class RemindServices
{
    /// <summary>Adds reminders, and the card about reach, to polls. The host registers a <see cref="Calendar.SchoolCalendar"/>.</summary>
    public static IServiceCollection AddPollReminders(this IServiceCollection services) => services
        .AddSingleton<PollAgenda>()
        .AddSingleton<RemindStore>()
        .AddSingleton<RemindNews>()
        .AddSingleton<RemindVoters>()
        .AddSingleton<FinishReminders>()
        .AddSingleton<RemindedCards>()
        .AddSingleton<RemindCards>()
        .AddSingleton<Feature, RemindFeature>()
        .AddSingleton<ReachClock>()
        .AddSingleton<ReachPoll>()
        .AddSingleton<ReachNews>()
        .AddSingleton<TellReach>()
        .AddSingleton<FinishReach>()
        .AddSingleton<TellChannel>()
        .AddSingleton<ReachReaders>()
        .AddSingleton<ReachTurn>()
        .AddSingleton<ReachDispatch>()
        .AddSingleton<ChannelReach>()
        .AddSingleton<Feature, ReachFeature>();
}
