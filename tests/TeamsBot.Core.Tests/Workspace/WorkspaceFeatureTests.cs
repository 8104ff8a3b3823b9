using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Workspace;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Workspace;

public sealed class WorkspaceFeatureTests
{
    private static readonly TenantId Tenant = new("72f988bf-86f1-41af-91ab-2d7cd011db47");

    private readonly InMemoryTable table = new();
    private readonly ManualClock clock = new();
    private readonly FakeWorkspace teams;
    private readonly WorkspaceFeature feature;
    private readonly FeatureMap map;

    public WorkspaceFeatureTests()
    {
        teams = new FakeWorkspace(clock);
        var (store, directory, bindings) = (new WorkspaceStore(table), new DirectoryStore(table), new Bindings(table));
        var steps = new WorkspaceTeams(store, new WorkspaceChannels(store, new AddressBook(table, bindings), teams, clock), teams, clock);
        var ensure = new EnsureWorkspace(store, directory, new WorkspacePeople(store, bindings, teams, clock), steps, clock);
        feature = new WorkspaceFeature(ensure, directory, new DueWork(table, clock), clock);
        map = new FeatureMap([feature]);
    }

    [Fact]
    public async Task Typed_ByAnAdministrator_IsRunInPiecesUntilItIsOver()
    {
        var register = await ImportAsync();

        await TypeAsync(register, "Administrator");
        var pieces = 0;
        for (DueOutcome outcome = new DueOutcome.Again(clock.GetUtcNow()); outcome is DueOutcome.Again again; pieces++)
        {
            clock.MoveTo(again.At);
            outcome = await ContinueAsync(clock.GetUtcNow() - TimeSpan.FromHours(1));
        }

        Assert.True(pieces > 1);
        Assert.Equal(4, teams.Channels.Count);
        Assert.IsType<DueOutcome.Finished>(await ContinueAsync(DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task Typed_ByAnybodyElse_IsRefusedAndBeginsNothing()
    {
        var register = await ImportAsync();

        Assert.Contains("administrator", await TypeAsync(register, "Chair"), StringComparison.Ordinal);
        Assert.IsType<DueOutcome.Missing>(await ContinueAsync(clock.GetUtcNow()));
    }

    [Fact]
    public async Task Due_AheadOfTheSecondRunsCommit_IsLookedAtAgain()
    {
        await ImportAsync();
        await feature.BeginAsync(Tenant, CancellationToken.None);
        while (await ContinueAsync(clock.GetUtcNow()) is DueOutcome.Again again)
        {
            clock.MoveTo(again.At);
        }

        clock.Advance(TimeSpan.FromDays(1));

        Assert.IsType<DueOutcome.Missing>(await ContinueAsync(clock.GetUtcNow()));
    }

    private async Task<Register> ImportAsync()
    {
        using var county = new Directory.County();
        var ids = 0;
        var import = new ImportDirectory(new DirectoryStore(table), clock, () => new PersonId($"p{++ids}"));
        var register = Assert.IsType<ImportOutcome.Imported>(await import.HandleAsync(Tenant, county.Folder, "bot", dryRun: false, CancellationToken.None)).Register;
        foreach (var person in register.People)
        {
            teams.Users[person.UserPrincipalName] = new($"account-{person.Id}");
        }

        return register;
    }

    private async Task<string> TypeAsync(Register register, string name)
    {
        var person = register.People.Single(person => person.Name == name);
        var typed = new Typed(new Caller(Tenant, person.Id, new($"account-{person.Id}")), new Place.Personal(), "workspace", "", null);
        return Assert.IsType<Answer.Say>(await map.CommandHandler("workspace")!(typed, CancellationToken.None)).Text;
    }

    private Task<DueOutcome> ContinueAsync(DateTimeOffset writtenAt) =>
        map.DueHandler(WorkspaceFeature.EnsureKind)!(new DueItem(Tenant, WorkspaceFeature.EnsureKind, "county", clock.GetUtcNow(), writtenAt), CancellationToken.None);
}
