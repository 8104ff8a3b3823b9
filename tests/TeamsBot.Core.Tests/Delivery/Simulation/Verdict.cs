using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Tests.Delivery.Simulation;

/// <summary>Compares, at rest, what the rows say with what Teams really holds: the promises of design section 4, row by row.</summary>
internal sealed class Verdict
{
    private readonly County county;
    private readonly IReadOnlyList<Row> rows;
    private readonly Dictionary<string, List<(string ActivityId, string Words)>> posts;

    public Verdict(County county)
    {
        this.county = county;
        posts = county.Teams.Posts.GroupBy(post => Subject(post.Words)).ToDictionary(group => group.Key, group => group.Select(post => (post.ActivityId, post.Words)).ToList());
        foreach (var (words, times) in posts.Where(post => post.Value.Count > 1))
        {
            Broken.Add($"{words} was posted {times.Count} times");
        }

        rows = county.Table.AllRows;
        var intents = rows.Where(row => row.Key.StartsWith("intent|", StringComparison.Ordinal)).Select(IntentRow.From).ToList();
        Broken.AddRange(county.Logged.Where(line => line.Contains("had no due row", StringComparison.Ordinal)));
        var said = intents.Sum(Check);
        if (posts.Count > said)
        {
            Broken.Add($"{posts.Count} posts stand in Teams, {said} in the rows");
        }

        foreach (var matter in intents.GroupBy(intent => intent.Intent.Partition))
        {
            CheckShown(matter.Key, [.. matter]);
        }
    }

    public List<string> Broken { get; } = [];

    public Dictionary<DeliveryState, int> Ends { get; } = [];

    public int Reminders { get; private set; }

    public int Planned { get; private set; }

    /// <summary>How often a lease went from one process to another.</summary>
    public long TakeOvers => rows.Where(row => row.Key.StartsWith("shard|", StringComparison.Ordinal)).Sum(row => row.Fields.Number("fence") - 1);

    private static string Subject(string words) => words.Split('=')[0];

    private List<DeliveryRow> RowsOf(Intent intent) =>
        [.. rows.Where(row => row.Partition == intent.Partition && row.Key.StartsWith(DeliveryRow.Prefix(intent.Name), StringComparison.Ordinal)).Select(DeliveryRow.From)];

    /// <returns>How many of its rows were delivered as posts, or may have been.</returns>
    private int Check(IntentRow intent)
    {
        var planned = RowsOf(intent.Intent);
        var recipients = int.Parse(intent.Intent.Subject.Split('|')[0], null);
        if (intent.State is not IntentState.Settled || intent.Recipients != recipients || planned.Count(row => !row.IsReminder) != recipients)
        {
            Broken.Add($"{intent.Key} of {intent.Intent.Partition} is {intent.State} with {planned.Count} rows for {recipients} recipients");
        }

        Planned += planned.Count;
        return planned.Sum(row => Check(intent.Intent, row));
    }

    private int Check(Intent intent, DeliveryRow row)
    {
        var words = Notices.Words(intent, row.RecipientKey);
        var posted = posts.GetValueOrDefault(words, []);
        Ends[row.State] = Ends.GetValueOrDefault(row.State) + 1;
        Reminders += row.IsReminder ? 1 : 0;
        var isRight = row.State switch
        {
            DeliveryState.Sent when row.Card is { } card => county.Teams.Updates.Any(update => update.ActivityId == card && Subject(update.Words) == words),
            DeliveryState.Sent => posted is [var post] && post.ActivityId == row.ActivityId,
            DeliveryState.Failed => posted.Count == 0,
            DeliveryState.Uncertain => county.Ambiguous.Contains(words) || county.Processes.Single(process => process.Name == row.By.Owner) is { IsDead: true } or { WasPaused: true },
            _ => false,
        };
        if (!isRight)
        {
            Broken.Add($"{words} is {row.State} ({row.Why}) and was posted {posted.Count} times");
        }

        return posted.Count;
    }

    /// <summary>Where the last change was sent to a card, the card shows the last change, in whatever order the updates went.</summary>
    private void CheckShown(string partition, IReadOnlyList<IntentRow> intents)
    {
        var last = rows.Single(row => row.Partition == partition && row.Key == "notice").Fields.Number("number");
        var lastSent = intents.Where(intent => intent.Intent.Name == $"change-{last}").SelectMany(intent => RowsOf(intent.Intent)).Where(row => row.State is DeliveryState.Sent);
        if (county.Processes.Any(process => process.DiedDuringALateUpdate))
        {
            return;
        }

        foreach (var row in lastSent)
        {
            var shown = county.Teams.Shown(row.ActivityId!);
            if (!shown.EndsWith($"={last}", StringComparison.Ordinal))
            {
                Broken.Add($"{partition} shows {shown} after {last} changes");
            }
        }
    }
}
