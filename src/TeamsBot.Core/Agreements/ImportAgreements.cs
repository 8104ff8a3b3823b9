using System.Collections.Immutable;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Agreements;

/// <summary>
/// Takes a folder's <c>agreements.csv</c>, whole or not at all. What the file says as it said before is not written again, so that an old file, taken once more,
/// does not revive an agreement that somebody has ended since.
/// </summary>
public sealed class ImportAgreements(AgreementStore agreements, DirectoryStore directory, TimeProvider clock)
{
    /// <summary>What is wrong with the file, beside the directory files of the same folder. To be asked before either is taken, so that nothing is half taken.</summary>
    public async Task<ImmutableArray<ImportProblem>> CheckAsync(TenantId tenant, string folder, CancellationToken cancellation) => (await ReadAsync(tenant, folder, cancellation)).Problems;

    /// <param name="who">The id of the person who imports, or <c>bot</c>, for the audit (rule T6).</param>
    /// <returns>How many records were added; null where the file has problems and nothing was taken.</returns>
    public async Task<int?> HandleAsync(TenantId tenant, string folder, string who, CancellationToken cancellation)
    {
        var (read, problems) = await ReadAsync(tenant, folder, cancellation);
        if (problems.Length > 0)
        {
            return null;
        }

        var added = 0;
        await Race.UntilDoneAsync(async () =>
        {
            var stored = await agreements.ReadAsync(tenant, cancellation);
            var news = read.Where(agreement => stored.Book.HistoryOf(agreement.Party).All(record => record.Agreement != agreement)).ToList();
            added = Math.Max(added, news.Count); // After an answer that was lost there is nothing new any more.
            return news.Count == 0 || await agreements.AppendAsync(tenant, stored, news, who, $"import {news.Count} agreements", clock.GetUtcNow(), cancellation) is Committed.Done;
        });
        return added;
    }

    private async Task<(IReadOnlyList<Agreement> Agreements, ImmutableArray<ImportProblem> Problems)> ReadAsync(TenantId tenant, string folder, CancellationToken cancellation)
    {
        var problems = new List<ImportProblem>();
        var (draft, _) = DirectoryFiles.Read(folder, await directory.CurrentAsync(tenant, cancellation));
        var found = AgreementsFile.Read(folder, text => AgreementParties.Find(draft, text), When.Local(clock.GetUtcNow()).Date, problems);
        return (found, [.. problems.OrderBy(problem => problem.Line)]);
    }
}
