using Microsoft.Extensions.DependencyInjection;

namespace TeamsBot.Core.Rounds;

public static class RoundServices
{
    /// <summary>Adds rounds to polls.</summary>
    public static IServiceCollection AddRounds(this IServiceCollection services) => services
        .AddSingleton<RoundStore>()
        .AddSingleton<ProposalStore>()
        .AddSingleton<RoundNews>();
}
