using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TeamsBot.Adapters.Connector;
using TeamsBot.Adapters.Graph;
using TeamsBot.Adapters.Tables;
using TeamsBot.Bot.Settings;
using TeamsBot.Core;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Concerns;
using TeamsBot.Core.Consultations;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Minutes;
using TeamsBot.Core.Needs;
using TeamsBot.Core.Patterns;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Projects;
using TeamsBot.Core.Registers;
using TeamsBot.Core.Resources;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;
using TeamsBot.Core.Workspace;

namespace TeamsBot.Bot;

/// <summary>Puts the bot together. A new feature is a line in <see cref="AddFeatures"/>.</summary>
internal static class Composition
{
    public static IServiceCollection AddBot(this IServiceCollection services, Deployment deployment) => services
        .AddOutsideWorld(deployment)
        .AddConversations()
        .AddFeatures();

    private static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddDirectory()
        .AddSingleton(provider => Setting(() => AgreementTerms.Read(provider.GetRequiredService<IConfiguration>()[AgreementTerms.Setting])))
        .AddAgreements()
        .AddWorkspace()
        .AddDelivery()
        .AddPolls()
        .AddPollReminders()
        .AddThemes()
        .AddResources()
        .AddProjects()
        .AddRounds()
        .AddCauses()
        .AddApproaches()
        .AddEscalations()
        .AddDeadlines()
        .AddSingleton(provider => Setting(() => RequestPolicy.Read(key => provider.GetRequiredService<IConfiguration>()[$"{RequestPolicy.Section}:{key}"])))
        .AddServiceRequests()
        .AddNeeds()
        .AddSingleton(provider => Setting(() => ConcernOptions.Read(provider.GetRequiredService<IConfiguration>()[ConcernOptions.Setting])))
        .AddConcerns()
        .AddPatterns()
        .AddConsultations()
        .AddDigests()
        .AddMinutes()
        .AddRegisters()
        .AddWaiting();

    // A feature says what is wrong with its setting and names the key; the host refuses to start with it, as with every other.
    private static T Setting<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException wrong)
        {
            throw new SettingsException([wrong.Message]);
        }
    }

    private static IServiceCollection AddDirectory(this IServiceCollection services)
    {
        services.TryAddSingleton<Func<PersonId>>(ImportDirectory.RandomPersonId);
        return services.AddSingleton<DirectoryStore>().AddSingleton<Bindings>().AddSingleton<ImportDirectory>();
    }

    private static IServiceCollection AddConversations(this IServiceCollection services) => services
        .AddIds()
        .AddSingleton<FeatureMap>()
        .AddSingleton<Feature, HelpFeature>()
        .AddSingleton(_ => ReadStarterOptions())
        .AddSingleton(_ => ReadStarterQuestions())
        .AddSingleton(_ => ReadSchoolCalendar())
        .AddSingleton(_ => ReadStarterThemes())
        .AddSingleton(provider => PatternSettings.Read(provider.GetRequiredService<IConfiguration>()))
        .AddSingleton(provider => ReadStarterResources(provider.GetRequiredService<StarterThemes>()))
        .AddSingleton(_ => ReadCausesChoices())
        .AddSingleton(provider => new AddressBook(provider.GetRequiredService<ITable>(), provider.GetRequiredService<Bindings>(), provider.GetRequiredService<Deployment>().ServiceUrl))
        .AddSingleton<Turn>()
        .AddSingleton<Replies>()
        .AddSingleton<EngineDriver>()
        .AddSingleton<EngineLoop>()
        .AddSingleton<Beginnings>();

    // A rehearsal brings ids of its own, made from its seed.
    private static IServiceCollection AddIds(this IServiceCollection services)
    {
        services.TryAddSingleton<NewId>(() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10)));
        return services;
    }

    private static StarterOptions ReadStarterOptions()
    {
        using var file = File.OpenText(Path.Combine(AppContext.BaseDirectory, "sample", "priorities.csv"));
        return StarterOptions.Read(file);
    }

    private static StarterQuestions ReadStarterQuestions()
    {
        using var file = File.OpenText(Path.Combine(AppContext.BaseDirectory, "sample", "consultation.csv"));
        return StarterQuestions.Read(file);
    }

    private static SchoolCalendar ReadSchoolCalendar()
    {
        var read = SchoolCalendarFile.Read(Path.Combine(AppContext.BaseDirectory, "sample", SchoolCalendarFile.Name));
        return read.Calendar ?? throw new InvalidOperationException($"The school calendar cannot be read. {string.Join(' ', read.Problems)}");
    }

    private static StarterThemes ReadStarterThemes()
    {
        var read = ThemeFile.Read(Path.Combine(AppContext.BaseDirectory, "sample", ThemeFile.Name));
        return new(read.List ?? throw new InvalidOperationException($"The starter list of themes cannot be read. {string.Join(' ', read.Problems)}"));
    }

    private static StarterResources ReadStarterResources(StarterThemes themes)
    {
        var read = ResourceFile.Read(Path.Combine(AppContext.BaseDirectory, "sample", ResourceFile.Name), themes.List);
        return read.Resources ?? throw new InvalidOperationException($"The starter list of resources cannot be read. {string.Join(' ', read.Problems)}");
    }

    private static CausesChoices ReadCausesChoices()
    {
        var (choices, problems) = CausesChoices.Read(Path.Combine(AppContext.BaseDirectory, "sample"));
        return choices ?? throw new InvalidOperationException($"The lists of causes and pupil groups cannot be read. {string.Join(' ', problems)}");
    }

    private static IServiceCollection AddOutsideWorld(this IServiceCollection services, Deployment deployment) => services
        .AddSingleton(deployment)
        .AddSingleton(deployment.Table)
        .AddSingleton(deployment.Table is SqliteTable ? LeaseOwner.Local : LeaseOwner.ForThisProcess())
        .AddSingleton(deployment.Clock)
        .AddSingleton(deployment.Responses)
        .AddSingleton(deployment.Connector)
        .AddSingleton(new AllowedTenants(deployment.Tenants))
        .AddSingleton(_ => Wire.Client())
        .AddSingleton(provider => new SigningKeys(provider.GetRequiredService<HttpClient>(), deployment.Connector, TimeProvider.System, provider.GetRequiredService<ILogger<SigningKeys>>()))
        .AddSingleton<InboundTokens>()
        .AddSingleton<UnsignedClients>()
        .AddSingleton<Inbound>()
        .AddSingleton(provider => new SignIn(deployment.Credential, provider.GetRequiredService<ILogger<SignIn>>()))
        .AddSingleton<IWorkspace>(provider => new GraphWorkspace(provider.GetRequiredService<SignIn>(), deployment.Graph))
        .AddSingleton<ITeams>(provider => TeamsOf(provider, deployment.Connector));

    private static ITeams TeamsOf(IServiceProvider provider, ConnectorOptions connector)
    {
        var (http, book) = (provider.GetRequiredService<HttpClient>(), provider.GetRequiredService<AddressBook>());
        var teams = new ConnectorTeams(http, provider.GetRequiredService<SignIn>(), connector, book);
        return connector.Anonymous ? new WindowedTeams(teams, new ConnectorTeams(http, credential: null, connector, book), provider.GetRequiredService<UnsignedClients>()) : teams;
    }
}

/// <summary>How the bot speaks HTTP: no redirects, no cookies, a bounded wait; wire time.</summary>
internal static class Wire
{
    public static HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };
}
