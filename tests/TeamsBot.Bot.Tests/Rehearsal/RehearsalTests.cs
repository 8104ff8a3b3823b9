using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using TeamsBot.Adapters.Connector;
using TeamsBot.Bot.Local;
using TeamsBot.Bot.Rehearsal;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;
using TeamsBot.LocalTeams;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Bot.Tests.Rehearsal;

/// <summary>What a rehearsal reports, and that it sees when a promise is broken.</summary>
[Collection(nameof(Rehearsal))]
public sealed class RehearsalTests
{
    [SkippableFact]
    public async Task Rehearse_OnARealCounty_ShowsEveryOutcomeAndAnswerAndKeepsEveryPromise()
    {
        var county = Require.SharedFile("data/lancashire");

        var ended = await RehearsalProcess.RunAsync(county);

        Assert.True(ended.ExitCode == 0, ended.Output + ended.Errors);
        Assert.Empty(ended.Broken);
        Assert.Equal((607, 36, 36), (ended.Summary.GetProperty("schools").GetInt32(), ended.Summary.GetProperty("groups").GetInt32(), ended.Summary.GetProperty("channels").GetInt32()));
        Assert.Equal((30, 30), (ended.Count("rounds", "started"), ended.Count("rounds", "finished")));
        Assert.InRange(ended.Count("polls", "opened"), 30 + ended.Count("rounds", "agreed"), 60); // A network's poll, and its round's.
        Assert.Equal(ended.Count("polls", "opened"), new[] { "agreed", "notAgreed", "tied", "notQuorate" }.Sum(outcome => ended.Count("polls", outcome)));
        Assert.Equal(ended.Count("ballots", "acknowledged"), ended.Count("ballots", "counted"));
        Assert.Equal((607, ended.Count("consultation", "counted")), (ended.Count("consultation", "asked"), ended.Count("consultation", "acknowledged")));
        Assert.Equal(ended.Count("deliveries", "planned"), new[] { "sent", "failed", "uncertain" }.Sum(state => ended.Count("deliveries", state)));
        Assert.Equal((36, 36), (ended.Count("digest", "recipients"), ended.Count("digest", "sent")));
        (string Part, string[] Names)[] occur =
        [
            ("polls", ["agreed", "notAgreed", "tied", "notQuorate", "secret"]),
            ("ballots", ["sent", "counted", "refused", "late", "repeated", "changed"]),
            ("consultation", ["sent", "counted", "refused", "late", "repeated", "changed"]),
            ("rounds", ["agreed", "skipped", "proposals", "merges", "causes", "approaches"]),
            ("escalations", ["raised", "acknowledged", "accepted", "asked", "declined", "referred", "returned", "resolved", "sentAgain"]),
            ("steps", ["reminders", "covers", "agenda"]),
            ("patterns", ["locality", "partnership", "joined", "keptApart"]),
            ("services", ["asked", "answered", "noCapacity", "chased", "observed"]),
            ("concerns", ["raised", "closed"]),
            ("projects", ["started", "schools"]),
            ("deliveries", ["sent", "uncertain", "ambiguous"]),
        ];
        Assert.All(occur.SelectMany(part => part.Names, (part, name) => (part.Part, name)), count => Assert.NotEqual(0, ended.Count(count.Part, count.name)));
        var tiers = ended.Summary.GetProperty("tiers").EnumerateArray().ToList();
        Assert.Equal(["locality", "partnership"], tiers.Select(tier => tier.GetProperty("tier").GetString()));
        Assert.All(tiers, tier => Assert.True(tier.GetProperty("medianWorkingDaysToAnswer").GetDouble() >= tier.GetProperty("medianWorkingDaysToAcknowledge").GetDouble()));
        Assert.True(ended.Summary.GetProperty("seconds").GetDouble() > 0);
        Assert.False(string.IsNullOrEmpty(ended.Summary.GetProperty("digest").GetProperty("period").GetString()));
    }

    [Fact]
    public async Task Rehearse_WithTheSameSeed_GivesTheSameObjectButForSeconds()
    {
        var (once, again, other) = (await FreshAsync(seed: 3), await FreshAsync(seed: 3), await FreshAsync(seed: 4));

        Assert.Equal(once.ToJson(), again.ToJson());
        Assert.NotEqual(once.ToJson(), other.ToJson());
    }

