using TeamsBot.Core.Conversations;
using TeamsBot.Core.Escalations;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Escalations;

public sealed class MatterTurnTests
{
    [Fact]
    public async Task Press_OnAnOldCard_ShowsTheCurrentOneAndWhoCameFirst_E2()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        await PressAsync(world, ViceChair, MatterVerbs.Accept, 1);

        var late = await ShownAsync(world, Chair, MatterVerbs.Decline, 1, (MatterVerbs.ReasonInput, "No money"));

        Assert.Contains("Already accepted by the vice-chair of Fernshaw Locality Board on", late, StringComparison.Ordinal);
        Assert.Contains("✓ Accepted", late, StringComparison.Ordinal);
        Assert.Equal(MatterState.Accepted, (await world.FindAsync()).State);
    }

    [Theory]
    [InlineData(Act.Acknowledge, "Already acknowledged by the chair of Fernshaw Locality Board on")]
    [InlineData(Act.Accept, "Already accepted by the chair")]
    [InlineData(Act.Ask, "A question was already asked by the chair")]
    [InlineData(Act.ReferUp, "Already referred up by the chair")]
    [InlineData(Act.Return, "Already returned by the chair")]
    [InlineData(Act.Decline, "Already declined by the chair")]
    [InlineData(Act.Withdraw, "Already withdrawn by the facilitator of Alder Vale Network on")]
    [InlineData(Act.Progress, "Progress was already reported by the chair")]
    [InlineData(Act.Resolve, "Already resolved by the chair")]
    public async Task E2_Press_OfEveryButtonOnAnOldCard_ShowsTheCurrentOneAndWhoCameFirst(Act first, string already)
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        var version = 1;
        if (first is Act.Progress or Act.Resolve)
        {
            await world.MoveAsync(Chair, Act.Accept, version++);
        }

        Assert.IsType<MoveOutcome.Moved>(await world.MoveAsync(first is Act.Withdraw ? Facilitator : Chair, first, version, "The reason"));
        foreach (var (verb, act) in MatterVerbs.Acts.Where(pair => pair.Act is not (Act.Reply or Act.Withdraw)))
        {
            (string, string)[] data = [(MatterVerbs.BoardKey, Board.Id.Value), .. MatterVerbs.InputOf(act) is { } input ? [(input, "Something else")] : ((string, string)[])[]];
            Assert.Contains(already, await ShownAsync(world, Clerk, verb, version, data), StringComparison.Ordinal);
        }

        Assert.Equal(version + 1, (await world.FindAsync()).Version);
    }

    [Theory] // The presser is shown what the press did.
    [InlineData(Act.Acknowledge, "✓ Acknowledged")]
    [InlineData(Act.Accept, "✓ Accepted")]
    [InlineData(Act.Ask, "? Question asked")]
    [InlineData(Act.ReferUp, "↑ Referred up")]
    [InlineData(Act.Return, "↓ Returned")]
    [InlineData(Act.Decline, "✕ Declined")]
    public async Task E2_Press_OfEachButton_ShowsWhatItDid(Act act, string heading)
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        var verb = MatterVerbs.Acts.Single(pair => pair.Act == act).Verb;

        var shown = await ShownAsync(world, Chair, verb, 1, (MatterVerbs.BoardKey, Board.Id.Value), (MatterVerbs.InputOf(act) ?? "none", "The reason"));

        Assert.Contains($"\"text\":\"{heading}\"", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E2_Press_ByTheFacilitator_WithdrawsOnceAndIsShownSo()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        (string, string)[] data = [(MatterVerbs.OriginKey, AlderVale.Id.Value), (MatterVerbs.WithdrawInput, "A charity pays.")];

        Assert.Contains("– Withdrawn", await ShownAsync(world, Facilitator, MatterVerbs.Withdraw, 1, data), StringComparison.Ordinal);
        Assert.DoesNotContain("Your press changed nothing", await ShownAsync(world, Facilitator, MatterVerbs.Withdraw, 1, data), StringComparison.Ordinal);
        Assert.Contains("Already withdrawn by the facilitator", await ShownAsync(world, Facilitator, MatterVerbs.Withdraw, 1, (MatterVerbs.OriginKey, "x"), (MatterVerbs.WithdrawInput, "Another")), StringComparison.Ordinal);
        Assert.Equal(2, (await world.FindAsync()).Version);
    }

    [Theory]
    [InlineData("", "2027-01-22", "Name who will see to it, then accept.")]
    [InlineData("the head of early help", "", "Choose the day by which the board says how it goes.")]
    public async Task E2_Press_AcceptWithSomethingMissing_SaysWhatToDoAndKeepsTheForm(string owner, string date, string say)
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();

        var answer = await PressAsync(world, Chair, MatterVerbs.Accept, 1, (MatterVerbs.OwnerInput, owner), (MatterVerbs.DateInput, date));

        Assert.Equal(say, Assert.IsType<Answer.Say>(answer).Text);
        Assert.Equal(1, (await world.FindAsync()).Version);
    }

    [Fact]
    public async Task Press_DeclineWithoutAReason_IsToldWhatToDoAndKeepsTheForm_E5()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();

        var answer = Assert.IsType<Answer.Say>(await PressAsync(world, Chair, MatterVerbs.Decline, 1, (MatterVerbs.ReasonInput, "  ")));

        Assert.Equal("Write a reason before you decline. Everyone who voted reads it.", answer.Text);
        Assert.Equal(1, (await world.FindAsync()).Version);
    }

    [Theory]
    [InlineData("chair", MatterVerbs.Decline, MatterVerbs.ReasonInput, 1)]
    [InlineData("chair", MatterVerbs.ReferUp, MatterVerbs.UpInput, 1)]
    [InlineData("chair", MatterVerbs.Ask, MatterVerbs.QuestionInput, 1)]
    [InlineData("facilitator", MatterVerbs.Reply, MatterVerbs.ReplyInput, 2)]
    public async Task Press_WithWordsAboutOnePupil_IsToldWhereTheyBelongKeepsTheFormAndStoresNothing_T4(string person, string verb, string input, int version)
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        if (verb == MatterVerbs.Reply)
        {
            await world.MoveAsync(Chair, Act.Ask, 1, "How many children?");
        }

        var answer = Assert.IsType<Answer.Say>(await PressAsync(world, new(person), verb, version, (input, "It is about Sam Archer (12/03/2014)")));

        Assert.Contains("a date of birth beside a name", answer.Text, StringComparison.Ordinal);
        Assert.Contains("designated safeguarding lead", answer.Text, StringComparison.Ordinal);
        Assert.Equal(version, (await world.FindAsync()).Version);
        Assert.DoesNotContain(world.Table.AllRows, row => row.Fields.Any(field => $"{field.Value}".Contains("Archer", StringComparison.Ordinal)));
    }

    [Theory] // T2: no such matter and not yours look the same; V2: the card's claims give no right
    [InlineData("stranger", MatterVerbs.Accept)]
    [InlineData("facilitator", MatterVerbs.Accept)]
    [InlineData("chair", MatterVerbs.Reply)]
    [InlineData("stranger", MatterVerbs.Show)]
    [InlineData("head-1", MatterVerbs.Show)]
    public async Task Press_BySomebodyWithNoPart_LooksLikeAMatterThatDoesNotExist_T2(string person, string verb)
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();

        var answered = await ShownAsync(world, new(person), verb, 1, (MatterVerbs.ReplyInput, "words"));
        var absent = Assert.IsType<Answer.Show>(await world.Map.PressHandler(verb)!(new(CallerOf(Chair), new Place.Personal(), null, new Dictionary<string, string> { ["matter"] = "no|such", ["version"] = "1" }, null), default));

        Assert.Equal(absent.Message.Card.ToJson(), answered);
        Assert.Equal(1, (await world.FindAsync()).Version);
    }

    [Fact]
    public async Task Show_AnOfficersCopy_IsTheCardAsItStands()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        await world.MoveAsync(Chair, Act.ReferUp, 1, "It needs the county");

        Assert.Contains("↑ Referred up", await ShownAsync(world, Clerk, MatterVerbs.Show, 1, ("board", Board.Id.Value)), StringComparison.Ordinal);
        Assert.Contains("Will the board accept this?", await ShownAsync(world, CountyChair, MatterVerbs.Show, 2, ("board", Partnership.Id.Value)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_TheFacilitatorsCopy_IsTheQuestion()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        await world.MoveAsync(Chair, Act.Ask, 1, "How many children?");

        Assert.Contains("How many children?", await ShownAsync(world, Facilitator, MatterVerbs.Show, 2), StringComparison.Ordinal);
        Assert.Contains("✓ The reply is sent", await ShownAsync(world, Facilitator, MatterVerbs.Reply, 2, (MatterVerbs.ReplyInput, "About 40")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Press_OnACardWhoseDeliveryIsUncertain_SettlesItAsSent()
    {
        var world = await new World().SetUpAsync();
        world.Teams.OnPost = (to, message) =>
        {
            if (to.ConversationId != World.ChatOf(Chair))
            {
                return null;
            }

            world.Teams.Deliver(to, message);
            return new SendOutcome.Ambiguous("504");
        };
        await world.VoteAsync();
        await world.RunAsync(TimeSpan.FromMinutes(61));
        var summary = await world.Replica.Report.OfIntentAsync(MatterStore.Partition(Tenant, World.Matter), "move-1-chair", default);
        Assert.Equal(1, summary!.Counts.Uncertain);

        await PressAsync(world, Chair, MatterVerbs.Accept, 1, ("board", Board.Id.Value));
        await world.RunAsync(TimeSpan.FromDays(1));

        summary = await world.Replica.Report.OfIntentAsync(MatterStore.Partition(Tenant, World.Matter), "move-1-chair", default);
        Assert.Equal((3, 0), (summary!.Counts.Sent, summary.Counts.Uncertain));
        Assert.Equal("✓ Accepted: Early language", Assert.Single(world.ShownIn(World.ChatOf(Chair))));
    }

    private static Task<Answer> PressAsync(World world, PersonId person, string verb, int version, params (string Name, string Value)[] data)
    {
        var map = data.ToDictionary(pair => pair.Name, pair => pair.Value);
        map["matter"] = World.Matter.Value;
        map["version"] = $"{version}";
        if (verb is MatterVerbs.Accept or MatterVerbs.Progress)
        {
            map.TryAdd(MatterVerbs.OwnerInput, "the head of early help");
            map.TryAdd(MatterVerbs.DateInput, "2027-01-22");
        }

        return world.Map.PressHandler(verb)!(new(CallerOf(person), new Place.Personal(), world.Teams.Posts.LastOrDefault(post => post.Conversation == World.ChatOf(person)).ActivityId, map, $"29:{person}"), default);
    }

    private static async Task<string> ShownAsync(World world, PersonId person, string verb, int version, params (string Name, string Value)[] data) =>
        Assert.IsType<Answer.Show>(await PressAsync(world, person, verb, version, data)).Message.Card.ToJson();
}
