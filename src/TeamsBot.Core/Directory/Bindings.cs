using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Directory;

/// <summary>Which Entra account is which person (rule V2). One account a person, one person an account, within the tenant.</summary>
public sealed class Bindings(ITable table)
{
    public Task<PersonId?> FindPersonAsync(TenantId tenant, AccountId account, CancellationToken cancellation) => throw new NotSupportedException($"{table} {tenant} {account} {cancellation}");

    public Task<AccountId?> FindAccountAsync(TenantId tenant, PersonId person, CancellationToken cancellation) => throw new NotSupportedException($"{table} {tenant} {person} {cancellation}");
}
