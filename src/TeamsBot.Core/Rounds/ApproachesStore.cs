using NodaTime.Text;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>Approaches as rows beside their round. All are insert-only.</summary>
public sealed class ApproachesStore(RoundStore rounds) : StageStore<ApproachesBook>
{
    private const string TakenBack = "approach-back|";
    private const int V = 1;

    private static readonly string Approaches = RoundRows.PrefixOf(Stage.Approaches);

    public override async Task<ApproachesBook> ReadAsync(Round round, CancellationToken cancellation) => new(
        await rounds.RowsAsync(round, Approaches, cancellation).Select(Read).ToListAsync(cancellation),
        await rounds.RowsAsync(round, TakenBack, cancellation).Select(row => row.Key[TakenBack.Length..]).ToListAsync(cancellation));

    internal static Write Insert(SuggestedApproach approach) => Write.Insert(Approaches + approach.Id, new(V)
    {
        { "seat", approach.Seat.Value },
        { "person", approach.Person.Value },
        { "rank", approach.Rank },
        { "priority", approach.Priority },
        { "text", approach.Text },
        { "lead", approach.Lead.Value },
        { "start", LocalDatePattern.Iso.Format(approach.Start) },
        { "source", approach.Source },
        { "strength", approach.Strength.ToString() },
        { "at", approach.At },
    });

    internal static Write TakeBack(SuggestedApproach approach, PersonId by, DateTimeOffset at) => Write.Insert(TakenBack + approach.Id, new(V) { { "by", by.Value }, { "at", at } });

    private static SuggestedApproach Read(Row row) => new(
        row.Key[Approaches.Length..],
        row.Fields.Text("priority"),
        new(row.Fields.Text("seat")),
        new(row.Fields.Text("person")),
        (int)row.Fields.Number("rank"),
        row.Fields.Text("text"),
        new(row.Fields.Text("lead")),
        LocalDatePattern.Iso.Parse(row.Fields.Text("start")).Value,
        row.Fields.TextOrNull("source"),
        Enum.Parse<EvidenceStrength>(row.Fields.Text("strength")),
        row.Fields.Instant("at"));
}
