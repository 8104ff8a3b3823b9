using Microsoft.Playwright;
using TeamsBot.Bot.Commands;
using TeamsBot.Bot.Local;
using TeamsBot.Bot.Settings;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using Xunit;

namespace TeamsBot.Bot.Tests.Minutes;

/// <summary>The commands <c>minutes</c> and <c>recount</c> on the store of a bot whose polls have closed.</summary>
[Collection(nameof(Chromium))]
public sealed class MinutesCommandTests(Chromium chromium) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("teamsbot-minutes-").FullName;
    private readonly StringWriter told = new(), wrong = new();

    [SkippableFact]
    public async Task Minutes_OfAll_AreAPageForEverybodyAndATableEach()
    {
        await using var running = await ClosedAsync();

        Assert.Equal(0, await WriteAsync(running, null));
        var first = Contents();
        Assert.Equal(0, await WriteAsync(running, null));

        Assert.Equal(8, first.Count);
        Assert.Equal(first, Contents());
        Assert.All(first.Keys, name => Assert.Matches("^minutes-[a-z0-9]+\\.(html|csv)$", name)); // No half-written file is left.
        Assert.Equal("", wrong.ToString());
        foreach (var width in (int[])[1280, 320])
        {
            await LookAtAsync(first.Keys.First(name => name.EndsWith(".html", StringComparison.Ordinal)), width);
        }
    }

    private async Task LookAtAsync(string name, int width)
    {
        var page = await chromium.OpenAsync(width);
        var fetched = new List<string>();
        page.Request += (_, request) => fetched.Add(request.Url);

        await page.GotoAsync(new Uri(Path.Combine(folder, name)).AbsoluteUri);

        await Accessibility.CheckAsync(page);
        Assert.Single(fetched);
        Assert.Equal(0, await page.Locator("script").CountAsync());
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal(0, await page.EvaluateAsync<int>("() => [...document.querySelectorAll('.table')].filter(table => getComputedStyle(table).overflowX !== 'visible').length"));
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Minutes_OfNoPollAnOpenPollOrIntoNoFolder_SayWhyAndWriteNothing()
    {
        await using var running = await RunningBot.StartAsync();
        await FirstStart.SampleAsync(running.Bot, default);
        var open = await OpenPollAsync(running);
        var file = Path.Combine(folder, "a-file");
        await File.WriteAllTextAsync(file, "");

        Assert.Equal(1, await WriteAsync(running, "nobodys"));
        Assert.Equal(1, await WriteAsync(running, "a|b"));
        Assert.Equal(1, await WriteAsync(running, open));
        Assert.Equal(0, await WriteAsync(running, null));
        Assert.Contains("There is no poll nobodys.", wrong.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{open}: not written. It is open until", wrong.ToString(), StringComparison.Ordinal);
        Assert.Contains("No poll has closed yet", told.ToString(), StringComparison.Ordinal);
        Assert.Equal(["a-file"], Contents().Keys);

        await CloseAsync(running);
        var fault = await Assert.ThrowsAsync<IOException>(() => MinutesCommand.WriteAsync(RecordsOf(running), null, file, told, wrong, default));
        Assert.StartsWith($"Minutes cannot be written to {file}: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recount_OfAll_AgreesUntilARowIsTamperedWith()
    {
        await using var running = await ClosedAsync();

        var before = await RecountCommand.ReportAsync(RecordsOf(running), null, default);
        await RemoveABallotAsync(running, before.Polls[0].Id);
        var after = await RecountCommand.ReportAsync(RecordsOf(running), null, default);
        var named = await RecountCommand.ReportAsync(RecordsOf(running), before.Polls[0].Id, default);

        Assert.True(before.Agrees);
        Assert.Equal((4, 4), (before.Recounted, before.Agreeing));
        Assert.False(after.Agrees);
        Assert.Equal((4, 3), (after.Recounted, after.Agreeing));
        Assert.Contains("its ballot is missing", after.ToText(), StringComparison.Ordinal);
        Assert.Equal(after.Polls[0].Differences, Assert.Single(named.Polls).Differences);
        Assert.False((await RecountCommand.ReportAsync(RecordsOf(running), "nobodys", default)).Agrees);
        Assert.Equal(1, await WriteAsync(running, before.Polls[0].Id));
        Assert.Contains("written, and a recount does not agree.", wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WhereNoStoreIsOrABotHoldsIt_SaysWhatToDo()
    {
        var none = await Assert.ThrowsAsync<SettingsException>(() => OpenedRecords.OpenAsync(folder, default));
        Assert.Contains($"There is no store in {folder}. Start the bot there first", none.Message, StringComparison.Ordinal);

        await using var running = await RunningBot.StartAsync();
        var held = await Assert.ThrowsAsync<IOException>(() => OpenedRecords.OpenAsync(running.Bot.DataFolder, default));
        Assert.Contains("is held by", held.Message, StringComparison.Ordinal);
        Assert.Contains("Stop the bot", held.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("minutes", "--to", "x")]
    [InlineData("minutes", "--all")]
    [InlineData("minutes", "poll-1", "--all", "--to", "x")]
    [InlineData("recount", "poll-1", "--all")]
    public void Parse_WithoutWhatIsNeeded_IsAnError(params string[] arguments) => Assert.NotEmpty(BotCommand.Root().Parse(arguments).Errors);

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        told.Dispose();
        wrong.Dispose();
    }

    private static OpenedRecords RecordsOf(RunningBot running) => OpenedRecords.Of(running.Bot.Table, LocalBot.Tenant, running.Clock);

    private Task<int> WriteAsync(RunningBot running, string? id) => MinutesCommand.WriteAsync(RecordsOf(running), id, folder, told, wrong, default);

    private SortedDictionary<string, string> Contents() => new(Directory.GetFiles(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllText), StringComparer.Ordinal);

    private static async Task<RunningBot> ClosedAsync()
    {
        var running = await RunningBot.StartAsync();
        await FirstStart.SampleAsync(running.Bot, default);
        await CloseAsync(running);
        return running;
    }

    private static Task CloseAsync(RunningBot running) => running.MoveToAsync(running.Clock.GetUtcNow().AddDays(8));

    private static async Task<string> OpenPollAsync(RunningBot running)
    {
        var start = $"{LocalBot.Tenant}|poll|";
        return (await new DeliveryRecords(running.Bot.Table).OfTenantAsync(LocalBot.Tenant, default).FirstAsync(row => row.Partition.StartsWith(start, StringComparison.Ordinal))).Partition[start.Length..];
    }

    private static async Task RemoveABallotAsync(RunningBot running, string poll)
    {
        var partition = PollStore.Partition(LocalBot.Tenant, new(poll));
        var ballot = await running.Bot.Table.ScanAsync(partition, KeyRange.Under("ballot|"), default).FirstAsync();
        Assert.Equal(Committed.Done, await running.Bot.Table.CommitAsync(partition, [Write.Delete(ballot)], default));
    }
}
