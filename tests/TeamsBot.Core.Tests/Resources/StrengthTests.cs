using TeamsBot.Core.Audit;
using TeamsBot.Core.Resources;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Core.Tests.Themes;
using TeamsBot.Testing.Cards;
using Xunit;

namespace TeamsBot.Core.Tests.Resources;

/// <summary>Strengths on offer and the boards' registers of them (R72), the whole way of a press.</summary>
public sealed class StrengthTests
{
    private static readonly string Partition = StrengthStore.Partition(A.Tenant);

    [Fact]
    public async Task Offer_StandsUnderItsTheme_ForMembers_UntilItsLastDay()
    {
        var town = await ResourceTown.StartAsync();

        Assert.Contains("✓ It is on offer", await OfferAsync(town, A.Deputy(1)), StringComparison.Ordinal);

        Assert.Contains("We show how we teach phonics", await ListAsync(town, A.Head(2), "literacy"), StringComparison.Ordinal); // a wider theme
        Assert.DoesNotContain("phonics", await ListAsync(town, A.Head(2), "maths"), StringComparison.Ordinal);
        Assert.DoesNotContain("We show how", await ListAsync(town, Town.Governor, "literacy"), StringComparison.Ordinal);
        town.Town.Clock.MoveTo(new(2027, 7, 16, 22, 0, 0, TimeSpan.Zero));
        Assert.Contains("We show how", await ListAsync(town, A.Head(2), "literacy"), StringComparison.Ordinal);
        town.Town.Clock.MoveTo(new(2027, 7, 16, 23, 0, 0, TimeSpan.Zero)); // midnight in Lancashire
        Assert.DoesNotContain("We show how", await ListAsync(town, A.Head(2), "literacy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task V7_Offer_PressedTwice_OffersOne()
    {
        var town = await ResourceTown.StartAsync();

        await OfferAsync(town, A.Head(1));
        var rows = town.Town.Rows(Partition, "").Count;
        Assert.Contains("✓ It is on offer", await OfferAsync(town, A.Deputy(1)), StringComparison.Ordinal);

        Assert.Equal(rows, town.Town.Rows(Partition, "").Count);
    }

    [Fact]
    public async Task Confirm_AndRemove_AreForTheOfficersOfItsOwnBoard_AndToldOnce()
    {
        var town = await ResourceTown.StartAsync();
        await OfferAsync(town, A.Head(1));

        Assert.Contains("This is not yours to do", await town.Town.PressAsync(Town.OtherChair, StrengthCards.Confirm, ("strength", "s1")), StringComparison.Ordinal);
        Assert.Contains("one strength", await town.Town.PressAsync(Town.Chair, StrengthCards.Register), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("✓ Confirmed", await town.Town.PressAsync(Town.Chair, StrengthCards.Confirm, ("strength", "s1")), StringComparison.Ordinal);
        Assert.Equal([(A.Deputy(1), "Fernshaw Locality Board confirmed a strength of School 1"), (A.Head(1), "Fernshaw Locality Board confirmed a strength of School 1")], await town.PostedAsync());
        await town.Town.PressAsync(Town.Chair, StrengthCards.Confirm, ("strength", "s1"));
        Assert.Contains("Write a reason", await town.Town.PressAsync(Town.Chair, StrengthCards.Remove, ("strength", "s1"), (StrengthCards.ReasonInput, " ")), StringComparison.Ordinal);
        Assert.Empty(await town.PostedAsync());

        await town.Town.PressAsync(Town.Chair, StrengthCards.Remove, ("strength", "s1"), (StrengthCards.ReasonInput, "The school asks for help itself."));
        Assert.Equal([A.Deputy(1), A.Head(1)], (await town.PostedAsync()).Select(post => post.To));
        Assert.DoesNotContain("We show how", await ListAsync(town, A.Head(2), "literacy"), StringComparison.Ordinal);
        Assert.Contains("this is how it stands now", await town.Town.PressAsync(Town.Chair, StrengthCards.Confirm, ("strength", "s1")), StringComparison.Ordinal); // E2
        Assert.NotNull(AuditChain.Follow("audit|s1", town.Town.Rows(Partition, "audit|s1"))); // T6
        Assert.Equal(3, town.Town.Rows(Partition, "audit|s1").Count);
    }

    [Fact]
    public async Task Withdraw_IsForWhoeverSpeaksForIt()
    {
        var town = await ResourceTown.StartAsync();
        await OfferAsync(town, Town.Facilitator, ("by", Town.AlderVale.Value));

        Assert.Contains("This is not yours to do", await town.Town.PressAsync(A.Head(1), StrengthCards.Withdraw, ("strength", "s1")), StringComparison.Ordinal);
        Assert.Contains("✓ Taken back", await town.Town.PressAsync(Town.Facilitator, StrengthCards.Withdraw, ("strength", "s1")), StringComparison.Ordinal);
        Assert.DoesNotContain("We show how", await ListAsync(town, A.Head(2), "literacy"), StringComparison.Ordinal);
        Assert.Empty(await town.PostedAsync());
    }

    [Theory]
    [InlineData(StrengthCards.TextInput, "", "Say what you offer")]
    [InlineData(StrengthCards.ForWhomInput, "", "Say for whom")]
    [InlineData(StrengthCards.ThemeInput, "no-such-theme", "Choose a theme")]
    [InlineData(StrengthCards.UntilInput, "2026-11-15", "Choose a last day that is not past")]
    [InlineData(StrengthCards.UntilInput, "2030-01-01", "Choose a last day within two years")]
    [InlineData(StrengthCards.UntilInput, "always", "Choose the last day")]
    [InlineData(StrengthCards.TextInput, "Ask for UPN A123456789012", "unique pupil number")] // T4
    [InlineData("by", "school-2", "Choose whom you speak for")]
    public async Task Offer_SomethingWrong_SaysWhatToDoAndWritesNothing(string input, string text, string why)
    {
        var town = await ResourceTown.StartAsync();

        Assert.Contains(why, await OfferAsync(town, A.Head(1), (input, text)), StringComparison.Ordinal);
        Assert.Empty(town.Town.Rows(Partition, ""));
    }

    [SkippableFact]
    public Task Samples_KeepTheCardLanguage() => CardCheck.CheckAsync(StrengthSamples.Of(ThemeListTests.Starter).Concat(RequestSamples.All()).Select(sample => (sample.State, sample.Message.Card)));

    private static Task<string> OfferAsync(ResourceTown town, PersonId by, params (string Name, string Value)[] change) => town.Town.PressAsync(by, StrengthCards.Offer, [.. Form.Where(pair => change.All(other => other.Name != pair.Name)), .. change]);

    private static Task<string> ListAsync(ResourceTown town, PersonId by, string theme) => town.Town.PressAsync(by, ResourceCards.Show, (ResourceCards.ThemeInput, theme));

    private static readonly (string Name, string Value)[] Form =
    [
        ("newStrength", "s1"), ("by", "school-1"), (StrengthCards.ThemeInput, "early-literacy"), (StrengthCards.TextInput, "We show how we teach phonics"), (StrengthCards.ForWhomInput, "primaries"), (StrengthCards.UntilInput, "2027-07-16"),
    ];
}
