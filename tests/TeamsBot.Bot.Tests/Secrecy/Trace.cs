using System.Text;
using TeamsBot.Core.Tables;
using Xunit;

namespace TeamsBot.Bot.Tests.Secrecy;

/// <summary>All that is left of a run for somebody who reads what was stored, logged and sent.</summary>
internal sealed record Trace(IReadOnlyList<(Row Row, int Commit)> Rows, IReadOnlyList<string> Logged, IReadOnlyList<string> Sent, IReadOnlyList<string> Answers, IReadOnlyList<string> Seats, IReadOnlyList<string> People)
{
    private static readonly string[] Files = ["bot.db", "bot.db-wal"];

    /// <summary>The store's files, a character a byte; empty where the store is a service.</summary>
    public IReadOnlyList<string> Bytes { get; init; } = [];

    public static async Task<Trace> OfAsync(SecretRun run) => new(
        await run.Table.AllAsync(), [.. run.Logged], [.. run.Sent], [.. run.Answers], [.. SecretRun.Schools.Select(school => $"school-{school}")], [.. run.Heads.Select(head => head.Value)]);

    /// <summary>The files of the embedded store. Of the log: its pages, without the salts and checksums that it makes anew each time.</summary>
    public static IReadOnlyList<string> BytesIn(string folder) => [.. Files.Select(name => Path.Combine(folder, name)).Where(File.Exists).Select(path => path.EndsWith("wal", StringComparison.Ordinal) ? PagesOf(Read(path)) : Read(path))];

    /// <summary>Every row with its content and with what its stamp tells: which commit wrote it last.</summary>
    public IEnumerable<string> Stored => Rows.Select(row => $"{row.Commit} {TextOf(row.Row)}");

    /// <summary>What somebody can tell who knows the poll's options: for each seat, what is named where that seat or its voter alone is.</summary>
    public IReadOnlyDictionary<string, string> Relink()
    {
        var found = new Dictionary<string, string>();
        foreach (var (row, commit) in Rows.Where(row => row.Row.Partition.Contains("|poll|", StringComparison.Ordinal)))
        {
            if (SeatOf(TextOf(row)) is not { } seat)
            {
                continue;
            }

            // The row itself, and what was last written together with it: the box is left out, because every later vote wrote it again.
            var together = Rows.Where(other => other.Commit == commit && other.Row.Key != Box.Key).SelectMany(other => SecretRun.OptionsIn(TextOf(other.Row)));
            Add(seat, string.Join(',', together));
        }

        foreach (var line in Logged)
        {
            Add(SeatOf(line), string.Join(',', SecretRun.OptionsIn(line)));
        }

        return found;

        void Add(string? seat, string options)
        {
            if (seat is not null && options.Length > 0)
            {
                found[seat] = options;
            }
        }
    }

    /// <summary>While voting runs: the box has its content, and that is all that may differ.</summary>
    public Trace WithoutTheBox() => this with { Rows = [.. Rows.Where(row => row.Row.Key != Box.Key)], Bytes = [] };

    public void AssertTellsNoMoreThan(Trace other)
    {
        Assert.Equal(other.Stored, Stored);
        Assert.Equal(other.Logged, Logged);
        Assert.Equal(other.Sent, Sent);
        Assert.Equal(other.Answers, Answers);
        Assert.True(other.Bytes.SequenceEqual(Bytes), "The bytes of the store's files differ.");
    }

    public bool TellsMoreThan(Trace other) =>
        !(Stored.SequenceEqual(other.Stored) && Logged.SequenceEqual(other.Logged) && Sent.SequenceEqual(other.Sent) && Answers.SequenceEqual(other.Answers) && Bytes.SequenceEqual(other.Bytes));

    // A text that names several seats, as a matter's evidence does, says of none what it chose.
    private string? SeatOf(string text)
    {
        var named = Seats.Where((seat, at) => text.Contains(seat, StringComparison.Ordinal) || text.Contains(People[at], StringComparison.Ordinal)).ToList();
        return named.Count == 1 ? named[0] : null;
    }

    private static string TextOf(Row row) => $"{row.Partition} {row.Key} {string.Join(' ', row.Fields.Select(field => $"{field.Key}={field.Value}"))}";

    private static string Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Encoding.Latin1.GetString(copy.ToArray());
    }

    private static string PagesOf(string log)
    {
        const int Header = 32, FrameHeader = 24, Page = 4096, Numbers = 8;
        var pages = new StringBuilder();
        for (var at = Header; at + FrameHeader + Page <= log.Length; at += FrameHeader + Page)
        {
            pages.Append(log, at, Numbers).Append(log, at + FrameHeader, Page);
        }

        return pages.ToString();
    }
}
