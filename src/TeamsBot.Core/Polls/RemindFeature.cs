using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Polls;

/// <summary>Reminders of open polls (rule V20).</summary>
public sealed class RemindFeature(RemindVoters remind, RemindCards cards) : Feature
{
    public override void Map(FeatureMap map)
    {
        map.OnDue(RemindVoters.Kind, remind.HandleAsync);
        map.Sends(cards);
    }
}

public static class RemindServices
{
    /// <summary>Adds reminders to polls. The host registers a <see cref="Calendar.SchoolCalendar"/>.</summary>
    public static IServiceCollection AddPollReminders(this IServiceCollection services) => services
        .AddSingleton<PollAgenda>()
        .AddSingleton<RemindStore>()
        .AddSingleton<RemindVoters>()
        .AddSingleton<RemindCards>()
        .AddSingleton<Feature, RemindFeature>();
}
