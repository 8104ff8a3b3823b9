using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TeamsBot.Bot.Commands;
using TeamsBot.Bot.Local;
using TeamsBot.Bot.Tests.Secrecy;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Bot.Tests.Agreements;

/// <summary>A text that left the bot, and where it stands for whom.</summary>
/// <param name="Reader">The first part of the address of the only person who sees it; null where more than one may.</param>
internal sealed record Found(string Place, string? Reader, string Text);

/// <summary>
/// A life of the sample county over real HTTP, of which everything is kept that somebody may read outside the store: every post and update with its toast, every answer,
/// every log line from Trace on, every tag of a metric, every list of every person whenever somebody looks, and, when it is over, every export.
/// </summary>
internal sealed class WholeRun : IAsyncDisposable
{
    private readonly RecordedLog logged = new();
    private readonly List<string> measured = [];
    private readonly List<Found> lists = [];
    private readonly MeterListener meters = new();
    private RunningBot? running;

    private WholeRun()
    {
        meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Measured(instrument, tags));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Measured(instrument, tags));
        meters.Start();
    }

    public RunningBot Running => running ?? throw new InvalidOperationException("It has not begun.");

    public int LogLines => logged.Lines.Count;

    public static async Task<WholeRun> StartAsync()
    {
        var run = new WholeRun();
        run.running = await RunningBot.StartCountyAsync(services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(run.logged)));
        return run;
    }

    /// <summary>Everything, and for whom it was.</summary>
    public async Task<IReadOnlyList<Found>> AllAsync()
    {
        var found = new List<Found>();
        await LookAtListsAsync();
        found.AddRange(lists);
        found.AddRange(await ExportsAsync());
        found.AddRange(InTeams());
        lock (logged.Lines)
        {
            found.AddRange(logged.Lines.Select(line => new Found("log", null, line)));
        }

        lock (measured)
        {
            found.AddRange(measured.Distinct().Select(tags => new Found("metric", null, tags)));
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        meters.Dispose();
        await (running?.DisposeAsync() ?? ValueTask.CompletedTask);
        logged.Dispose();
    }

    private void Measured(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var line = new StringBuilder(instrument.Name);
        foreach (var tag in tags)
        {
            line.Append(' ').Append(tag.Key).Append('=').Append(tag.Value);
        }

        lock (measured)
        {
            measured.Add(line.ToString());
        }
    }

    /// <summary>Every command of every person, in their own chat: what a list shows of things that others may see.</summary>
    public async Task LookAtListsAsync()
    {
        var services = Running.Bot.Services;
        var (turn, map) = (services.GetRequiredService<Turn>(), services.GetRequiredService<FeatureMap>());
        foreach (var person in Query("SELECT users.upn, users.id, users.mri, chats.id FROM users JOIN chats ON chats.user = users.id ORDER BY users.n"))
        {
            var upn = person[0].Split('@')[0];
            var sender = new Sender(new(person[1]), person[2], new(LocalBot.Tenant, person[3], Running.Bot.Teams.ServiceUrl), IsPersonal: true);
            foreach (var word in map.Commands.Select(command => command.Word).ToList())
            {
                var reply = await turn.TakeAsync(new Incoming.Said(sender, word), default);
                lists.Add(new($"{word} of {upn}", upn, reply?.Answer is Answer.Show { Message: var message } ? $"{message.Summary} {message.Card.ToJson()}" : $"{reply?.Answer}"));
            }
        }
    }

    private async Task<IReadOnlyList<Found>> ExportsAsync()
    {
        var folder = Directory.CreateTempSubdirectory("teamsbot-exports-").FullName;
        try
        {
            using StringWriter told = new(), wrong = new();
            var records = OpenedRecords.Of(Running.Bot.Table, LocalBot.Tenant, Running.Clock);
            await MinutesCommand.WriteAsync(records, null, folder, told, wrong, default);
            var recount = await RecountCommand.ReportAsync(records, null, default);
            return [.. Directory.GetFiles(folder).Select(file => new Found("export", null, File.ReadAllText(file))), new("export", null, $"{told} {wrong}"), new("recount", null, recount.ToText())];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What Teams holds, from its own file: posts, every update of each, what was shown in answer, and the toasts.</summary>
    private List<Found> InTeams()
    {
        var people = Accounts().ToDictionary(pair => pair.Id, pair => pair.Upn);
        var chats = Query("SELECT id, user FROM chats").ToDictionary(row => row[0], row => people[row[1]]);
        var messages = Query("SELECT id, conversation, COALESCE(text, '') || ' ' || COALESCE(card, ''), COALESCE(summary, '') FROM messages");
        var places = messages.ToDictionary(row => row[0], row => row[1]);
        string Place(string conversation) => chats.ContainsKey(conversation) ? "chat" : "channel";
        return
        [
            .. messages.Select(row => new Found(Place(row[1]), chats.GetValueOrDefault(row[1]), row[2])),
            .. messages.Select(row => new Found("toast", null, row[3])),
            .. Query("SELECT message, activity FROM edits").Select(row => (Conversation: places[row[0]], Activity: row[1]))
                .Select(edit => new Found($"update in a {Place(edit.Conversation)}", chats.GetValueOrDefault(edit.Conversation), edit.Activity)),
            .. Query("SELECT conversation, user, COALESCE(card, '') || ' ' || COALESCE(text, '') FROM shown").Select(row => new Found($"answer in a {Place(row[0])}", people[row[1]], row[2])),
        ];
    }

    private List<(string Upn, string Id)> Accounts() => [.. Query("SELECT upn, id FROM users ORDER BY n").Select(row => (row[0].Split('@')[0], row[1]))];

    private List<string[]> Query(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Running.Bot.DataFolder, "teams.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are those above.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return rows;
    }
}
