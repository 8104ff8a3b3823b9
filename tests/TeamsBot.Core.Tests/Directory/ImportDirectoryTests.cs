using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Directory;

public sealed class ImportDirectoryTests : IDisposable
{
    private static readonly TenantId Tenant = new("72f988bf-86f1-41af-91ab-2d7cd011db47");

    private readonly County county = new();
    private readonly InMemoryTable table = new();
    private readonly ManualClock clock = new();
    private int ids;

    public void Dispose() => county.Dispose();

    [Fact]
    public async Task Handle_FirstImport_IsInForceForEveryReader()
    {
        var outcome = Assert.IsType<ImportOutcome.Imported>(await ImportAsync());

        Assert.Equal(4 + 3 + 7, outcome.Report.Added.Length);
        var register = await ReadAsync();
        Assert.Equal(1, register!.Generation);
        Assert.Equal(["Kestrel Bank Primary", "Hollin Rise Primary"], register.SchoolsOf(new("network-alder-vale")).Select(school => school.Name));
        Assert.Equal("adviser@council.example", Assert.Single(register.HoldersOf(Role.Facilitator, new("network-tarnside"))).UserPrincipalName);
        Assert.Single(register.HoldersAt(Role.Deputy, new("100001")));
        Assert.Single(table.AllRows, row => row.Partition == $"{Tenant}|directory" && row.Key.StartsWith("audit|", StringComparison.Ordinal)); // T6
    }

    [Fact]
    public async Task Handle_TheSameFilesAgain_MakesNoWrite()
    {
        await ImportAsync();
        table.Before = call => call.IsCommit ? throw new InvalidOperationException("A write.") : null;

        Assert.IsType<ImportOutcome.Unchanged>(await ImportAsync());
    }

    [Fact]
    public async Task Handle_DryRun_ReportsAndMakesNoWrite()
    {
        table.Before = call => call.IsCommit ? throw new InvalidOperationException("A write.") : null;

        var outcome = Assert.IsType<ImportOutcome.WouldImport>(await ImportAsync(dryRun: true));
        Assert.Equal(14, outcome.Report.Added.Length);
    }

    [Fact]
    public async Task Handle_AProblem_LeavesTheOldGenerationInForce()
    {
        await ImportAsync();
        county.Write("people.csv", County.People.Replace("head,100003", "boss,100003", StringComparison.Ordinal));

        Assert.Single(Assert.IsType<ImportOutcome.Refused>(await ImportAsync()).Problems);
        Assert.Equal(1, (await ReadAsync())!.Generation);
    }

    [Fact]
    public async Task Handle_Reimport_KeepsIdsAndReportsWhatChanged()
    {
        await ImportAsync();
        var before = await ReadAsync();
        county.Write("gias_extract.csv", County.Schools.Replace("Hollin Rise Primary", "Hollin Rise Academy", StringComparison.Ordinal));
        county.Write("people.csv", County.People
            .Replace("Head of Hollin Rise Primary,head.100002", "Interim Head,HEAD.100002", StringComparison.Ordinal)
            .Replace("Deputy of Kestrel Bank Primary,deputy.100001", "Deputy,newdeputy.100001", StringComparison.Ordinal));

        var report = Assert.IsType<ImportOutcome.Imported>(await ImportAsync()).Report;

        Assert.Equal(["newdeputy.100001@schools.example"], report.Added.Select(change => change.Id));
        Assert.Equal(["deputy.100001@schools.example"], report.Removed.Select(change => change.Id));
        Assert.Equal(["100002", "head.100002@schools.example"], report.Changed.Select(change => change.Id));
        var after = await ReadAsync();
        var kept = before!.People.Where(person => person.Name is not "Deputy of Kestrel Bank Primary").ToDictionary(person => person.UserPrincipalName, person => person.Id);
        Assert.All(kept, pair => Assert.Equal(pair.Value, after!.People.Single(person => person.UserPrincipalName == pair.Key).Id));
    }

