using NodaTime;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Agreements;

/// <summary>Records that an agreement was signed, or that it ended: an act of the administrator or the partnership board's clerk, on the record (rule T6).</summary>
public sealed class RecordAgreement(AgreementStore agreements, DirectoryStore directory, TimeProvider clock)
{
    /// <param name="count">How many records of the party stood on the card that was pressed.</param>
    /// <param name="make">What to record, from what stands: null with what is wrong.</param>
    internal Task<AgreementOutcome> HandleAsync(Caller caller, AgreementParty party, int count, Func<AgreementBook, LocalDate, (Agreement? Agreement, string? Problem)> make, CancellationToken cancellation) =>
        Race.RetryAsync<AgreementOutcome>(async () =>
        {
            if (await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || !Keepers.MayKeep(register, caller.Person) || AgreementParties.NameOf(register, party) is null)
            {
                return new AgreementOutcome.NotAllowed();
            }

            var read = await agreements.ReadAsync(caller.Tenant, cancellation);
            var now = clock.GetUtcNow();
            var (agreement, problem) = make(read.Book, When.Local(now).Date);
            if (agreement is null)
            {
                return new AgreementOutcome.Wrong(problem!);
            }

            // The same press again finds its own record, whatever came after it: a success that writes nothing (rule V7).
            var history = read.Book.HistoryOf(party);
            if (history.Skip(count).Any(record => record.Agreement == agreement) || history.LastOrDefault(record => record.Agreement.Version == agreement.Version)?.Agreement == agreement)
            {
                return new AgreementOutcome.Recorded(agreement);
            }

            if (history.Length != count)
            {
                return new AgreementOutcome.Overtaken();
            }

            return await agreements.AppendAsync(caller.Tenant, read, [agreement], caller.Person.Value, WhatOf(agreement), now, cancellation) is Committed.Done ? new AgreementOutcome.Recorded(agreement) : null;
        });

    private static string WhatOf(Agreement agreement) =>
        agreement.EndedOn is { } ended ? $"end {agreement.Party} version {agreement.Version} on {ended:uuuu-MM-dd}" : $"record {agreement.Party} version {agreement.Version} signed {agreement.SignedOn:uuuu-MM-dd}";
}

/// <summary>Everything that can become of recording.</summary>
internal abstract record AgreementOutcome
{
    private AgreementOutcome()
    {
    }

    public sealed record Recorded(Agreement Agreement) : AgreementOutcome;

    /// <summary>The card was older than what stands, which is shown; nothing was changed.</summary>
    public sealed record Overtaken : AgreementOutcome;

    /// <param name="Why">What to do, for a short line beside the form.</param>
    public sealed record Wrong(string Why) : AgreementOutcome;

    /// <summary>No keeper of agreements, or no such party: they look the same (rule T2).</summary>
    public sealed record NotAllowed : AgreementOutcome;
}

/// <summary>Who keeps the county's agreements: its administrators, and the partnership board's clerk.</summary>
internal static class Keepers
{
    public static bool MayKeep(Register register, PersonId person) =>
        register.Find(person)?.Appointments.Any(held => held.Role is Role.Administrator || (held is { Role: Role.Clerk, Group: { } group } && register.Find(group)?.Tier is Tier.Partnership)) == true;
}
