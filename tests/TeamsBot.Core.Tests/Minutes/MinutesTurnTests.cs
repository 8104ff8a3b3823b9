using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Minutes;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing.Cards;
using Xunit;

namespace TeamsBot.Core.Tests.Minutes;

/// <summary>The command <c>minutes</c>: for whoever keeps them, and for nobody else.</summary>
public sealed class MinutesTurnTests
{
    [Theory]
    [InlineData("facilitator")]
    [InlineData("other-facilitator")]   // facilitates the network too
    public async Task Minutes_OfWhoeverKeepsThem_ListsTheirPollsAndShowsOne(string who)
    {
        var world = await RecountTests.ClosedAsync();

        var list = await ListAsync(world, new(who));
        var brief = await ShowAsync(world, new(who), "poll-1");

        Assert.Contains("2026: Agreed", list, StringComparison.Ordinal);
        Assert.Contains("A recount agrees", brief, StringComparison.Ordinal);
        Assert.Contains("minutes of poll poll-1", brief, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("head-1", "poll-1")]
    [InlineData("nobody", "poll-1")]
    [InlineData("facilitator", "poll-2")]
    [InlineData("facilitator", "a|b")]
    [InlineData("facilitator", "")]
    public async Task Show_OfAnothersPollOrNone_ShowsNoMinutes(string who, string poll)
    {
        var world = await RecountTests.ClosedAsync();

        var shown = await ShowAsync(world, new(who), poll);

        Assert.DoesNotContain("recount", shown, StringComparison.Ordinal);
        Assert.Contains(who == "facilitator" ? "Choose a decision" : "There are no minutes for you", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_OfAnOpenPoll_ShowsNothingOfIt() // V17
    {
        var world = await PollWorld.OpenAsync();
        await world.Worker().VoteAsync(1, "p1");

        Assert.Contains("There are no minutes for you", await ShowAsync(world, PollWorld.Facilitator, "poll-1"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public Task Cards_InEveryState_AreGoodCards() => CardCheck.CheckAsync(MinutesSamples.All().Select(sample => (sample.State, sample.Message.Card)));

    [Fact]
    public void Brief_OfAVoteWithManyLongActs_FitsACard()
    {
        var poll = PollSamples.Tied;
        var (chain, acts) = (AuditChain.Empty, new List<Row>());
        foreach (var what in Enumerable.Range(1, 60).Select(n => $"give school-{n} to head-{n}: {new string('é', Tie.LongestReason)}").Append($"close {poll.Result!.Outcome}"))
        {
            (chain, var write) = chain.Append(PollRows.PollAudit, "facilitator", what, poll.ClosesAt, 1);
            acts.Add(new("", write.Key, "", ((Write.InsertOne)write).Fields));
        }

        var record = new PollRecord(poll with { Audit = chain }, [poll.Wording], null, [], [], [], new Dictionary<string, IReadOnlyList<Row>> { [PollRows.PollAudit] = acts });
        var card = MinutesCards.Brief(new(new(poll.Id, record, [.. Enumerable.Repeat(new string('é', 300), 20)]), [], register: null)).Card;

        Assert.True(card.SizeInBytes < 26 * 1024, $"{card.SizeInBytes}");
        Assert.Contains("Voting closed, and the votes were counted", card.ToJson(), StringComparison.Ordinal);
    }

    private static MinutesTurn TurnOf(PollWorld world)
    {
        var worker = world.Worker();
        return new(new(worker.Polls, worker.Periods, world.Clock), new(RecountTests.RecountOf(world), new(world.Table), new(world.Table)), new(world.Table));
    }

    private static async Task<string> ListAsync(PollWorld world, PersonId who) =>
        Assert.IsType<Answer.Show>(await TurnOf(world).ListAsync(new Typed(PollWorld.CallerOf(who), new Place.Personal(), "minutes", "", null), default)).Message.Card.ToJson();

    private static async Task<string> ShowAsync(PollWorld world, PersonId who, string poll) =>
        Assert.IsType<Answer.Show>(await TurnOf(world).ShowAsync(new(PollWorld.CallerOf(who), new Place.Personal(), null, new Dictionary<string, string> { ["poll"] = poll }, null), default)).Message.Card.ToJson();
}