    [Fact]
    public async Task Handle_PersonWhoReturns_IsTheSamePersonAgain()
    {
        await ImportAsync();
        var id = (await ReadAsync())!.People.Single(person => person.Name == "Chair").Id;
        county.Write("people.csv", County.People.Replace("Chair,chair@council.example,chair,Fernshaw Locality Board\n", "", StringComparison.Ordinal));
        await ImportAsync();
        county.Write("people.csv", County.People.Replace("Adviser,", "Senior adviser,", StringComparison.Ordinal).Replace("Chair,chair@council.example,chair,Fernshaw Locality Board\n", "", StringComparison.Ordinal));
        await ImportAsync();
        Assert.Null((await ReadAsync())!.Find(id));

        county.Write("people.csv", County.People);
        await ImportAsync();

        Assert.Equal("Chair", (await ReadAsync())!.Find(id)!.Name);
    }

    [Fact]
    public async Task Handle_CrashAtAnyWrite_LeavesOneOrTheOtherWhole()
    {
        await ImportAsync();
        var crashes = 0;
        foreach (var (fault, before, after) in new[] { (TableFault.CrashBefore, "Adviser", "Senior adviser"), (TableFault.CrashAfter, "Senior adviser", "Chief adviser") })
        {
            county.Write("people.csv", County.People.Replace("Adviser,", $"{after},", StringComparison.Ordinal));
            for (var at = 1; ; at++)
            {
                var (left, crashed) = (at, false);
                table.Before = call => call.IsCommit && --left == 0 && (crashed = true) ? fault : null;
                await Record.ExceptionAsync(() => ImportAsync());
                table.Before = null;
                var register = await ReadAsync();
                Assert.Equal(7, register!.People.Count());
                Assert.Contains(register.People.Single(person => person.UserPrincipalName == "adviser@council.example").Name, new[] { before, after });
                if (!crashed)
                {
                    break;
                }

                crashes++;
            }
        }

        Assert.IsType<ImportOutcome.Unchanged>(await ImportAsync());
        Assert.True(crashes >= 4, $"{crashes} crashes");
    }

