using TeamsBot.Core.Audit;
using TeamsBot.Core.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Audit;

/// <summary>Rule T6: audit rows are chained by hash, so that none can be changed, left out or put in later unseen.</summary>
public sealed class AuditChainTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void T6_Append_NumbersTheRowsAndKeepsTheHashOfTheLast()
    {
        var (first, one) = AuditChain.Empty.Append("audit", "p1", "open", At, 1);
        var (second, two) = first.Append("audit", "bot", "close", At, 1);

        Assert.Equal(("audit|0000000001", "audit|0000000002", 2L), (one.Key, two.Key, second.Count));
        Assert.Equal(second.Hash, Assert.IsType<Write.InsertOne>(two).Fields.Text("hash"));
    }

    [Theory]
    [InlineData("p2", "open", 0, 1)]
    [InlineData("p1", "close", 0, 1)]
    [InlineData("p1", "open", 1, 1)]
    [InlineData("p1", "open", 0, 2)]
    public void T6_Append_AfterAnActThatWasChanged_HasAnotherHash(string who, string what, int ticks, long version)
    {
        var told = AuditChain.Empty.Append("audit", "p1", "open", At, 1).Chain.Append("audit", "bot", "close", At, 1).Chain;
        var changed = AuditChain.Empty.Append("audit", who, what, At.AddTicks(ticks), version).Chain.Append("audit", "bot", "close", At, 1).Chain;

        Assert.NotEqual(told.Hash, changed.Hash);
    }

    [Fact]
    public void T6_Append_AfterAnActLeftOut_HasAnotherHash() =>
        Assert.NotEqual(AuditChain.Empty.Append("audit", "p1", "vote", At, 1).Chain.Append("audit", "p1", "vote", At, 1).Chain.Hash, AuditChain.Empty.Append("audit", "p1", "vote", At, 1).Chain.Hash);
}
