using System.Collections.Immutable;
using NodaTime;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;

namespace TeamsBot.Core.Tests.Agreements;

/// <summary>Three schools of a county, its administrator and the clerks of two boards, on Monday 16 November 2026.</summary>
internal sealed class County
{
    public static readonly PersonId Administrator = new("administrator"), Clerk = new("clerk"), LocalClerk = new("local-clerk"), Head = A.Head(990101), Deputy = A.Deputy(990101), Lead = new("lead");
    public static readonly Urn Kestrel = new("990101"), ColdKeld = new("990102"), Dunnock = new("990103");
    public static readonly ServiceId EarlyHelp = ServiceId.Of("Early Help", new("locality-fernshaw"));
    public static readonly LocalDate Today = new(2026, 11, 16);

    private int lastId;

    public InMemoryTable Table { get; } = new();

    public ManualClock Clock { get; } = new(A.Opened);

    public AgreementStore Store => new(Table, () => $"change-{++lastId}");

    public static async Task<County> StartAsync()
    {
        var county = new County();
        var register = Register;
        var directory = new DirectoryStore(county.Table);
        await directory.WriteAsync(A.Tenant, new(register, ImmutableSortedDictionary<string, PersonId>.Empty), default);
        await directory.CommitHeadAsync(A.Tenant, null, DirectoryHead.Empty with { Generation = 1, Groups = register.Groups.Count(), Schools = register.Schools.Count(), People = register.People.Count(), Services = register.Services.Length }, [], default);
        return county;
    }

    public static Register Register
    {
        get
        {
            Group board = new(new("partnership"), "County Partnership Board", Tier.Partnership, null), locality = new(new("locality-fernshaw"), "Fernshaw Locality Board", Tier.Locality, board.Id);
            return new(
                1,
                [board, locality],
                [SchoolOf(Kestrel, "Kestrel Bank Primary"), SchoolOf(ColdKeld, "Cold Keld Primary"), SchoolOf(Dunnock, "Dunnock Lane Juniors")],
                [
                    Of(Administrator, new(Role.Administrator, null, null)), Of(Clerk, new(Role.Clerk, null, board.Id)), Of(LocalClerk, new(Role.Clerk, null, locality.Id)),
                    Of(Head, new(Role.Head, Kestrel, null)), Of(Deputy, new(Role.Deputy, Kestrel, null)),
                    new(Lead, "Early Help lead, Fernshaw", "lead@x.example", [new(Role.ServiceLead, null, locality.Id)]),
                ]);
        }
    }

    /// <summary>What the store holds after these were recorded one after another.</summary>
    public async Task<AgreementBook> RecordAsync(params Agreement[] agreements)
    {
        foreach (var agreement in agreements)
        {
            var store = Store;
            Xunit.Assert.Equal(Committed.Done, await store.AppendAsync(A.Tenant, await store.ReadAsync(A.Tenant, default), [agreement], Administrator.Value, "record", Clock.GetUtcNow(), default));
        }

        return await Store.CurrentAsync(A.Tenant, default);
    }

    public static Agreement Agreed(Urn school, int version = 1, LocalDate? signed = null, LocalDate? ended = null) => new(AgreementParty.Of(school), version, signed ?? new(2026, 9, 1), ended);

    /// <summary>The gate over a table of another world.</summary>
    public static RestrictedGate Gate(ITable table, TimeProvider clock) => new(new(table, () => $"{Guid.NewGuid():N}"), new(table), new(1), clock);

    public RestrictedGate Gate(int required = 1) => new(Store, new(Table), new(required), Clock);

    public IEnumerable<string> Keys() => Table.AllRows.Where(row => row.Partition == AgreementStore.Partition(A.Tenant)).Select(row => row.Key);

    private static School SchoolOf(Urn urn, string name) => new(urn, name, "Primary", "Community school", 4, "Open", null, null);

    private static Person Of(PersonId id, Appointment appointment) => new(id, $"{id}", $"{id}@x.example", [appointment]);
}
