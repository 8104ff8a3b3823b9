using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Testing.Cards;
using Xunit;

namespace TeamsBot.Core.Tests.Digests;

public sealed class DigestCardsTests
{
    private static readonly Period Fortnight = Period.Containing(Fernshaw.Monday);
    private static readonly DigestRecipient AlderVale = new(Fernshaw.AlderVale.Id, Fernshaw.AlderVale.Name);

    [SkippableFact]
    public Task EveryCard_WithTheLargestInputs_KeepsTheRules()
    {
        var name = new string('Ж', 100);
        var longest = Of([.. Enumerable.Range(0, 200).Select(n => Item(n % 2 == 0 ? AlderVale.Group.Value : $"network-{n}", new string('Ж', AssembleDigest.LongestText), name))]);
        var small = Of(Item("network-alder-vale"), Item("network-tarnside"));
        (string, AdaptiveCard)[] cards =
        [
            ("small", DigestCards.For(small, AlderVale).Card),
            ("late", DigestCards.For(small with { AssembledAt = Fortnight.End.AddDays(3) }, AlderVale).Card),
            ("nothing of its own", DigestCards.For(Of(Item("network-tarnside")), AlderVale).Card),
            ("only its own", DigestCards.For(Of(Item("network-alder-vale")), AlderVale).Card),
            ("longest", DigestCards.For(longest, AlderVale with { Name = name }).Card),
            ("status", DigestCards.Status(new(small, 1, 0, 0, 0, [])).Card),
            ("status of many failures", DigestCards.Status(new(longest, 0, 100, 0, 0, [.. Enumerable.Range(0, 100).Select(_ => new NotReached(name, name))])).Card),
            ("status of a skipped one", DigestCards.Status(new(Of(), 0, 0, 0, 0, [])).Card),
            ("none yet", DigestCards.NoneYet(Fortnight).Card),
            ("not yours", DigestCards.NotYours.Card),
        ];
        return CardCheck.CheckAsync(cards);
    }

    [Fact]
    public void For_AGroup_PutsItsOwnFirstAndCutsTheOldestOfTheRest()
    {
        var digest = Of([.. Enumerable.Range(0, 15).Select(n => Item("network-tarnside", $"elsewhere {n}.")), Item("network-alder-vale", "our own")]);

        var json = DigestCards.For(digest, AlderVale).Card.ToJson();

        Assert.True(json.IndexOf("our own", StringComparison.Ordinal) < json.IndexOf("elsewhere 14.", StringComparison.Ordinal));
        Assert.True(json.IndexOf("elsewhere 14.", StringComparison.Ordinal) < json.IndexOf("elsewhere 3.", StringComparison.Ordinal));
        Assert.DoesNotContain("elsewhere 2.", json, StringComparison.Ordinal);
        Assert.Contains("and three more.", json, StringComparison.Ordinal);
    }

    [Theory] // S2
    [InlineData(60, false)]
    [InlineData(61, true)]
    public void For_ALateDigest_SaysSo_S2(int minutes, bool late)
    {
        var digest = Of(Item("network-alder-vale")) with { AssembledAt = Digest.DueAt(Fortnight).AddMinutes(minutes) };

        Assert.Equal(late, DigestCards.For(digest, AlderVale).Card.ToJson().Contains("This update is late.", StringComparison.Ordinal));
    }

    [Theory] // T5
    [InlineData(Visibility.Public, true)]
    [InlineData(Visibility.Members, true)]
    [InlineData(Visibility.Restricted, false)]
    public void IsForChannels_ByVisibility_LeavesOutTheRestricted_T5(Visibility visibility, bool shown)
    {
        Assert.Equal(shown, Digest.IsForChannels(Item("network-alder-vale") with { Visibility = visibility }));
    }

    private static Update Item(string group, string text = "Early language", string name = "Alder Vale Network") => new("✓ Agreed", new(group), name, text, Visibility.Members);

    private static Digest Of(params Update[] items) => new()
    {
        Tenant = Fernshaw.Tenant,
        Period = Fortnight,
        AssembledAt = Digest.DueAt(Fortnight),
        Items = [.. items],
        Recipients = [AlderVale],
        Audit = AuditChain.Empty,
    };
}