    [Fact]
    public async Task Rehearse_OfAFinishedRun_OnlyReportsAgain()
    {
        using var run = await KeptRun.OnAsync("sqlite", seed: 1);
        var played = await run.PlayAsync();

        // Two boards with two networks each raise no pattern: the real county does.
        Assert.Equal((0, 0, 0), (played.Patterns.Locality, played.Patterns.Partnership, played.Patterns.County));
        Assert.Equal((8, 2, 2, 4), (played.Services.Asked, played.Services.NoCapacity, played.Concerns.Closed, played.Projects.Schools));
        Assert.NotEqual(0, played.Steps.Covers);
        var posts = await CountRowsAsync(run);

        var again = await run.PlayAsync();

        Assert.Equal((played with { Seconds = 0 }).ToJson(), (again with { Seconds = 0 }).ToJson());
        Assert.Equal(posts, await CountRowsAsync(run));
    }

    [Fact]
    public async Task Rehearse_AfterABallotWasRemovedFromTheStore_SeesItAndFails()
    {
        using var run = await KeptRun.OnAsync("sqlite", seed: 1);
        Assert.Empty((await run.PlayAsync()).Broken);

        var removed = await run.ReadAsync(RemoveABallotAsync);
        var ended = await run.RunAsync();

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(ended.Broken, line => line.Contains(removed, StringComparison.Ordinal) && line.Contains("the store holds no ballot", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rehearse_AfterAPostWasDoubledInTeams_SeesItAndFails()
    {
        using var run = await KeptRun.OnAsync("sqlite", seed: 1);
        Assert.Empty((await run.PlayAsync()).Broken);

        var doubled = await PostOnceMoreAsync(run.Folder);
        var ended = await run.RunAsync();

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(ended.Broken, line => line.Contains("belong to no delivery", StringComparison.Ordinal) && line.Contains(doubled, StringComparison.Ordinal));
    }

    private static async Task<Summary> FreshAsync(int seed) =>
        await RehearsalRun.PlayAsync(new(FirstStart.Sample, seed, OnAzure: false, Connection: null, Run: null, Path.GetTempPath()), _ => { }, default) with { Seconds = 0 };

    private static Task<int> CountRowsAsync(KeptRun run) => run.ReadAsync(async table => await new DeliveryRecords(table).OfTenantAsync(LocalBot.Tenant, default).CountAsync());

    /// <returns>The seat whose ballot is gone.</returns>
    private static async Task<string> RemoveABallotAsync(ITable table)
    {
        // A secret poll has none.
        var polls = await new DeliveryRecords(table).OfTenantAsync(LocalBot.Tenant, default).Select(row => row.Partition).Where(partition => partition.Contains("|poll|", StringComparison.Ordinal)).Distinct().ToListAsync();
        var ballot = await polls.ToAsyncEnumerable().SelectMany(poll => table.ScanAsync(poll, KeyRange.Under("ballot|"), default)).FirstAsync();
        Assert.Equal(Committed.Done, await table.CommitAsync(ballot.Partition, [Write.Delete(ballot)], default));
        return ballot.Key["ballot|".Length..];
    }

    /// <summary>What a second sender would do: the same card once more, over the connector, with a good token.</summary>
    /// <returns>The id of the post that nobody planned.</returns>
    private static async Task<string> PostOnceMoreAsync(string folder)
    {
        const string Secret = "of this start only";
        await using var teams = await LocalTeamsServer.StartAsync(
            new() { StateFile = Path.Combine(folder, "teams.db"), TenantId = LocalBot.Tenant.Value, AppId = LocalBot.AppId, AppSecret = Secret, Clock = new ManualClock(new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero)) },
            default);
        using var http = new HttpClient();
        using var credential = new LocalCredential(http, teams.TokenEndpoint, LocalBot.AppId, Secret, TimeProvider.System);
        var token = await credential.GetTokenAsync(new TokenRequestContext(["https://api.botframework.com/.default"]), default);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        var post = (await http.GetFromJsonAsync<JsonObject>(new Uri(teams.Address, "/client/posts?limit=50")))!["posts"]!.AsArray()[^1]!; // Not the first, which are forms that somebody typed for.
        var activity = new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = post["card"]!.DeepClone() }),
        };
        using var response = await http.PostAsJsonAsync($"{teams.ServiceUrl.ToString().TrimEnd('/')}/v3/conversations/{Uri.EscapeDataString((string)post["conversation"]!)}/activities", activity);
        return (string)(await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }
}
