using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Directory;

/// <summary>The files a county may leave out: its children's board, its services, and which school followed which.</summary>
public sealed class OptionalFilesTests : IDisposable
{
    private const string Boards = "tier,name,aliases\nchildren,County Children's Board,Children and Young People's Board; Family Board\n";
    private const string Services = "name,group,under_review\nEarly Help,Fernshaw Locality Board,yes\nHealth,Fernshaw Locality Board,\n";
    private const string Links = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n100004,100003,Tarnside Primary,Successor,01-09-2026\n100003,100004,Old Mill Primary,Predecessor,\n";

    private const string Leads =
        "\"Early Help lead, Fernshaw\",earlyhelp@council.example,service-lead,Fernshaw Locality Board\n"
        + "\"Early Help lead, north\",earlyhelp2@council.example,service-lead,Fernshaw Locality Board\n"
        + "\"Health lead, Fernshaw\",health@council.example,service-lead,Fernshaw Locality Board\n";

    private static readonly TenantId Tenant = new("72f988bf-86f1-41af-91ab-2d7cd011db47");
    private static readonly GroupId Fernshaw = new("locality-fernshaw");

    private readonly County county = new();
    private readonly InMemoryTable table = new();
    private readonly ManualClock clock = new();
    private int ids;

    public void Dispose() => county.Dispose();

    [Fact]
    public async Task Import_WithoutAnyOfThem_DerivesServicesFromWhatTheLeadsAreCalled()
    {
        county.Write("people.csv", County.People + Leads);

        var register = await ImportedAsync();

        Assert.Equal(["early-help--locality-fernshaw", "health--locality-fernshaw"], register.Services.Select(service => service.Id.Value));
        Assert.Equal([("Early Help", 2, false), ("Health", 1, false)], register.ServicesOf(Fernshaw).Select(service => (service.Name, service.Leads.Length, service.UnderReview)));
        Assert.Empty(register.Links);
        Assert.DoesNotContain(register.Groups, group => group.Tier is Tier.Children);
        Assert.Null(register.Groups.Single(group => group.Tier is Tier.Partnership).Parent);
    }

    [Fact]
    public async Task Import_AllOfThem_AreInForceAfterAReadAndUnchangedTheSecondTime()
    {
        county.Write("people.csv", County.People + Leads + "Representative,rep@region.example,regional-representative,County Partnership Board\nChair,chair@children.example,chair,Family Board\n");
        county.Write("boards.csv", Boards);
        county.Write("services.csv", Services + "Family Safeguarding,County Partnership Board,no\n");
        county.Write("gias_links_20260901.csv", Links);
        await ImportedAsync();

        var register = (await new DirectoryStore(table).CurrentAsync(Tenant, default))!;

        Assert.Equal(["children-county-childrens", "partnership-county"], register.Groups.Where(group => group.Tier > Tier.Locality).Select(group => group.Id.Value));
        Assert.Equal(Tier.Children, register.Find(register.Find(new GroupId("partnership-county"))!.Parent!.Value)!.Tier);
        Assert.Equal(("rep@region.example", "chair@children.example"), (
            register.RegionalRepresentatives.Single().UserPrincipalName,
            register.HoldersOf(Role.Chair, register.Groups.Single(group => group.Tier is Tier.Children).Id).Single().UserPrincipalName));
        Assert.Equal([true, false], register.ServicesOf(Fernshaw).Select(service => service.UnderReview));
        Assert.Empty(register.Services.Single(service => service.Name == "Family Safeguarding").Leads);
        Assert.Equal(new SchoolLink(new("100004"), new("100003"), new(2026, 9, 1)), Assert.Single(register.Links));
        Assert.IsType<ImportOutcome.Unchanged>(await ImportAsync());
    }

    [Theory]
    [InlineData("boards.csv")]
    [InlineData("services.csv")]
    [InlineData("gias_links.csv")]
    public async Task Import_OneOfThemChanges_IsANewGeneration(string file)
    {
        county.Write("people.csv", County.People + Leads);
        await ImportedAsync();
        county.Write(file, file switch { "boards.csv" => Boards, "services.csv" => Services, _ => Links });

        var report = Assert.IsType<ImportOutcome.Imported>(await ImportAsync()).Report;

        Assert.Equal(2, (await new DirectoryStore(table).CurrentAsync(Tenant, default))!.Generation);
        Assert.NotEmpty(report.Added.Concat(report.Changed));
    }

