using TeamsBot.Core.Audit;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Escalations;

public sealed class MatterThemeTests
{
    [Fact]
    public void Theme_OfAnOptionWithOne_IsTheOptions_AlsoWhereSomebodyTaggedIt()
    {
        var raised = Raised();
        var themed = raised with { Evidence = raised.Evidence with { Option = EarlyLanguage with { Theme = "early-literacy" } }, Tagged = new("reading") };

        Assert.Null(raised.Theme);
        Assert.Equal(new ThemeId("early-literacy"), themed.Theme);
    }

    [Fact]
    public async Task SaveTheme_OfAMatterWithoutOne_StaysThroughItsMovesAndIsInTheAudit_T6()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        var read = (await world.Matters.FindStoredAsync(Tenant, World.Matter, default))!;

        Assert.Equal(Committed.Done, await world.Matters.SaveThemeAsync(read, read.Matter with { Tagged = new("early-literacy") }, Chair, world.Clock.GetUtcNow(), default));
        Assert.Equal(Committed.Lost, await world.Matters.SaveThemeAsync(read, read.Matter with { Tagged = new("reading") }, Clerk, world.Clock.GetUtcNow(), default));
        await world.MoveAsync(Chair, Act.Decline, 1, "No therapist can be found");

        var matter = await world.FindAsync();
        Assert.Equal((new ThemeId("early-literacy"), MatterState.Declined), (matter.Theme, matter.State));
        var rows = world.Rows(MatterStore.Partition(Tenant, World.Matter)).Where(row => row.Key.StartsWith("audit|", StringComparison.Ordinal)).ToList();
        Assert.Contains(rows, row => (row.Fields.Text("who"), row.Fields.Text("what")) == (Chair.Value, "Theme early-literacy"));
        Assert.Equal(matter.Audit, AuditChain.Follow("audit", rows));
    }
}
