using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Patterns;

/// <summary>A matter that a joint answer goes to, and its last move at that moment: what moves it in between keeps its own answer.</summary>
public sealed record JointTarget(MatterId Matter, int Version);

/// <summary>One answer to several matters (rule E6). It is committed first, and then made a move of each matter, however often that is taken up again.</summary>
/// <param name="Number">1 for the pattern's first, one more at each.</param>
/// <param name="From">The version of the pattern on the card that was pressed.</param>
/// <param name="NextDate">As the client sent it.</param>
/// <param name="IsDone">Whether every target has had its turn.</param>
public sealed record JointAnswer(
    int Number, Act Act, PersonId Person, Role Role, string Text, string Owner, string NextDate, DateTimeOffset At, int From, ImmutableArray<JointTarget> Targets, bool IsDone = false)
{
    /// <summary>Whether a press says the same: Teams repeats one, and it is answered as the first was (rule V7).</summary>
    public bool IsSame(PersonId person, JointPress press) =>
        From == press.Version && Person == person && (Act, Text, Owner, NextDate) == (press.Act, press.Text, press.Owner, press.NextDate);
}

/// <summary>A press on a joint card, its words cleaned.</summary>
public sealed record JointPress(PatternId Pattern, Act Act, int Version, string Text = "", string Owner = "", string NextDate = "");

/// <summary>Joint answers as rows beside their pattern.</summary>
public sealed class JointAnswers(ITable table)
{
    private const int V = 1;

    public async Task<IReadOnlyList<JointAnswer>> OfAsync(TenantId tenant, PatternId id, CancellationToken cancellation) =>
        await table.ScanAsync(PatternStore.Partition(tenant, id.Scope), KeyRange.Under(PrefixOf(id)), cancellation).Select(Read).ToListAsync(cancellation);

    public async Task<JointAnswer?> FindAsync(TenantId tenant, PatternId id, int number, CancellationToken cancellation) =>
        await table.FindAsync(PatternStore.Partition(tenant, id.Scope), KeyOf(id, number), cancellation) is { } row ? Read(row) : null;

    public static Write Insert(PatternId id, JointAnswer answer) => Write.Insert(KeyOf(id, answer.Number), FieldsOf(answer));

    /// <summary>Notes that every target had its turn. Whoever else noted it meanwhile wrote the same.</summary>
    public Task FinishAsync(TenantId tenant, PatternId id, int number, CancellationToken cancellation) =>
        Race.UntilDoneAsync(async () =>
            await table.FindAsync(PatternStore.Partition(tenant, id.Scope), KeyOf(id, number), cancellation) is not { } row || Read(row) is not { IsDone: false } answer
            || await table.CommitAsync(row.Partition, [Write.Replace(row, FieldsOf(answer with { IsDone = true }))], cancellation) is Committed.Done);

    private static string PrefixOf(PatternId id) => $"answer|{id.Theme}|";

    private static string KeyOf(PatternId id, int number) => PrefixOf(id) + number.ToString("D4", CultureInfo.InvariantCulture);

    private static Fields FieldsOf(JointAnswer answer) => new(V)
    {
        { "act", answer.Act.ToString() },
        { "person", answer.Person.Value },
        { "role", answer.Role.ToString() },
        { "text", answer.Text },
        { "owner", answer.Owner },
        { "nextDate", answer.NextDate },
        { "at", answer.At },
        { "from", answer.From },
        { "targets", string.Join(',', answer.Targets.Select(target => $"{target.Matter}|{target.Version.ToString(CultureInfo.InvariantCulture)}")) },
        { "done", answer.IsDone },
    };

    private static JointAnswer Read(Row row) => new(
        int.Parse(row.Key.AsSpan(row.Key.LastIndexOf('|') + 1), NumberStyles.None, CultureInfo.InvariantCulture),
        Enum.Parse<Act>(row.Fields.Text("act")),
        new(row.Fields.Text("person")),
        Enum.Parse<Role>(row.Fields.Text("role")),
        row.Fields.Text("text"),
        row.Fields.Text("owner"),
        row.Fields.Text("nextDate"),
        row.Fields.Instant("at"),
        (int)row.Fields.Number("from"),
        [.. row.Fields.Text("targets").Split(',').Select(ReadTarget)],
        row.Fields.Flag("done"));

    private static JointTarget ReadTarget(string text) => text.Split('|') is [var matter, var version]
        ? new(new(matter), int.Parse(version, NumberStyles.None, CultureInfo.InvariantCulture))
        : throw new FormatException($"'{text}' names no matter and move.");
}
