using System.Collections.Concurrent;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Directory;

/// <summary>
/// Which Entra account is which person (rule V2). One account a person, one person an account, within the tenant. A binding is two rows of the tenant's
/// accounts partition, inserted together with the audit row of the act, and never changed: whoever binds second loses.
/// </summary>
public sealed class Bindings(ITable table)
{
    /// <summary>Pairs of one commit: three rows each.</summary>
    public const int MostAtOnce = Guards.BatchRows / 3;

    // Only what was found is remembered, never that something was not. A binding is never changed, so what is remembered stays true until the person
    // is erased; a process that remembers it longer finds nobody of that id in the register.
    private readonly ConcurrentDictionary<(TenantId, AccountId), PersonId> people = new();
    private readonly ConcurrentDictionary<(TenantId, PersonId), AccountId> accounts = new();

    public async Task<PersonId?> FindPersonAsync(TenantId tenant, AccountId account, CancellationToken cancellation)
    {
        if (people.TryGetValue((tenant, account), out var known))
        {
            return known;
        }

        return await table.FindAsync(Partition(tenant), AccountKey(account), cancellation) is { } row ? Remember(tenant, account, new(row.Fields.Text("person"))).Person : null;
    }

    public async Task<AccountId?> FindAccountAsync(TenantId tenant, PersonId person, CancellationToken cancellation)
    {
        if (accounts.TryGetValue((tenant, person), out var known))
        {
            return known;
        }

        return await table.FindAsync(Partition(tenant), PersonKey(person), cancellation) is { } row ? Remember(tenant, new(row.Fields.Text("account")), person).Account : null;
    }

    /// <summary>Every binding of the tenant, in one scan.</summary>
    public async Task<IReadOnlyDictionary<PersonId, AccountId>> AllAsync(TenantId tenant, CancellationToken cancellation)
    {
        var all = new Dictionary<PersonId, AccountId>();
        await foreach (var row in table.ScanAsync(Partition(tenant), KeyRange.Under("person|"), cancellation))
        {
            var (account, person) = Remember(tenant, new(row.Fields.Text("account")), new(row.Key["person|".Length..]));
            all.Add(person, account);
        }

        return all;
    }

    /// <summary>Binds an account to a person.</summary>
    /// <param name="by">How they were matched, for the audit: <c>bot</c> for a look-up by user principal name, or the id of the person who confirmed a claim.</param>
    public Task<BindOutcome> BindAsync(
        TenantId tenant, AccountId account, PersonId person, string by, DateTimeOffset at, CancellationToken cancellation) => Race.RetryAsync(async () =>
    {
        var bound = await FindPersonAsync(tenant, account, cancellation);
        if (bound == person)
        {
            return new BindOutcome.Bound();
        }

        if (bound is { } other)
        {
            return new BindOutcome.AccountTaken(other);
        }

        if (await FindAccountAsync(tenant, person, cancellation) is { } another)
        {
            // The two rows stand together: the account's was looked for before another process inserted both.
            return another == account ? new BindOutcome.Bound() : new BindOutcome.PersonTaken(another);
        }

        return await table.CommitAsync(Partition(tenant), Rows(account, person, by, at), cancellation) is Committed.Done && Remember(tenant, account, person).Person == person
            ? new BindOutcome.Bound()
            : (BindOutcome?)null;
    });

    /// <summary>
    /// Binds new pairs in one commit, at most <see cref="MostAtOnce"/>. False where it was not done for certain, because one of them is taken or the store is
    /// not sure: bind them one by one then, which says what became of each.
    /// </summary>
    public async Task<bool> TryBindAllAsync(
        TenantId tenant, IReadOnlyList<(AccountId Account, PersonId Person)> pairs, string by, DateTimeOffset at, CancellationToken cancellation)
    {
        if (pairs.Count is 0 or > MostAtOnce || pairs.DistinctBy(pair => pair.Account).Count() < pairs.Count || pairs.DistinctBy(pair => pair.Person).Count() < pairs.Count
            || await table.CommitAsync(Partition(tenant), [.. pairs.SelectMany(pair => Rows(pair.Account, pair.Person, by, at))], cancellation) is not Committed.Done)
        {
            return false;
        }

        foreach (var (account, person) in pairs)
        {
            Remember(tenant, account, person);
        }

        return true;
    }

    // Insert-only, all three: whoever comes second writes nothing.
    private static Write[] Rows(AccountId account, PersonId person, string by, DateTimeOffset at)
    {
        var (chain, audit) = AuditChain.Empty.Append($"audit|{person}", by, $"account.bound {account}", at, version: 1);
        return
        [
            Write.Insert(AccountKey(account), new Fields(v: 1) { { "person", person.Value }, { "at", at } }),
            Write.Insert(PersonKey(person), new Fields(v: 1) { { "account", account.Value }, { "at", at }, chain }),
            audit,
        ];
    }

    private static string Partition(TenantId tenant) => $"{tenant}|accounts";

    private static string AccountKey(AccountId account) => $"account|{account}";

    private static string PersonKey(PersonId person) => $"person|{person}";

    private (AccountId Account, PersonId Person) Remember(TenantId tenant, AccountId account, PersonId person)
    {
        people[(tenant, account)] = person;
        accounts[(tenant, person)] = account;
        return (account, person);
    }
}

/// <summary>What became of binding an account.</summary>
public abstract record BindOutcome
{
    private BindOutcome()
    {
    }

    /// <summary>They belong together, since now or since earlier.</summary>
    public sealed record Bound : BindOutcome;

    /// <summary>The account is another person's.</summary>
    public sealed record AccountTaken(PersonId By) : BindOutcome;

    /// <summary>The person has another account.</summary>
    public sealed record PersonTaken(AccountId By) : BindOutcome;
}