    [Fact]
    public async Task Current_GenerationOfBeforeServices_IsReadAndHasThem()
    {
        county.Write("people.csv", County.People + Leads);
        await ImportedAsync();
        var head = (await table.FindAsync($"{Tenant}|directory", "head", default))!;
        var old = Fields.Stored(head.Fields.Where(field => field.Key is not ("services" or "links")));
        await table.CommitAsync($"{Tenant}|directory", [Write.Replace(head, old)], default);
        await foreach (var row in table.ScanAsync($"{Tenant}|register|1", KeyRange.Under("service|"), default))
        {
            await table.CommitAsync($"{Tenant}|register|1", [Write.Delete(row)], default);
        }

        Assert.Equal(["Early Help", "Health"], (await new DirectoryStore(table).CurrentAsync(Tenant, default))!.Services.Select(service => service.Name));
    }

    [Fact]
    public async Task Import_ABoardRenamedWithItsOldNameAsAnAlias_KeepsItsId()
    {
        county.Write("boards.csv", Boards);
        var id = (await ImportedAsync()).Groups.Single(group => group.Tier is Tier.Children).Id;
        county.Write("boards.csv", "tier,name,aliases\nchildren,Board for Children,County Children's Board\n");

        var renamed = (await ImportedAsync()).Groups.Single(group => group.Tier is Tier.Children);

        Assert.Equal((id, "Board for Children"), (renamed.Id, renamed.Name));
    }

    [Fact]
    public async Task Import_ServiceColumn_NamesWhatALeadLeads()
    {
        county.Write("people.csv", County.People.Replace("group_or_urn\n", "group_or_urn,service\n", StringComparison.Ordinal)
            .Replace("\n", ",\n", StringComparison.Ordinal).Replace("service,\n", "service\n", StringComparison.Ordinal)
            + "A lead,lead@council.example,service-lead,Fernshaw Locality Board,Early Help\nA lead,lead@council.example,service-lead,Fernshaw Locality Board,Health\n");

        var register = await ImportedAsync();

        Assert.Equal(["Early Help", "Health"], register.ServicesOf(Fernshaw).Select(service => service.Name));
        Assert.Single(register.People.Single(person => person.Name == "A lead").Appointments);
    }

    [Theory]
    [InlineData("boards.csv", "children,", "kinder,", 2, "tier")]
    [InlineData("boards.csv", "County Children's Board", "Fernshaw Locality Board", 2, "name")]
    [InlineData("boards.csv", "County Children's Board", "", 2, "name")]
    [InlineData("boards.csv", "children,County", "locality,County", 2, "name")]
    [InlineData("boards.csv", "Family Board\n", "Family Board\nchildren,Another Board,\n", 3, "tier")]
    [InlineData("boards.csv", "Family Board", "Tarnside Network", 2, "aliases")]
    [InlineData("services.csv", "Health,Fernshaw Locality Board", "Health,Tarnside Network", 3, "group")]
    [InlineData("services.csv", "Health,Fernshaw", "Early  HELP,Fernshaw", 3, "name")]
    [InlineData("services.csv", "Board,yes", "Board,perhaps", 2, "under_review")]
    [InlineData("services.csv", "Early Help,", ",", 2, "name")]
    [InlineData("gias_links.csv", "100004,100003", "10004,100003", 2, "URN")]
    [InlineData("gias_links.csv", "100004,100003", "100004,x", 2, "LinkURN")]
    [InlineData("gias_links.csv", "01-09-2026", "September", 2, "LinkEstablishedDate")]
    [InlineData("gias_links.csv", "LinkType", "Kind", 1, "LinkType")]
    public void Read_OneFault_IsTheOneProblemWithItsLineAndColumn(string file, string sound, string faulty, long line, string column)
    {
        county.Write("people.csv", County.People + Leads);
        county.Write("boards.csv", Boards);
        county.Write("services.csv", Services);
        county.Write("gias_links.csv", Links);
        Assert.Empty(DirectoryFiles.Read(county.Folder, current: null).Problems);
        var text = file switch { "boards.csv" => Boards, "services.csv" => Services, _ => Links };
        Assert.Contains(sound, text, StringComparison.Ordinal);
        county.Write(file, text.Replace(sound, faulty, StringComparison.Ordinal));

        var problem = Assert.Single(DirectoryFiles.Read(county.Folder, current: null).Problems, problem => problem.File == file);

        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.NotEmpty(problem.What);
        Assert.NotEmpty(problem.Do);
    }

    [Fact]
    public void Read_ALeadOfNoListedService_IsAProblemOfTheirRow()
    {
        county.Write("people.csv", County.People + Leads);
        county.Write("services.csv", Services.Replace("Health", "Health visiting", StringComparison.Ordinal));

        var problem = Assert.Single(DirectoryFiles.Read(county.Folder, current: null).Problems);

        Assert.Equal(("people.csv", 12L, "service"), (problem.File, problem.Line, problem.Column));
    }

