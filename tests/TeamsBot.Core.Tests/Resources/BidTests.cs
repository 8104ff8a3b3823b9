using TeamsBot.Core.Resources;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing.Cards;
using Xunit;

namespace TeamsBot.Core.Tests.Resources;

/// <summary>Bids from outside (R71), the whole way of a press.</summary>
public sealed class BidTests
{
    private static readonly string Partition = BidStore.Partition(A.Tenant);

    private readonly Town town = new();

    [Fact]
    public async Task V7_Record_PressedTwice_RecordsOne_WithoutAnAmountThatNobodyGave()
    {
        await SetUpAsync();

        Assert.Contains("no amount recorded", await RecordAsync(Town.Facilitator), StringComparison.Ordinal);
        await RecordAsync(Town.Facilitator);

        Assert.Equal(2, town.Rows(Partition, "").Count); // the bid and its audit row (T6)
        Assert.Contains("Days with a specialist", await town.PressAsync(A.Head(2), BidCards.Show), StringComparison.Ordinal);
        Assert.DoesNotContain("Days with a specialist", await town.PressAsync(Town.Governor, BidCards.Show), StringComparison.Ordinal);
        Assert.DoesNotContain("Record a bid", await town.PressAsync(A.Head(2), BidCards.Show), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Move_IsARecordedAct_AtTheVersionOnTheCard_AndADecidedBidStays()
    {
        await SetUpAsync();
        await RecordAsync(Town.Facilitator, (BidCards.AmountInput, "£12,500"));

        Assert.Contains("✓ Saved.", await MoveAsync(Town.Facilitator, 1, BidStatus.SentIn, ""), StringComparison.Ordinal);
        Assert.Contains("it has changed since", await MoveAsync(Town.Facilitator, 1, BidStatus.Withdrawn, ""), StringComparison.Ordinal); // E2
        Assert.Contains("Say what came of it", await MoveAsync(Town.Facilitator, 2, BidStatus.Awarded, ""), StringComparison.Ordinal);
        Assert.Contains("✓ Awarded", await MoveAsync(Town.Facilitator, 2, BidStatus.Awarded, "All of it."), StringComparison.Ordinal);
        Assert.Contains("it has changed since", await MoveAsync(Town.Facilitator, 3, BidStatus.NotAwarded, "No."), StringComparison.Ordinal);

        Assert.Equal(["BeingWritten network-alder-vale", "SentIn network-alder-vale", "Awarded network-alder-vale"], town.Rows(Partition, "audit|").Select(row => row.Fields.Text("what")));
        Assert.Contains("£12,500", await town.PressAsync(A.Head(2), BidCards.Open, ("bid", "b1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Move_ByAnotherBoardsOfficer_ChangesNothing()
    {
        await SetUpAsync();
        await RecordAsync(Town.Facilitator);

        Assert.Contains("This is not yours to do", await MoveAsync(Town.Chair, 1, BidStatus.SentIn, ""), StringComparison.Ordinal);
        Assert.Contains("This is not yours to do", await RecordAsync(A.Head(1), ("newBid", "b2")), StringComparison.Ordinal);
        Assert.Equal(2, town.Rows(Partition, "").Count);
    }

    [Theory]
    [InlineData(BidCards.FunderInput, "", "Say who gives")]
    [InlineData(BidCards.PurposeInput, "", "Say what it is for")]
    [InlineData(BidCards.WithInput, "", "Say who bids together")]
    [InlineData(BidCards.AmountInput, "about 12,000", "Write the amount in whole pounds")]
    [InlineData(BidCards.AmountInput, "£", "Write the amount in whole pounds")]
    [InlineData(BidCards.AmountInput, "0", "Write the amount in whole pounds")]
    [InlineData(BidCards.PurposeInput, "For UPN A123456789012", "unique pupil number")] // T4
    [InlineData("group", "locality-fernshaw", "Choose a board or network that you act for")]
    public async Task Record_SomethingWrong_SaysWhatToDoAndWritesNothing(string input, string text, string why)
    {
        await SetUpAsync();

        Assert.Contains(why, await RecordAsync(Town.Facilitator, (input, text)), StringComparison.Ordinal);
        Assert.Empty(town.Rows(Partition, ""));
    }

    [SkippableFact]
    public Task Samples_KeepTheCardLanguage() => CardCheck.CheckAsync(BidSamples.All().Select(sample => (sample.State, sample.Message.Card)));

    private Task<string> RecordAsync(PersonId by, params (string Name, string Value)[] change) => town.PressAsync(by, BidCards.Record, [.. Form.Where(pair => change.All(other => other.Name != pair.Name)), .. change]);

    private Task<string> MoveAsync(PersonId by, int version, BidStatus status, string outcome) =>
        town.PressAsync(by, BidCards.Move, ("bid", "b1"), ("version", $"{version}"), (BidCards.StatusInput, status.ToString()), (BidCards.OutcomeInput, outcome));

    private static readonly (string Name, string Value)[] Form =
        [("newBid", "b1"), ("group", Town.AlderVale.Value), (BidCards.FunderInput, "The department"), (BidCards.PurposeInput, "Days with a specialist"), (BidCards.WithInput, "Two networks"), (BidCards.AmountInput, "")];

    private async Task SetUpAsync()
    {
        await town.ImportAsync(Town.RegisterOf());
        var store = new BidStore(town.Table);
        town.Wire(new BidFeature(new(new(store, town.Directory, town.Clock), store, town.Directory, town.NewId)));
    }
}
