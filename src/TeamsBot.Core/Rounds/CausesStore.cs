using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>Causes and pupil groups as rows beside their round. All are insert-only.</summary>
public sealed class CausesStore(RoundStore rounds) : StageStore<CausesBook>
{
    private const string TakenBack = "cause-back|";
    private const int V = 1;

    private static readonly string Causes = RoundRows.PrefixOf(Stage.Causes);

    public override async Task<CausesBook> ReadAsync(Round round, CancellationToken cancellation)
    {
        var rows = await rounds.RowsAsync(round, Causes, cancellation).ToListAsync(cancellation);
        var back = await rounds.RowsAsync(round, TakenBack, cancellation).Select(row => row.Key[TakenBack.Length..]).ToListAsync(cancellation);
        return new(rows.Where(row => row.Fields.TextOrNull("text") is not null).Select(ReadCause), rows.Where(row => row.Fields.TextOrNull("groups") is not null).Select(ReadGroups), back);
    }

    internal static Write Insert(Cause cause) => Write.Insert(Causes + cause.Id, new(V)
    {
        { "seat", cause.Seat.Value },
        { "person", cause.Person.Value },
        { "rank", cause.Rank },
        { "priority", cause.Priority },
        { "text", cause.Text },
        { "mark", cause.Mark.ToString() },
        { "evidence", cause.Evidence },
        { "at", cause.At },
    });

    internal static Write Insert(SaidGroups said) => Write.Insert(Causes + said.Id, new(V)
    {
        { "seat", said.Seat.Value },
        { "person", said.Person.Value },
        { "rank", said.Rank },
        { "priority", said.Priority },
        { "groups", string.Join('\n', said.Groups) },
        { "at", said.At },
    });

    internal static Write TakeBack(Cause cause, PersonId by, DateTimeOffset at) => Write.Insert(TakenBack + cause.Id, new(V) { { "by", by.Value }, { "at", at } });

    private static Cause ReadCause(Row row) => new(
        row.Key[Causes.Length..],
        row.Fields.Text("priority"),
        new(row.Fields.Text("seat")),
        new(row.Fields.Text("person")),
        (int)row.Fields.Number("rank"),
        row.Fields.Text("text"),
        Enum.Parse<CauseMark>(row.Fields.Text("mark")),
        row.Fields.TextOrNull("evidence"),
        row.Fields.Instant("at"));

    private static SaidGroups ReadGroups(Row row) => new(
        row.Key[Causes.Length..],
        row.Fields.Text("priority"),
        new(row.Fields.Text("seat")),
        new(row.Fields.Text("person")),
        (int)row.Fields.Number("rank"),
        [.. row.Fields.Text("groups").Split('\n', StringSplitOptions.RemoveEmptyEntries)],
        row.Fields.Instant("at"));
}
