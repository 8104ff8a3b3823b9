using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Directory;

/// <summary>
/// Takes a folder's files as the directory's next generation, whole or not at all. People keep their ids by user principal name, also after having been
/// away; groups keep theirs by name. Files that say what is in force already make no write.
/// </summary>
/// <param name="newPersonId">Makes ids: 1 to 64 letters, digits or hyphens, never the same twice. A rehearsal seeds it.</param>
public sealed class ImportDirectory(DirectoryStore store, TimeProvider clock, Func<PersonId> newPersonId)
{
    /// <summary>An opaque id that says nothing about the person.</summary>
    public static PersonId RandomPersonId() => new("p" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)));

    /// <param name="who">The id of the person who imports, or <c>bot</c>, for the audit (rule T6).</param>
    /// <param name="dryRun">Only says what would come of it.</param>
    public async Task<ImportOutcome> HandleAsync(TenantId tenant, string folder, string who, bool dryRun, CancellationToken cancellation)
    {
        ImportOutcome.Imported? attempted = null;
        return await Race.RetryAsync(async () =>
        {
            var (row, current) = await store.ReadAsync(tenant, cancellation);
            if (attempted is { } mine && mine.Register.Generation == current?.Register.Generation)
            {
                return mine; // the answer to the switch was lost, and it had happened
            }

            return await AttemptAsync(tenant, folder, who, dryRun, row, current, planned => attempted = planned, cancellation);
        });
    }

    private async Task<ImportOutcome?> AttemptAsync(
        TenantId tenant, string folder, string who, bool dryRun, Row? row, StoredDirectory? current, Action<ImportOutcome.Imported> planned, CancellationToken cancellation)
    {
        var (draft, problems) = DirectoryFiles.Read(folder, current?.Register);
        if (problems.Length > 0)
        {
            return new ImportOutcome.Refused(problems);
        }

        var head = row is null ? DirectoryHead.Empty : DirectoryHead.From(row);
        var next = Next(draft, current, head.Reserved + 1);
        var report = ImportReport.Between(current?.Register, next.Register);
        if (dryRun)
        {
            return new ImportOutcome.WouldImport(report);
        }

        var hash = HashOf(next.Register);
        if (hash == head.Hash)
        {
            return new ImportOutcome.Unchanged(current!.Register);
        }

        var imported = new ImportOutcome.Imported(report, next.Register);
        planned(imported);
        return await SwitchAsync(tenant, row, next, hash, who, report, cancellation) ? imported : null;
    }

    private async Task<bool> SwitchAsync(TenantId tenant, Row? row, StoredDirectory next, string hash, string who, ImportReport report, CancellationToken cancellation)
    {
        await store.SweepAsync(tenant, clock.GetUtcNow(), cancellation);
        row = await store.FindHeadAsync(tenant, cancellation) is { } swept ? swept : row;
        var head = row is null ? DirectoryHead.Empty : DirectoryHead.From(row);
        var register = next.Register;
        if (head.Reserved + 1 != register.Generation
            || await store.CommitHeadAsync(tenant, row, head with { Reserved = register.Generation }, [], cancellation) is not Committed.Done
            || !await store.WriteAsync(tenant, next, cancellation)
            || await store.FindHeadAsync(tenant, cancellation) is not { } reserved
            || DirectoryHead.From(reserved) is not { } now || now.Reserved != register.Generation)
        {
            return false; // another import was quicker, or the store is not sure: begin again from what stands
        }

        var at = clock.GetUtcNow();
        var what = $"directory.imported generation {register.Generation}: {report.Added.Length} added, {report.Changed.Length} changed, {report.Removed.Length} removed";
        var (chain, audit) = now.Audit.Append("audit", who, what, at, register.Generation);
        var switched = now with
        {
            Generation = register.Generation, Hash = hash, SwitchedAt = at, Audit = chain,
            Groups = register.Groups.Count(), Schools = register.Schools.Count(), People = register.People.Count(),
            Services = register.Services.Length, Links = register.Links.Length,
        };
        return await store.CommitHeadAsync(tenant, reserved, switched, [audit], cancellation) is Committed.Done;
    }

    private StoredDirectory Next(DirectoryDraft draft, StoredDirectory? current, int generation)
    {
        var known = (current?.Left ?? ImmutableSortedDictionary.Create<string, PersonId>(StringComparer.Ordinal))
            .SetItems((current?.Register.People ?? []).Select(person => KeyValuePair.Create(person.UserPrincipalName, person.Id)));
        var people = draft.People
            .Select(person => new Person(
                known.TryGetValue(person.UserPrincipalName, out var id) ? id : newPersonId(),
                person.Name,
                person.UserPrincipalName,
                [.. person.Appointments.OrderBy(DirectoryRows.Text, StringComparer.Ordinal)]))
            .ToArray();
        var ids = people.ToDictionary(person => person.UserPrincipalName, person => person.Id);
        var services = draft.Services.Select(service => new Service(
            service.Id, service.Name, service.Group, [.. service.Leads.Order(StringComparer.Ordinal).Select(upn => ids[upn])], service.UnderReview));
        return new(new(generation, draft.Groups, draft.Schools, people, services, draft.Links), known.RemoveRange(people.Select(person => person.UserPrincipalName)));
    }

    private static string HashOf(Register register)
    {
        var text = new StringBuilder();
        void Line(params IEnumerable<string?> parts) => text.AppendJoin('\u001F', parts).Append('\n');
        foreach (var group in register.Groups)
        {
            Line("group", group.Id.Value, group.Name, group.Tier.ToString(), group.Parent?.Value);
        }

        foreach (var school in register.Schools)
        {
            Line("school", school.Urn.Value, school.Name, school.Phase, school.Type, $"{school.TypeGroup}", school.Status, school.Town, school.Network?.Value);
        }

        foreach (var person in register.People.OrderBy(person => person.UserPrincipalName, StringComparer.Ordinal))
        {
            Line(["person", person.Name, person.UserPrincipalName, .. person.Appointments.Select(DirectoryRows.Text)]);
        }

        foreach (var service in register.Services)
        {
            Line(["service", service.Id.Value, service.Name, $"{service.UnderReview}", .. service.Leads.Select(lead => register.Find(lead)!.UserPrincipalName)]);
        }

        foreach (var link in register.Links)
        {
            Line("link", link.Closed.Value, link.Successor.Value, link.On?.ToString("O", CultureInfo.InvariantCulture));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <summary>What became of an import.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    /// <summary>The new generation is in force.</summary>
    public sealed record Imported(ImportReport Report, Register Register) : ImportOutcome;

    /// <summary>The files say what is in force already; nothing was written.</summary>
    public sealed record Unchanged(Register Register) : ImportOutcome;

    /// <summary>A dry run of files without a problem.</summary>
    public sealed record WouldImport(ImportReport Report) : ImportOutcome;

    /// <summary>Nothing was taken; every problem is listed.</summary>
    public sealed record Refused(ImmutableArray<ImportProblem> Problems) : ImportOutcome;
}
