using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Workspace;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;
using Xunit.Abstractions;

namespace TeamsBot.Core.Tests.Workspace;

public sealed class EnsureWorkspaceTests(ITestOutputHelper output)
{
    private static readonly TenantId Tenant = new("72f988bf-86f1-41af-91ab-2d7cd011db47");
    private static readonly string Sample = Path.Combine(Require.Repository(), "bot", "sample");

    private readonly InMemoryTable table = new();
    private readonly ManualClock clock = new();

    [Fact]
    public async Task Step_UntilComplete_MakesTeamsChannelsMembersAndInstallations()
    {
        var teams = await CountyAsync();

        var report = await RunAsync(teams);

        Assert.Equal((3, 8, 57), (report.Teams, report.Channels, report.Accounts));
        Assert.Empty(report.NoAccount);
        Assert.Empty(report.Problems);
        Assert.Equal(["teamsbot-county", "teamsbot-locality-fernshaw", "teamsbot-locality-saltmarsh"], teams.Groups.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["Alder Vale Network", "Millgate Moor Network"], teams.Channels.Where(channel => channel.Team == teams.Groups["teamsbot-locality-fernshaw"]).Select(channel => channel.Name));
        Assert.Equal(3 + 57, teams.AppIn.Count);
        Assert.Contains((teams.Groups["teamsbot-locality-fernshaw"], teams.Users["adviser.fernshaw@council.example"]), teams.Members);
        Assert.DoesNotContain((teams.Groups["teamsbot-locality-fernshaw"], teams.Users["head.990113@schools.example"]), teams.Members);
        Assert.Contains((teams.Groups["teamsbot-county"], teams.Users["chair.saltmarsh@council.example"]), teams.Members);
        Assert.DoesNotContain((teams.Groups["teamsbot-county"], teams.Users["head.990101@schools.example"]), teams.Members);
        Assert.Equal(0, teams.TooFast);
        await AssertEveryGroupIsReachedAsync(teams);
    }

    [Fact]
    public async Task Step_SecondRun_MakesNoWrite()
    {
        var teams = await CountyAsync();
        await RunAsync(teams);
        teams.Log.Clear();
        clock.Advance(TimeSpan.FromHours(1));

        var report = await RunAsync(teams);

        Assert.Equal((3, 8), (report.Teams, report.Channels));
        Assert.Empty(teams.Writes);
        Assert.Equal(1 + (3 * 3), teams.Log.Count);
    }

    [Fact]
    public async Task Step_RunIsOver_IsCompleteWithoutARequest()
    {
        var teams = await CountyAsync();
        await RunAsync(teams);
        teams.Log.Clear();

        Assert.IsType<WorkspaceStep.Complete>(await Ensure(teams).Ensure.StepAsync(Tenant, CancellationToken.None));
        Assert.Empty(teams.Log);
    }

    [Theory]
    [InlineData(WorkspaceFault.CrashBefore)]
    [InlineData(WorkspaceFault.CrashAfter)]
    [InlineData(WorkspaceFault.Throttled)]
    [InlineData(WorkspaceFault.Ambiguous)]
    public async Task Step_FaultAtAnyRequest_EndsAsIfThereHadBeenNone(WorkspaceFault fault)
    {
        for (var at = 1; ; at++)
        {
            var world = new EnsureWorkspaceTests(output);
            var teams = await world.CountyAsync(fewPeople: true);
            var happened = false;
            teams.Fault = (number, _) => number == at && (happened = true) ? fault : null;

            var report = await world.RunAsync(teams);

            Assert.Equal((3, 8), (report.Teams, report.Channels));
            Assert.Equal((3, 8), (teams.Groups.Count, teams.Channels.Count));
            Assert.Equal(3 + report.Accounts, teams.AppIn.Count);
            await world.AssertEveryGroupIsReachedAsync(teams);
            if (!happened)
            {
                break;
            }
        }
    }

