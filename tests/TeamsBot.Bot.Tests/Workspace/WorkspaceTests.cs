using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Adapters.Graph;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Workspace;
using TeamsBot.Testing;
using Xunit;
using Xunit.Abstractions;

namespace TeamsBot.Bot.Tests.Workspace;

/// <summary>The workspace through the Graph SDK, over real HTTP with real tokens, against a local Teams that refuses what Graph refuses.</summary>
public sealed class WorkspaceTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Ensure_TheSampleCounty_IsSetUpOnceAndFoundTheSecondTime()
    {
        await using var bot = await RunningBot.StartAsync();
        var register = await ImportAsync(bot, FirstStart.Sample);

        var (first, made) = await RunAsync(bot);
        var (second, found) = await RunAsync(bot);

        Assert.Equal((3, 8), (first.Teams, first.Channels));
        Assert.Equal(register.People.Count(), first.Accounts);
        Assert.Empty(first.NoAccount);
        Assert.Empty(first.Problems);
        Assert.Equal((3, 8), (second.Teams, second.Channels));
        Assert.All(found, request => Assert.StartsWith("GET ", request, StringComparison.Ordinal));
        Assert.True(made.Count > found.Count);
        await AssertEveryGroupIsReachedAsync(bot, register);
    }

    [Theory, InlineData("acceptThen502"), InlineData("throttle"), InlineData("accept202")]
    public async Task Ensure_TeamsMisbehaves_NothingIsMadeTwice(string kind)
    {
        await using var bot = await RunningBot.StartAsync();
        var register = await ImportAsync(bot, FirstStart.Sample);
        using var asked = await bot.Teams.PostAsJsonAsync("/client/misbehave", new { next = new[] { new { kind, operation = "graph", count = 25 } } });
        asked.EnsureSuccessStatusCode();

        var (report, _) = await RunAsync(bot);

        Assert.Equal((3, 8), (report.Teams, report.Channels));
        Assert.Empty(report.Problems);
        await AssertEveryGroupIsReachedAsync(bot, register);
    }

    [SkippableFact]
    public async Task Ensure_TheRealCounty_HasAChannelForEveryGroup()
    {
        var folder = Require.SharedFile("data/lancashire");
        await using var bot = await RunningBot.StartAsync();
        var register = await ImportAsync(bot, folder);
        var watch = Stopwatch.StartNew();

        var (report, requests) = await RunAsync(bot);

        output.WriteLine($"{requests.Count} requests in {watch.Elapsed.TotalSeconds:F1} s");
        Assert.Equal((6, 36, 847), (report.Teams, report.Channels, report.Accounts));
        Assert.Empty(report.Problems);
        await AssertEveryGroupIsReachedAsync(bot, register);
    }

    private static async Task<Register> ImportAsync(RunningBot bot, string folder)
    {
        var import = bot.Bot.Services.GetRequiredService<ImportDirectory>();
        var register = Assert.IsType<ImportOutcome.Imported>(await import.HandleAsync(LocalBot.Tenant, folder, "bot", dryRun: false, CancellationToken.None)).Register;
        await bot.PostAsync("/admin/users", new { users = register.People.Select(person => new { upn = person.UserPrincipalName, name = person.Name }) });
        return register;
    }

    private static async Task<(WorkspaceReport Report, IReadOnlyCollection<string> Requests)> RunAsync(RunningBot bot)
    {
        using var recorder = new Recorder();
        var deployment = bot.Bot.Services.GetRequiredService<Deployment>();
        using var graph = new GraphWorkspace(deployment.Credential, deployment.Graph, recorder);
        var (store, directory, bindings) = (new WorkspaceStore(bot.Bot.Table), new DirectoryStore(bot.Bot.Table), new Bindings(bot.Bot.Table));
        var addresses = bot.Bot.Services.GetRequiredService<AddressBook>();
        var teams = new WorkspaceTeams(store, new WorkspaceChannels(store, addresses, graph, bot.Clock), graph, bot.Clock);
        var ensure = new EnsureWorkspace(store, directory, new WorkspacePeople(store, bindings, graph, bot.Clock), teams, bot.Clock);
        await ensure.BeginAsync(LocalBot.Tenant, CancellationToken.None);
        for (var steps = 0; steps < 5_000; steps++)
        {
            switch (await ensure.StepAsync(LocalBot.Tenant, CancellationToken.None))
            {
                case WorkspaceStep.Complete complete: return (complete.Report, recorder.Requests);
                case WorkspaceStep.Later later: bot.Clock.MoveTo(later.At); break;
            }
        }

        throw new InvalidOperationException("The run does not end.");
    }

    private static async Task AssertEveryGroupIsReachedAsync(RunningBot bot, Register register)
    {
        var addresses = bot.Bot.Services.GetRequiredService<AddressBook>();
        foreach (var group in register.Groups)
        {
            Assert.IsType<Route.Known>(await addresses.FindAsync(LocalBot.Tenant, new Target.Channel(group.Id), CancellationToken.None));
        }
    }

    private sealed class Recorder : DelegatingHandler
    {
        private readonly ConcurrentQueue<string> requests = new();

        public Recorder()
            : base(new SocketsHttpHandler())
        {
        }

        public IReadOnlyCollection<string> Requests => requests;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            requests.Enqueue($"{request.Method} {request.RequestUri}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