    [Theory, InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task Handle_AnyAnswerLost_StillImportsOnce(TableFault fault)
    {
        for (var at = 1; at <= 3; at++)
        {
            county.Write("people.csv", County.People.Replace("Adviser,", $"Adviser {at},", StringComparison.Ordinal));
            var left = at;
            table.Before = call => call.IsCommit && --left == 0 ? fault : null;
            Assert.IsType<ImportOutcome.Imported>(await ImportAsync());
            Assert.Contains((await ReadAsync())!.People, person => person.Name == $"Adviser {at}");
        }
    }

    [Fact]
    public async Task Handle_AnotherImportInBetween_BothEndWhole()
    {
        await ImportAsync();
        county.Write("people.csv", County.People.Replace("Adviser,", "Senior adviser,", StringComparison.Ordinal));
        using var other = new County();
        other.Write("people.csv", County.People.Replace("Chair,", "New chair,", StringComparison.Ordinal));
        var entered = false;
        table.Before = call =>
        {
            if (call.IsCommit && call.Partition.Contains("|register|", StringComparison.Ordinal) && !entered)
            {
                entered = true;
                Assert.True(Import().HandleAsync(Tenant, other.Folder, "bot", dryRun: false, CancellationToken.None).IsCompletedSuccessfully);
            }

            return null;
        };

        await ImportAsync();

        var register = await ReadAsync();
        Assert.Contains(register!.People, person => person.Name == "Senior adviser");
        Assert.DoesNotContain(register.People, person => person.Name == "New chair");
    }

    [Fact]
    public async Task Sweep_AfterTheGrace_RemovesReplacedGenerationsOnly()
    {
        await ImportAsync();
        county.Write("people.csv", County.People.Replace("Adviser,", "Senior adviser,", StringComparison.Ordinal));
        await ImportAsync();
        var store = new DirectoryStore(table);

        await store.SweepAsync(Tenant, clock.GetUtcNow(), CancellationToken.None);
        Assert.Contains(table.AllRows, row => row.Partition.EndsWith("|register|1", StringComparison.Ordinal));

        clock.Advance(DirectoryStore.Grace);
        await store.SweepAsync(Tenant, clock.GetUtcNow(), CancellationToken.None);
        Assert.DoesNotContain(table.AllRows, row => row.Partition.EndsWith("|register|1", StringComparison.Ordinal));
        Assert.Equal(2, (await ReadAsync())!.Generation);
    }

    [Fact]
    public async Task Current_WhileTheHeadStands_ReadsOnlyTheHead()
    {
        await ImportAsync();
        var store = new DirectoryStore(table);
        var first = await store.CurrentAsync(Tenant, CancellationToken.None);
        table.Before = call => call.Range is null ? null : throw new InvalidOperationException("A scan.");

        Assert.Same(first, await store.CurrentAsync(Tenant, CancellationToken.None));
    }

    [SkippableFact]
    public async Task Handle_TheRealCounty_Has36GroupsAnd607Schools()
    {
        var folder = Require.SharedFile("data/lancashire");

        var register = Assert.IsType<ImportOutcome.Imported>(await Import().HandleAsync(Tenant, folder, "bot", dryRun: false, CancellationToken.None)).Register;

        Assert.Equal((607, 847), (register.Schools.Count(), register.People.Count()));
        Assert.Equal([30, 5, 1], register.Groups.GroupBy(group => group.Tier).OrderBy(tier => tier.Key).Select(tier => tier.Count()));
        Assert.Equal(5 * 3, register.Services.Length);
        Assert.All(register.Services, service => Assert.Single(service.Leads));
        Assert.Contains(register.Services, service => service.Name == "Early Help" && service.Group.Value == "locality-fylde-coast");
        Assert.Contains(register.Groups, group => group.Id.Value == "network-01");
        Assert.Contains(register.Groups, group => group.Id.Value == "locality-pennine-lancashire-east");
        Assert.All(register.Schools, school => Assert.Single(register.HoldersAt(Role.Head, school.Urn)));
        Assert.All(table.AllRows, row => Assert.True(Keys.IsValid(row.Key)));
    }

    [Fact]
    public async Task Handle_TheSampleCounty_HasEightGroupsAnd24Schools()
    {
        var register = Assert.IsType<ImportOutcome.Imported>(
            await Import().HandleAsync(Tenant, Path.Combine(Require.Repository(), "bot", "sample"), "bot", dryRun: false, CancellationToken.None)).Register;

        Assert.Equal((8, 24), (register.Groups.Count(), register.Schools.Count()));
        Assert.All(register.Groups.Where(group => group.Tier is Tier.Network), group => Assert.InRange(register.SchoolsOf(group.Id).Count(), 5, 7));
        Assert.All(register.Groups.Where(group => group.Tier is Tier.Network), group => Assert.Single(register.HoldersOf(Role.Facilitator, group.Id)));
        Assert.All(register.Groups, group => Assert.Single(register.HoldersOf(Role.Chair, group.Id)));
        Assert.All(register.Groups.Where(group => group.Tier is Tier.Locality), group => Assert.Equal(3, register.ServicesOf(group.Id).Count()));
        Assert.All(register.Groups.Where(group => group.Tier is Tier.Locality), group => Assert.NotEmpty(register.SpecialSchoolsOf(group.Id)));
        Assert.Single(register.RegionalRepresentatives);
        Assert.Equal("990110", register.Today(new("990010"))?.Urn.Value);
    }

    private ImportDirectory Import() => new(new DirectoryStore(table), clock, () => new PersonId($"p{++ids}"));

    private Task<ImportOutcome> ImportAsync(bool dryRun = false) => Import().HandleAsync(Tenant, county.Folder, "bot", dryRun, CancellationToken.None);

    private Task<Register?> ReadAsync() => new DirectoryStore(table).CurrentAsync(Tenant, CancellationToken.None);
}