    [Theory, InlineData(TableFault.CrashBefore), InlineData(TableFault.CrashAfter), InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task Step_StoreFaultAtAnyCommit_NeverMakesAnythingTwice(TableFault fault)
    {
        for (var at = 1; ; at++)
        {
            var world = new EnsureWorkspaceTests(output);
            var teams = await world.CountyAsync(fewPeople: true);
            var (left, happened) = (at, false);
            world.table.Before = call => call.IsCommit && --left == 0 && (happened = true) ? fault : null;

            await world.RunAsync(teams);

            Assert.Equal((3, 8), (teams.Groups.Count, teams.Channels.Count));
            await world.AssertEveryGroupIsReachedAsync(teams);
            if (!happened)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task Step_ChannelAnswered202_IsFollowedAndNotMadeAgain()
    {
        var teams = await CountyAsync();
        teams.Fault = (_, operation) => operation == "write channel" ? WorkspaceFault.Accepted : null;

        var report = await RunAsync(teams);

        Assert.Equal((8, 8, 8), (report.Channels, teams.Channels.Count, teams.Log.Count(line => line == "write channel")));
        await AssertEveryGroupIsReachedAsync(teams);
    }

    [Fact]
    public async Task Step_NameOfADeletedChannel_TakesTheNextName()
    {
        var teams = await CountyAsync();
        await RunAsync(teams);
        var index = teams.Channels.FindIndex(channel => channel.Name == "Tarnside Network");
        teams.Channels[index] = teams.Channels[index] with { Deleted = true };

        await RunAsync(teams);

        Assert.Contains(teams.Channels, channel => channel is { Name: "Tarnside Network (2)", Deleted: false });
        Assert.Equal(9, teams.Channels.Count);
        await AssertEveryGroupIsReachedAsync(teams);
    }

    [Fact]
    public async Task Step_ChannelOfThatNameIsThere_IsTakenOver()
    {
        var teams = await CountyAsync();
        teams.Fault = (_, operation) =>
        {
            if (operation == "read channels" && teams.Groups.TryGetValue("teamsbot-locality-fernshaw", out var team) && teams.Channels.All(channel => channel.Id != "19:by-hand"))
            {
                teams.Channels.Add((team, "19:by-hand", "alder vale network", false));
            }

            return null;
        };

        await RunAsync(teams);

        Assert.Equal(8, teams.Channels.Count);
        await AssertEveryGroupIsReachedAsync(teams);
    }

    [Fact]
    public async Task Step_NoAccount_IsListedAndFoundInALaterRun()
    {
        var teams = await CountyAsync();
        teams.Users.Remove("head.990101@schools.example", out var account);

        var first = await RunAsync(teams);
        teams.Users["head.990101@schools.example"] = account;
        var second = await RunAsync(teams);

        Assert.Single(first.NoAccount);
        Assert.Equal(3, first.Teams);
        Assert.Empty(second.NoAccount);
        Assert.Contains((teams.Groups["teamsbot-locality-fernshaw"], account), teams.Members);
        Assert.Contains(account.Value, teams.AppIn);
    }

    [Fact]
    public async Task Step_TwoPeopleOfOneAccount_OneIsBoundAndTheOtherReported() // V2
    {
        var teams = await CountyAsync();
        teams.Users["head.990102@schools.example"] = teams.Users["head.990101@schools.example"];

        var report = await RunAsync(teams);

        Assert.Contains("bound to somebody else", Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.Equal(56, report.Accounts);
    }

    [Fact]
    public async Task Step_SomeMembersCannotBeAdded_AreReportedAndTheRestAreIn()
    {
        var teams = await CountyAsync();
        teams.CannotJoin.Add(teams.Users["head.990102@schools.example"]);

        var report = await RunAsync(teams);

        Assert.Contains(teams.Users["head.990102@schools.example"].Value, Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.Contains((teams.Groups["teamsbot-locality-fernshaw"], teams.Users["head.990103@schools.example"]), teams.Members);
    }

    [Fact]
    public async Task Step_ARequestRefused_LeavesThatTeamForTheNextRun()
    {
        var teams = await CountyAsync();
        teams.Fault = (number, operation) => operation == "write team" ? WorkspaceFault.Refused : null;

        var refused = await RunAsync(teams);
        teams.Fault = (_, _) => null;
        var report = await RunAsync(teams);

        Assert.Equal(3, refused.Problems.Length);
        Assert.Equal((3, 8), (report.Teams, report.Channels));
        Assert.Empty(report.Problems);
    }

    [Fact]
    public async Task Step_RegisterGrowsDuringARun_ComparesOnceMore()
    {
        using var folder = new Directory.County();
        var teams = await CountyAsync(folder.Folder);
        teams.Fault = (_, operation) =>
        {
            if (operation == "write install" && !teams.Users.ContainsKey("new@council.example"))
            {
                teams.Users["new@council.example"] = new("new-account");
                folder.Write("people.csv", Directory.County.People + "New chair,new@council.example,vice-chair,Fernshaw Locality Board\n");
                Assert.True(ImportAsync(folder.Folder).IsCompletedSuccessfully);
            }

            return null;
        };

        await RunAsync(teams);

        Assert.Contains((teams.Groups["teamsbot-county"], new AccountId("new-account")), teams.Members);
    }

    [SkippableFact]
    public async Task Step_TheRealCounty_TakesTwoRequestsAPersonAndFewMore()
    {
        var teams = await CountyAsync(Require.SharedFile("data/lancashire"));

        var report = await RunAsync(teams);
        output.WriteLine($"{teams.Log.Count} requests: {string.Join(", ", teams.Log.GroupBy(line => line).Select(group => $"{group.Count()} {group.Key}"))}; {teams}");

        Assert.Equal((6, 36, 847), (report.Teams, report.Channels, report.Accounts));
        Assert.InRange(teams.Log.Count, 2 * 847, (2 * 847) + 120);
        Assert.Equal(0, teams.TooFast);
        await AssertEveryGroupIsReachedAsync(teams);

        teams.Log.Clear();
        await RunAsync(teams);
        Assert.Empty(teams.Writes);
    }

    private async Task<FakeWorkspace> CountyAsync(string? folder = null, bool fewPeople = false)
    {
        var register = await ImportAsync(folder ?? Sample);
        var teams = new FakeWorkspace(clock);
        var number = 0;
        foreach (var person in register.People.Where(person => !fewPeople || person.Appointments.Any(held => held.Role is Role.Administrator or Role.Chair)))
        {
            teams.Users[person.UserPrincipalName] = new($"account-{++number}");
        }

        return teams;
    }

    private async Task<Register> ImportAsync(string folder)
    {
        var ids = 0;
        var generation = (await new DirectoryStore(table).CurrentAsync(Tenant, CancellationToken.None))?.Generation ?? 0;
        var import = new ImportDirectory(new DirectoryStore(table), clock, () => new PersonId($"p{generation}-{++ids}"));
        return Assert.IsType<ImportOutcome.Imported>(await import.HandleAsync(Tenant, folder, "bot", dryRun: false, CancellationToken.None)).Register;
    }

    /// <summary>Begins a run and steps it to its end; after a crash, a new process goes on.</summary>
    private async Task<WorkspaceReport> RunAsync(FakeWorkspace teams)
    {
        var begun = false;
        var process = Ensure(teams);
        for (var steps = 0; steps < 20_000; steps++)
        {
            try
            {
                if (!begun)
                {
                    await process.Ensure.BeginAsync(Tenant, CancellationToken.None);
                    begun = await process.Ensure.StepAsync(Tenant, CancellationToken.None) is not (null or WorkspaceStep.Complete);
                    continue;
                }

                switch (await process.Ensure.StepAsync(Tenant, CancellationToken.None))
                {
                    case WorkspaceStep.Complete complete: return complete.Report;
                    case WorkspaceStep.Later later: clock.MoveTo(later.At); break;
                }
            }
            catch (ReplicaCrashedException)
            {
                process = Ensure(teams);
            }
        }

        throw new InvalidOperationException("The run does not end.");
    }

    private (EnsureWorkspace Ensure, AddressBook Addresses) Ensure(FakeWorkspace teams)
    {
        var (store, directory, bindings) = (new WorkspaceStore(table), new DirectoryStore(table), new Bindings(table));
        var addresses = new AddressBook(table, bindings);
        var steps = new WorkspaceTeams(store, new WorkspaceChannels(store, addresses, teams, clock), teams, clock);
        return (new EnsureWorkspace(store, directory, new WorkspacePeople(store, bindings, teams, clock), steps, clock), addresses);
    }

    private async Task AssertEveryGroupIsReachedAsync(FakeWorkspace teams)
    {
        var register = await new DirectoryStore(table).CurrentAsync(Tenant, CancellationToken.None);
        var addresses = new AddressBook(table, new Bindings(table));
        var reached = new HashSet<string>();
        foreach (var group in register!.Groups)
        {
            var route = Assert.IsType<Route.Known>(await addresses.FindAsync(Tenant, new Target.Channel(group.Id), CancellationToken.None));
            Assert.Contains(teams.Channels, channel => channel.Id == route.Address.ConversationId && !channel.Deleted);
            Assert.True(reached.Add(route.Address.ConversationId));
        }
    }
}
