using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>The proposals of a round as rows beside it. All are insert-only.</summary>
public sealed class ProposalStore(RoundStore rounds)
{
    private const string Withdrawals = "withdrawal|";
    private const string Merges = "merge|";
    private const int V = 1;

    private static readonly string Proposals = RoundRows.PrefixOf(Stage.Proposals);

    public async Task<ProposalBook> ReadAsync(Round round, CancellationToken cancellation) => new(
        await rounds.RowsAsync(round, Proposals, cancellation).Select(ReadProposal).ToListAsync(cancellation),
        await rounds.RowsAsync(round, Withdrawals, cancellation).Select(ReadWithdrawal).ToListAsync(cancellation),
        await rounds.RowsAsync(round, Merges, cancellation).Select(ReadMerge).ToListAsync(cancellation));

    public static Write Insert(Proposal proposal) => Write.Insert(Proposals + proposal.Id, new(V)
    {
        { "seat", proposal.Seat.Value },
        { "person", proposal.Person.Value },
        { "rank", proposal.Rank },
        { "text", proposal.Text },
        { "theme", proposal.Theme },
        { "why", proposal.Why },
        { "at", proposal.At },
        { "matter", proposal.Matter },
    });

    public static Write Insert(Withdrawal withdrawal) => Write.Insert(Withdrawals + withdrawal.Proposal, new(V) { { "by", withdrawal.By.Value }, { "at", withdrawal.At } });

    public static Write Insert(Merge merge) => Write.Insert(Merges + merge.Id, new(V)
    {
        { "joined", string.Join(',', merge.Joined) },
        { "text", merge.Text },
        { "theme", merge.Theme },
        { "by", merge.By.Value },
        { "at", merge.At },
    });

    private static Proposal ReadProposal(Row row) => new(
        row.Key[Proposals.Length..],
        new(row.Fields.Text("seat")),
        new(row.Fields.Text("person")),
        (int)row.Fields.Number("rank"),
        row.Fields.Text("text"),
        row.Fields.Text("theme"),
        row.Fields.TextOrNull("why"),
        row.Fields.Instant("at"))
    {
        Matter = row.Fields.TextOrNull("matter"),
    };

    private static Withdrawal ReadWithdrawal(Row row) => new(row.Key[Withdrawals.Length..], new(row.Fields.Text("by")), row.Fields.Instant("at"));

    private static Merge ReadMerge(Row row) =>
        new(row.Key[Merges.Length..], [.. row.Fields.Text("joined").Split(',')], row.Fields.Text("text"), row.Fields.Text("theme"), new(row.Fields.Text("by")), row.Fields.Instant("at"));
}
