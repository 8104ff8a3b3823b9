using TeamsBot.Core.Conversations;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Tests.Escalations;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Digests;

public sealed class ShowDigestStatusTests
{
    private static readonly Period First = Period.Containing(Monday);

    [Fact]
    public async Task Status_WhileSendingAndAfter_AddsUpToTheRosterAndIsCompleteOnlyThen_S4()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        world.Teams.OnPost = (to, _) => to.ConversationId switch
        {
            "19:locality-fernshaw" => new SendOutcome.Closed("the channel was deleted"),
            "19:network-tarnside" => new SendOutcome.Ambiguous("504"),
            _ => null,
        };
        world.Clock.MoveTo(Digest.DueAt(First));
        await world.Assemble.HandleAsync(new(Tenant, AssembleDigest.Kind, First.Id, Digest.DueAt(First), Monday), world.Map, default);
        var digest = (await world.Digests.FindAsync(Tenant, First, default))!;

        var before = await world.DigestStatus.StatusAsync(digest, default);
        await world.RunAsync(TimeSpan.FromHours(2));
        var after = await world.DigestStatus.StatusAsync(digest, default);

        Assert.Equal((4, 4, false), (before.Planned, before.Roster, before.IsComplete));
        Assert.Equal((2, 1, 1, 0, true), (after.Sent, after.Failed, after.Uncertain, after.Planned, after.IsComplete));
        Assert.Equal(after.Roster, after.Sent + after.Failed + after.Uncertain + after.Planned);
        Assert.Equal(["Fernshaw Locality Board", "Tarnside Network"], after.NotReached.Select(line => line.Group).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Command_ForAnEditorOnly_ShowsTheBucketsOfTheLastDigest_S4()
    {
        var world = await new World().SetUpAsync();
        await world.Ensure.HandleAsync(Tenant, default);
        Assert.Contains("No update was made yet", await AskAsync(world, Editor), StringComparison.Ordinal);
        Assert.Contains("This is for the editor", await AskAsync(world, Chair), StringComparison.Ordinal);
        await world.RaiseOneAsync();

        await world.RunAsync(TimeSpan.FromDays(15));

        Assert.Contains("The update is complete", await AskAsync(world, Editor), StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(World world, PersonId person) =>
        Assert.IsType<Answer.Show>(await world.Map.CommandHandler("digest")!(new(CallerOf(person), new Place.Personal(), "digest", "", null), default)).Message.Card.ToJson();
}
