using TeamsBot.Core.Audit;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Needs;
using TeamsBot.Core.Tables;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Needs;

public sealed class NeedsStoreTests
{
    private static readonly TenantId Tenant = new("tenant-1");
    private static readonly DateTimeOffset Monday = new(2026, 9, 7, 9, 0, 0, TimeSpan.Zero);

    private readonly InMemoryTable table = new();

    [Fact]
    public async Task OfTheme_TwoThemesAndOneTakenBack_GivesWhatStandsUnderIt()
    {
        var needs = new ObservedNeeds(table);
        await needs.InsertAsync(Tenant, Observed("b", "speech-and-language", 1), default);
        await needs.InsertAsync(Tenant, Observed("a", "speech-and-language", 0), default);
        await needs.InsertAsync(Tenant, Observed("c", "attendance", 0), default);
        await needs.InsertAsync(Tenant, Observed("d", "speech-and-language", 2), default);
        var (need, row) = (await needs.FindAsync(Tenant, "d", default))!.Value;
        await needs.TakeBackAsync(Tenant, row, need, need.Person, Monday.AddDays(3), default);

        var found = await needs.OfThemeAsync(Tenant, new("speech-and-language"), default);

        Assert.Equal(["a", "b"], found.Select(one => one.Id));
        Assert.Equal(("health~locality-fernshaw", "Health", HowMany.FewerThanFive), (found[0].Service, found[0].ServiceName, found[0].About));
        Assert.Equal(Tier.Locality, found[0].Place.Tier);
        Assert.Empty(await needs.OfThemeAsync(new("tenant-2"), new("speech-and-language"), default)); // T2
    }

    [Fact]
    public async Task Insert_SameIdTwice_IsLostAndAuditedOnce() // V7, T6
    {
        var needs = new ObservedNeeds(table);
        Assert.Equal(Committed.Done, await needs.InsertAsync(Tenant, Observed("a", "attendance", 0), default));
        Assert.Equal(Committed.Lost, await needs.InsertAsync(Tenant, Observed("a", "speech-and-language", 0), default));

        var rows = table.AllRows.Where(row => row.Key.StartsWith("audit|a|", StringComparison.Ordinal)).ToList();
        Assert.Equal((await needs.FindAsync(Tenant, "a", default))!.Value.Need.Audit, AuditChain.Follow("audit|a", rows));
        Assert.Single(rows);
    }

    [Fact]
    public async Task All_AfterAnEntryWasMet_StillHasIt()
    {
        var needs = new UnmetNeeds(table);
        var entry = new UnmetNeed("r1~health", new("attendance"), "health", "Health", new(new("locality-fernshaw"), "Fernshaw Locality Board", Tier.Locality), "r1", Visibility.Members, Monday, 1, null, AuditChain.Empty);
        await needs.SaveAsync(Tenant, null, entry, "bot", "no capacity", Monday, default);
        var (need, row) = (await needs.FindAsync(Tenant, entry.Id, default))!.Value;
        await needs.SaveAsync(Tenant, row, need with { Met = new(MetBy.Service, new("lead"), "A nurse from May.", Monday.AddDays(9)) }, "lead", "has capacity", Monday.AddDays(9), default);

        var all = await needs.AllAsync(Tenant, default);

        Assert.False(Assert.Single(all).IsOpen);
        Assert.Equal("A nurse from May.", all[0].Met!.Words);
        Assert.Equal(2, all[0].Audit.Count);
    }

    [Theory]
    [InlineData("We saw 3 children who do not talk yet.", false)]
    [InlineData("Four families asked for help.", false)]
    [InlineData("two young mothers", false)]
    [InlineData("1 looked-after child", false)]
    [InlineData("Fewer than five children wait.", true)]
    [InlineData("12 children wait, and 40 families.", true)]
    [InlineData("3 year old children in two settings", true)]
    [InlineData("1 in 4 children wait too long.", true)]
    [InlineData("More children than in any of the last three terms.", true)]
    public void ProblemOf_NumbersOfChildren_RefusesThoseUnderFive(string words, bool stands) => // T4
        Assert.Equal(stands, ObservedNeed.ProblemOf(words, "Write it.", Monday) is null);

    private static ObservedNeed Observed(string id, string theme, int day) => new(
        id,
        new(theme),
        "health~locality-fernshaw",
        "Health",
        new(new("locality-fernshaw"), "Fernshaw Locality Board", Tier.Locality),
        new("lead-health"),
        "Children come to the two-year check without words.",
        "Health visitors’ checks since May.",
        HowMany.FewerThanFive,
        Monday.AddDays(day),
        null,
        AuditChain.Empty);
}
