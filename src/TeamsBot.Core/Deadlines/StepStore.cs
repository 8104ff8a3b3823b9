using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Deadlines;

/// <summary>Rows of the steps that the clock of a matter took, in the matter's partition: <c>step|&lt;name&gt;</c>, insert-only.</summary>
public sealed class StepStore(ITable table)
{
    internal const string Steps = "step|";

    /// <summary>Commits a step at the version of the matter that was read: its row, audit and what is to be told, or none of them. Lost where the matter moved on, or the step was done before.</summary>
    public Task<Committed> SaveAsync(StoredMatter read, FiredStep step, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        var (matter, number) = (read.Matter, read.Matter.Steps.Length + 1);
        var asked = step.Asked.IsEmpty ? "nobody" : string.Join(' ', step.Asked.Select(reader => reader.Person.Value));
        var (chain, audit) = matter.Audit.Append(MatterRows.Audit, "bot", $"step {step.Name} asks {asked}", step.At, matter.Version);
        return table.CommitAsync(
            MatterStore.Partition(matter.Tenant, matter.Id),
            [
                Write.Replace(read.Row, MatterRows.Write(matter with { Audit = chain, Steps = matter.Steps.Add(step) })),
                Write.Insert(Steps + step.Name, ToFields(step, number)),
                audit,
                .. intents,
            ],
            cancellation);
    }

    /// <summary>The first steps of a matter, as many as its row knows of.</summary>
    internal static async Task<ImmutableArray<FiredStep>> ReadAsync(ITable table, string partition, int count, CancellationToken cancellation)
    {
        if (count == 0)
        {
            return [];
        }

        var rows = await table.ScanAsync(partition, KeyRange.Under(Steps), cancellation).Select(row => row.Fields).ToListAsync(cancellation);
        return [.. rows.OrderBy(row => row.Number("number")).Take(count).Select(Read)];
    }

    private static Fields ToFields(FiredStep step, int number) => new(v: 1)
    {
        { "number", number },
        { "step", step.Step.ToString() },
        { "base", step.Base },
        { "version", step.Version },
        { "at", step.At },
        { "asked", TextOf(step.Asked) },
        { "told", TextOf(step.Told) },
    };

    private static FiredStep Read(Fields fields) => new(
        Enum.Parse<Step>(fields.Text("step")),
        (int)fields.Number("base"),
        (int)fields.Number("version"),
        fields.Instant("at"),
        ReadReaders(fields.Text("asked")),
        ReadReaders(fields.Text("told")));

    private static string TextOf(ImmutableArray<Reader> readers) => string.Join(',', readers.Select(reader => string.Create(CultureInfo.InvariantCulture, $"{reader.Person}|{reader.Role}")));

    private static ImmutableArray<Reader> ReadReaders(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(reader => reader.Split('|') is [var person, var role] ? new Reader(new(person), Enum.Parse<Role>(role)) : throw new FormatException($"'{reader}' names no reader."))];
}
