using TeamsBot.Core.Conversations;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Patterns;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Core.Themes;
using Xunit;
using static TeamsBot.Core.Tests.Patterns.PatternWorld;

namespace TeamsBot.Core.Tests.Patterns;

/// <summary>Themes for what came without, and approaches that others have already (R59, R60).</summary>
public sealed class SharingTests
{
    private static readonly Gathered WithApproach = new("Early language", [], [], [new("A talking hour every day", "Plover Sands Primary", new(2027, 1, 11), null, EvidenceStrength.None)]);

    [Fact]
    public async Task R59_AMatterWithoutATheme_IsAskedOfTheFacilitator_AndCountsFromTheConfirmationOn()
    {
        var world = await new PatternWorld().SetUpAsync();
        await world.RaiseAndRunAsync((1, 1, Talk), (1, 2, Talk));
        var id = await world.RaiseAsync(Network(1, 3), theme: null);
        await world.RunAsync();
        Assert.Empty(world.ToldTo(Chair(1)));
        Assert.Single(world.World.ShownIn(World.ChatOf(Adviser(1))), words => words == "Network 13: one priority without a theme");
        var asked = (await world.PressAsync(Adviser(1), TagCards.Show, (TagCards.PollKey, "poll-3"))).Card.ToJson();
        Assert.Contains("Its words suggest Early language.", asked, StringComparison.Ordinal);

        Assert.IsType<Answer.Say>(await world.AnswerAsync(Adviser(1), TagCards.Tag, (TagCards.PollKey, "poll-3"), (TagCards.InputOf(id), "no-such-theme")));
        Assert.Contains("not yours", (await world.PressAsync(Adviser(2), TagCards.Tag, (TagCards.PollKey, "poll-3"), (TagCards.InputOf(id), Talk))).Card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("The themes are set", (await world.PressAsync(Clerk(1), TagCards.Tag, (TagCards.PollKey, "poll-3"), (TagCards.InputOf(id), Talk))).Card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("set already", (await world.PressAsync(Adviser(1), TagCards.Tag, (TagCards.PollKey, "poll-3"), (TagCards.InputOf(id), Attendance))).Card.ToJson(), StringComparison.Ordinal);
        await world.RunAsync();

        Assert.Equal(new ThemeId(Talk), (await world.FindAsync(id)).Theme);
        Assert.Contains(world.World.Rows(MatterStore.Partition(Fernshaw.Tenant, id)), row => row.Key.StartsWith("audit|", StringComparison.Ordinal) && row.Fields.Text("who") == Clerk(1).Value && row.Fields.Text("what") == $"Theme {Talk}");
        Assert.Single(world.ToldTo(Chair(1)));
        Assert.Single(world.World.ShownIn(World.ChatOf(Adviser(1))), words => words == "The themes of Network 13 are set");
        Assert.Equal([], world.World.Replica.Log);
    }

    [Fact]
    public async Task R59_NoneOfThese_IsRemembered_AndTheMatterCountsNowhere()
    {
        var world = await new PatternWorld().SetUpAsync();
        var id = await world.RaiseAsync(Network(1, 3), theme: null);
        await world.RunAsync();
        await world.PressAsync(Adviser(1), TagCards.Tag, (TagCards.PollKey, "poll-1"), (TagCards.InputOf(id), TagCards.None));

        Assert.Contains("The themes are set", (await world.PressAsync(Clerk(1), TagCards.Show, (TagCards.PollKey, "poll-1"))).Card.ToJson(), StringComparison.Ordinal);
        Assert.Null((await world.FindAsync(id)).Theme);
    }

    [Fact]
    public async Task R60_ANetworkThatRaisesATheme_IsOfferedWhatAnotherHas_OncePerPair()
    {
        var world = await new PatternWorld().SetUpAsync();
        await world.RaiseAsync(Network(1, 1), gathered: WithApproach);
        await world.RaiseAsync(Network(1, 2), gathered: WithApproach, visibility: Visibility.Restricted);
        await world.RunAsync();
        var mine = await world.RaiseAsync(Network(4, 1));
        await world.RunAsync();
        Assert.Single(Offers(world, Adviser(4)));
        Assert.Single(Offers(world, NetworkChair(4, 1)));
        Assert.Empty(Offers(world, Adviser(1)));

        await world.RaiseAndRunAsync((4, 1, Talk));
        Assert.Single(Offers(world, Adviser(4))); // Once for the pair.
        await world.RaiseAndRunAsync((4, 2, Talk));
        Assert.Equal(2, Offers(world, Adviser(4)).Count()); // Another network of the same adviser.
        var card = (await world.PressAsync(Adviser(4), OfferCards.ShowOffer, Data(mine))).Card.ToJson();
        Assert.Contains("A talking hour every day", card, StringComparison.Ordinal);
        Assert.Contains("Network 11", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Network 12", card, StringComparison.Ordinal); // T5
    }

    [Fact]
    public async Task R60_AskingForContact_TellsTheOtherNetworkOnce_AndBothSeeThatTheyAreInTouch()
    {
        var world = await new PatternWorld().SetUpAsync();
        await world.RaiseAsync(Network(1, 1), gathered: WithApproach);
        await world.RunAsync();
        var mine = await world.RaiseAsync(Network(4, 1));
        await world.RunAsync();
        (string, string)[] data = [.. Data(mine), ("other", Network(1, 1).Id.Value)];
        Assert.Contains("not yours", (await world.PressAsync(Adviser(2), OfferCards.Contact, data)).Card.ToJson(), StringComparison.Ordinal);
        await world.PressAsync(Adviser(4), OfferCards.Contact, data);
        await world.PressAsync(NetworkChair(4, 1), OfferCards.Contact, data);
        await world.RunAsync();

        Assert.Single(world.World.ShownIn(World.ChatOf(Adviser(1))), words => words.Contains("Network 41 asks for contact about an approach", StringComparison.Ordinal));
        Assert.Contains("not yours", (await world.PressAsync(Adviser(4), OfferCards.InTouch, data)).Card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("In touch", (await world.PressAsync(NetworkChair(1, 1), OfferCards.InTouch, data)).Card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("In touch", (await world.PressAsync(Adviser(4), OfferCards.ShowOffer, Data(mine))).Card.ToJson(), StringComparison.Ordinal);
        await world.RunAsync();
        Assert.Equal([], world.World.Replica.Log);
    }

    private static (string, string)[] Data(MatterId matter) => [("network", Network(4, 1).Id.Value), ("matter", matter.Value)];

    private static IEnumerable<string> Offers(PatternWorld world, Core.PersonId person) => world.World.ShownIn(World.ChatOf(person)).Where(words => words.Contains("already has an approach", StringComparison.Ordinal));
}