    [Theory]
    [InlineData("regional-representative,Fernshaw Locality Board", "group_or_urn")]
    [InlineData("regional-representative,100001", "group_or_urn")]
    public void Read_ARepresentativeOfLessThanTheCounty_IsAProblem(string held, string column)
    {
        county.Write("people.csv", County.People + $"Representative,rep@region.example,{held}\n");

        Assert.Equal(column, Assert.Single(DirectoryFiles.Read(county.Folder, current: null).Problems).Column);
    }

    [Fact]
    public void Today_ThroughConversions_IsTheOpenSchool()
    {
        Assert.Equal("3", Of([("1", "2"), ("2", "3")], open: ["3"]).Today(new("1"))?.Urn.Value);
        Assert.Equal("1", Of([("1", "2")], open: ["1", "2"]).Today(new("1"))?.Urn.Value);
        Assert.Equal("3", Of([("1", "3"), ("2", "3")], open: ["3"]).Today(new("2"))?.Urn.Value);
        Assert.Equal("4", Of([("1", "2"), ("1", "3"), ("2", "4"), ("3", "4")], open: ["4"]).Today(new("1"))?.Urn.Value); // split, and joined again
    }

    [Fact]
    public void Today_ACycleASplitOrNoSuccessor_IsForAPerson()
    {
        Assert.Null(Of([("1", "2"), ("2", "1")], open: []).Today(new("1")));
        Assert.Null(Of([("1", "1")], open: []).Today(new("1")));
        Assert.Null(Of([("1", "2"), ("1", "3")], open: ["2", "3"]).Today(new("1")));
        Assert.Null(Of([], open: ["2"]).Today(new("1")));
    }

    [Fact]
    public void SpecialSchoolsOf_ALocality_AreThoseOfItsNetworksWhateverTheirStatus()
    {
        Group partnership = new(new("partnership"), "P", Tier.Partnership, null), north = new(new("north"), "N", Tier.Locality, partnership.Id), south = new(new("south"), "S", Tier.Locality, partnership.Id);
        Group one = new(new("one"), "1", Tier.Network, north.Id), two = new(new("two"), "2", Tier.Network, south.Id);
        School Of(string urn, string type, int group, Group network) => new(new(urn), urn, "Not applicable", type, group, "Open", null, network.Id);
        var register = new Register(1, [partnership, north, south, one, two],
        [
            Of("1", "Community special school", 5, one), Of("2", "Academy special converter", 10, one), Of("3", "Academy converter", 10, one), Of("4", "Special post 16 institution", 9, one),
            Of("5", "Free schools special", 11, two),
        ], []);

        Assert.Equal(["1", "2"], register.SpecialSchoolsOf(north.Id).Select(school => school.Urn.Value));
        Assert.Equal(["5"], register.SpecialSchoolsOf(south.Id).Select(school => school.Urn.Value));
    }

    [SkippableFact]
    public void Read_TheRealLinks_LeadFromEveryClosedSchoolToAnOpenOneOrToAPerson()
    {
        var folder = Require.SharedFile("data/lancashire");
        var links = Require.SharedFile("data/statistics/gias_links_lancashire_20250422.csv");
        foreach (var file in System.IO.Directory.GetFiles(folder))
        {
            county.WriteBytes(file.Contains("people", StringComparison.Ordinal) ? "people.csv" : Path.GetFileName(file), File.ReadAllBytes(file));
        }

        county.WriteBytes("gias_links.csv", File.ReadAllBytes(links));

        var (draft, problems) = DirectoryFiles.Read(county.Folder, current: null);

        Assert.Empty(problems);
        var register = new Register(1, draft.Groups, draft.Schools, [], null, draft.Links);
        Assert.NotEmpty(register.Links);
        Assert.All(register.Links, link => Assert.True(register.Today(link.Closed) is null or { IsOpen: true }));
        Assert.True(register.Links.Count(link => register.Find(link.Closed) is null && register.Today(link.Closed) is not null) > 20);
    }

    private static Register Of((string From, string To)[] links, string[] open) => new(
        1, [], open.Select(urn => new School(new(urn), urn, "Primary", "Community school", 4, "Open", null, null)), [], null,
        links.Select(link => new SchoolLink(new(link.From), new(link.To), null)));

    private async Task<Register> ImportedAsync() => Assert.IsType<ImportOutcome.Imported>(await ImportAsync()).Register;

    private Task<ImportOutcome> ImportAsync() =>
        new ImportDirectory(new DirectoryStore(table), clock, () => new PersonId($"p{++ids}")).HandleAsync(Tenant, county.Folder, "bot", dryRun: false, CancellationToken.None);
}
