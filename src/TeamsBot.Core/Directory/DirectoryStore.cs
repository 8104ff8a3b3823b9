using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Directory;

/// <summary>
/// The directory in force. An import writes the next generation into a partition of its own and switches to it by replacing the head row; what a crash
/// leaves behind is read by nobody and removed by a later <see cref="SweepAsync"/>.
/// </summary>
public sealed class DirectoryStore(ITable table)
{
    /// <summary>How long a replaced generation stays for readers that began with it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<TenantId, StoredDirectory> cached = new();

    /// <summary>The register now in force, or null before the first import. Kept in memory until the head row, read each time, names a later generation.</summary>
    public async Task<Register?> CurrentAsync(TenantId tenant, CancellationToken cancellation) => (await ReadAsync(tenant, cancellation)).Directory?.Register;

    /// <summary>Removes the rows of generations that were replaced longer ago than the grace, and of imports that never came into force.</summary>
    public async Task SweepAsync(TenantId tenant, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await FindHeadAsync(tenant, cancellation) is not { } row)
        {
            return;
        }

        var head = DirectoryHead.From(row);
        if (head.Oldest >= head.Generation || now - head.SwitchedAt < Grace)
        {
            return;
        }

        for (var generation = head.Oldest; generation < head.Generation; generation++)
        {
            var partition = Partition(tenant, generation);
            await foreach (var rows in ScanAllAsync(partition, cancellation).Chunk(Guards.BatchRows).WithCancellation(cancellation))
            {
                await table.CommitAsync(partition, [.. rows.Select(Write.Delete)], cancellation);
            }
        }

        // A delete that was lost leaves a row behind, so look before forgetting the generations.
        if (await IsEmptyAsync(tenant, head.Oldest, head.Generation, cancellation))
        {
            await table.CommitAsync(DirectoryHead.Partition(tenant), [Write.Replace(row, (head with { Oldest = head.Generation }).ToFields())], cancellation);
        }
    }

    internal async Task<(Row? Head, StoredDirectory? Directory)> ReadAsync(TenantId tenant, CancellationToken cancellation)
    {
        for (var tried = 0; tried < Race.Attempts; tried++)
        {
            var row = await FindHeadAsync(tenant, cancellation);
            if (row is null || DirectoryHead.From(row) is not { Generation: > 0 } head)
            {
                return (row, null);
            }

            if (cached.TryGetValue(tenant, out var known) && known.Register.Generation == head.Generation)
            {
                return (row, known);
            }

            if (await LoadAsync(tenant, head, cancellation) is { } loaded)
            {
                // Never back to an earlier one, should a slower reader come second.
                cached.AddOrUpdate(tenant, loaded, (_, other) => other.Register.Generation > loaded.Register.Generation ? other : loaded);
                return (row, loaded);
            }
        }

        throw new InvalidDataException("The directory's head names a generation whose rows are not all there.");
    }

    internal Task<Committed> CommitHeadAsync(TenantId tenant, Row? read, DirectoryHead head, IEnumerable<Write> others, CancellationToken cancellation) =>
        table.CommitAsync(
            DirectoryHead.Partition(tenant),
            [Write.Put(read, DirectoryHead.Key, head.ToFields()), .. others],
            cancellation);

    internal Task<Row?> FindHeadAsync(TenantId tenant, CancellationToken cancellation) => table.FindAsync(DirectoryHead.Partition(tenant), DirectoryHead.Key, cancellation);

    /// <summary>Writes a whole generation. False where a batch was not done for certain; what was written is then left for the sweep.</summary>
    internal async Task<bool> WriteAsync(TenantId tenant, StoredDirectory directory, CancellationToken cancellation)
    {
        var register = directory.Register;
        var rows = register.Groups.Select(DirectoryRows.Of)
            .Concat(register.Schools.Select(DirectoryRows.Of))
            .Concat(register.People.Select(DirectoryRows.Of))
            .Concat(register.Services.Select(DirectoryRows.Of))
            .Concat(register.Links.Select(DirectoryRows.Of))
            .Concat(directory.Left.Select(pair => DirectoryRows.Left(pair.Value, pair.Key)));
        foreach (var batch in rows.Chunk(Guards.BatchRows))
        {
            if (await table.CommitAsync(Partition(tenant, register.Generation), batch, cancellation) is not Committed.Done)
            {
                return false;
            }
        }

        return true;
    }

    private static string Partition(TenantId tenant, int generation) => $"{tenant}|register|{generation.ToString(CultureInfo.InvariantCulture)}";

    private async Task<StoredDirectory?> LoadAsync(TenantId tenant, DirectoryHead head, CancellationToken cancellation)
    {
        List<Group> groups = [];
        List<School> schools = [];
        List<Person> people = [];
        List<Service> services = [];
        List<SchoolLink> links = [];
        var left = ImmutableSortedDictionary.CreateBuilder<string, PersonId>(StringComparer.Ordinal);
        await foreach (var row in ScanAllAsync(Partition(tenant, head.Generation), cancellation))
        {
            switch (row.Key[..row.Key.IndexOf('|', StringComparison.Ordinal)])
            {
                case "group": groups.Add(DirectoryRows.Group(row)); break;
                case "school": schools.Add(DirectoryRows.School(row)); break;
                case "person": people.Add(DirectoryRows.Person(row)); break;
                case "service": services.Add(DirectoryRows.Service(row)); break;
                case "link": links.Add(DirectoryRows.Link(row)); break;
                default: left.Add(DirectoryRows.Left(row).Upn, DirectoryRows.Left(row).Person); break;
            }
        }

        // Fewer means that the generation was replaced and swept while it was read: the head will say so.
        return (groups.Count, schools.Count, people.Count) == (head.Groups, head.Schools, head.People) && (head.Services is null || (services.Count, links.Count) == (head.Services, head.Links))
            ? new(new(head.Generation, groups, schools, people, head.Services is null ? null : services, links), left.ToImmutable())
            : null;
    }

    private async Task<bool> IsEmptyAsync(TenantId tenant, int from, int to, CancellationToken cancellation)
    {
        for (var generation = from; generation < to; generation++)
        {
            if (await ScanAllAsync(Partition(tenant, generation), cancellation).AnyAsync(cancellation))
            {
                return false;
            }
        }

        return true;
    }

    private IAsyncEnumerable<Row> ScanAllAsync(string partition, CancellationToken cancellation) => table.ScanAsync(partition, new("group|", "service}"), cancellation);
}

/// <summary>A generation with what only the next import needs: the people of earlier ones, so that somebody who returns is the same person again.</summary>
internal sealed record StoredDirectory(Register Register, ImmutableSortedDictionary<string, PersonId> Left);
