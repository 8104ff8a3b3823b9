using TeamsBot.Core.Agreements;
using TeamsBot.Core.Tests.Polls;
using Xunit;
using static TeamsBot.Core.Tests.Agreements.County;

namespace TeamsBot.Core.Tests.Agreements;

public sealed class ImportAgreementsTests : IDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("teamsbot-agreements-").FullName;

    [Fact]
    public async Task Handle_AFolderWithAgreements_TakesThemOnce_AndRevivesNoneThatEndedSince()
    {
        var county = await StartAsync();
        Write("signed,party,version,ended", "2026-09-01,990101,1,", "1/9/2025,990102,1,2026-07-22", "2026-09-01,\"Early Help, Fernshaw locality board\",1,");
        var import = new ImportAgreements(county.Store, new(county.Table), county.Clock);

        Assert.Empty(await import.CheckAsync(A.Tenant, folder, default));
        Assert.Equal(3, await import.HandleAsync(A.Tenant, folder, "bot", default));
        var gate = await county.Gate().TodayAsync(A.Tenant, default);
        Assert.True(gate.IsOpenTo(EarlyHelp));
        Assert.Equal((true, false, false), (gate.IsOpenTo(Kestrel), gate.IsOpenTo(ColdKeld), gate.IsOpenTo(Dunnock)));

        await county.RecordAsync(Agreed(Kestrel, ended: Today));
        Assert.Equal(0, await import.HandleAsync(A.Tenant, folder, "bot", default));
        Assert.False((await county.Gate().TodayAsync(A.Tenant, default)).IsOpenTo(Kestrel));
    }

    [Fact]
    public async Task Handle_AFolderWithoutTheFile_TakesNothing()
    {
        var county = await StartAsync();
        Directories();

        Assert.Equal(0, await new ImportAgreements(county.Store, new(county.Table), county.Clock).HandleAsync(A.Tenant, folder, "bot", default));
        Assert.Empty(county.Keys());
    }

    [Fact]
    public async Task Check_WhatCannotBeTaken_IsReportedByLineAndColumn_AndNothingIsTaken()
    {
        var county = await StartAsync();
        Write("party,version,signed,ended", "990101,1,2026-09-01,", "999999,1,2026-09-01,", "990102,one,2026-09-01,", "990102,2,soon,", "990102,3,2026-09-01,2026-08-31", "990101,1,2026-09-02,", "990102,4,2226-09-01,never");
        var import = new ImportAgreements(county.Store, new(county.Table), county.Clock);

        var problems = await import.CheckAsync(A.Tenant, folder, default);

        Assert.Equal(
            [(3L, "party"), (4L, "version"), (5L, "signed"), (6L, "ended"), (7L, "version"), (8L, "signed"), (8L, "ended")],
            problems.Select(problem => (problem.Line, problem.Column!)));
        Assert.All(problems, problem => Assert.Equal("agreements.csv", problem.File));
        Assert.Null(await import.HandleAsync(A.Tenant, folder, "bot", default));
        Assert.Empty(county.Keys());
    }

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    private void Write(params string[] lines)
    {
        Directories();
        File.WriteAllLines(Path.Combine(folder, "agreements.csv"), lines);
    }

    private void Directories()
    {
        File.WriteAllLines(Path.Combine(folder, "gias_extract.csv"), ["URN,EstablishmentName,TypeOfEstablishment (name),EstablishmentTypeGroup (code),EstablishmentStatus (name),PhaseOfEducation (name)", .. Register.Schools.Select(school => $"{school.Urn},{school.Name},Community school,4,Open,Primary")]);
        File.WriteAllLines(Path.Combine(folder, "networks.csv"), ["network,locality_board,urn", "Alder Vale Network,Fernshaw Locality Board,990101"]);
        File.WriteAllLines(Path.Combine(folder, "people.csv"), ["name,user_principal_name,role,group_or_urn", "Administrator,a@council.example,administrator,County Partnership Board", "\"Early Help lead, Fernshaw\",lead@council.example,service-lead,Fernshaw Locality Board"]);
    }
}
