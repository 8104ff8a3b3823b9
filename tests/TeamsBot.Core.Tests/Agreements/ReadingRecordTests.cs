using TeamsBot.Core.Agreements;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Agreements;

public sealed class ReadingRecordTests
{
    private const string Partition = "t|matter|m";
    private static readonly PersonId Chair = new("chair"), Clerk = new("clerk");

    private readonly InMemoryTable table = new();
    private readonly ManualClock clock = new(A.Opened);

    [Fact]
    public async Task T5_Note_TheSameVersionOnTheSameDay_IsOneRow_AndAnotherDayVersionOrPersonAnother()
    {
        await NoteAsync(Chair, 1, Shown.Sent);
        await NoteAsync(Chair, 1);
        await NoteAsync(Clerk, 1);
        await NoteAsync(Chair, 2);
        clock.MoveTo(A.Opened.AddDays(1));
        await NoteAsync(Chair, 2);

        var readings = await new ReadingRecord(table, clock).OfAsync(Partition, default);
        Assert.Equal(
            [(Chair, 1L, A.Opened, Shown.Sent), (Chair, 2L, A.Opened, Shown.Opened), (Clerk, 1L, A.Opened, Shown.Opened), (Chair, 2L, A.Opened.AddDays(1), Shown.Opened)],
            readings.Select(reading => (reading.Who, reading.Version, reading.At, reading.How)).OrderBy(reading => reading.At).ThenBy(reading => reading.Who.Value, StringComparer.Ordinal).ThenBy(reading => reading.Version));
    }

    [Fact]
    public async Task T5_T6_Note_ByManyAtOnce_ChainsEveryReading()
    {
        await Task.WhenAll(Enumerable.Range(1, 20).Select(reader => NoteAsync(new($"p{reader:D2}"), 1)));

        var chain = table.AllRows.Where(row => row.Key.StartsWith("reading|", StringComparison.Ordinal)).OrderBy(row => row.Key, StringComparer.Ordinal).ToList();
        Assert.Equal(20, chain.Count);
        Assert.Equal(AuditChain.Of(table.AllRows.Single(row => row.Key == "readings").Fields), AuditChain.Follow("reading", chain));
        Assert.Equal(20, (await new ReadingRecord(table, clock).OfAsync(Partition, default)).Count);
    }

    private Task NoteAsync(PersonId who, int version, Shown how = Shown.Opened) => new ReadingRecord(table, clock).NoteAsync(Partition, who, "matter", version, how, default);
}
