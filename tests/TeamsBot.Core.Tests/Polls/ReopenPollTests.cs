using System.Text.Json.Nodes;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>A closed poll asked again: a new one, linked to it (rule V12). In the first, two of three schools agreed the first option.</summary>
public sealed class ReopenPollTests
{
    private const string Reason = "One school was closed by snow.";

    [Fact]
    public async Task V12_AskAgain_OpensANewLinkedPollAndTheOldResultStands()
    {
        var world = await ClosedAsync();
        var old = await world.FindAsync();

        var form = await world.PressAsync(OwnerCards.AskAgain, Fernshaw.Facilitator);
        Assert.Contains("Early language: more children talking well by five\nAttendance of pupils\nReading at the move to Year 7", form, StringComparison.Ordinal);
        var id = PollIn(form);
        Assert.Contains("✓ The poll is open", await OpenAsync(world, id), StringComparison.Ordinal);
        await world.RunAsync(TimeSpan.FromMinutes(5));

        var poll = await world.FindAsync(id);
        Assert.Equal((PollState.Open, new Reopening(old.Id, old.ClosesAt, Reason)), (poll.State, poll.Reopens));
        Assert.Equal(["o1", "a1", "o3"], poll.Wording.Options.Select(option => option.Id)); // What keeps its words keeps its id, and nothing else has it.
        var stands = await world.FindAsync();
        Assert.Equal((PollState.Closed, old.ClosedAt, Outcome.Agreed), (stands.State, stands.ClosedAt, stands.Result!.Outcome));
        Assert.Equal((poll.Id, Fernshaw.Facilitator, Reason), (stands.AskedAgain!.Poll, stands.AskedAgain.By, stands.AskedAgain.Why));
        Assert.Contains($"facilitator: asked again in {id}: {Reason}", world.Audit);

        foreach (var cards in new[] { world.CardsIn(World.ChannelOf(Fernshaw.AlderVale)), world.CardsIn(World.ChatOf(Fernshaw.HeadOne)) })
        {
            Assert.Contains(cards, card => card.Contains("This was asked again on", StringComparison.Ordinal) && card.Contains("✓ Agreed", StringComparison.Ordinal) && card.Contains(Reason, StringComparison.Ordinal));
            Assert.Contains(cards, card => card.Contains("This asks again what was asked before", StringComparison.Ordinal) && card.Contains(id, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task V12_E5_AskAgain_WhatIsAgreedAgain_IsANewMatterThatNamesTheOneBefore()
    {
        var world = await ClosedAsync();
        var first = MatterId.Of(new("poll-1"), "o1", Tier.Locality);
        var before = await world.World.Matters.FindAsync(Fernshaw.Tenant, first, default);
        var id = PollIn(await world.PressAsync(OwnerCards.AskAgain, Fernshaw.Facilitator));
        await OpenAsync(world, id);
        var cast = new CastVote(world.World.Polls, world.World.Replica.Due, world.World.Clock);
        foreach (var school in new[] { 1, 2 })
        {
            Assert.IsType<VoteOutcome.Counted>(await cast.HandleAsync(Fernshaw.CallerOf(new($"head-{school}")), new(id), new($"school-10000{school}"), 1, "o1,a1", default));
        }

        await world.RunAsync(TimeSpan.FromDays(15));

        Assert.Equal((MatterState.Raised, (MatterId?)null), (before!.State, before.Evidence.Follows));
        Assert.Equal(first, (await world.World.Matters.FindAsync(Fernshaw.Tenant, MatterId.Of(new(id), "o1", Tier.Locality), default))!.Evidence.Follows);
        Assert.Null((await world.World.Matters.FindAsync(Fernshaw.Tenant, MatterId.Of(new(id), "a1", Tier.Locality), default))!.Evidence.Follows);
        Assert.NotNull(await world.World.Matters.FindAsync(Fernshaw.Tenant, first, default));
    }

    [Fact]
    public async Task V7_AskAgain_TheFormPressedTwice_OpensOnePollAndNotesItOnce()
    {
        var world = await ClosedAsync();
        var id = PollIn(await world.PressAsync(OwnerCards.AskAgain, Fernshaw.Facilitator));
        await OpenAsync(world, id);
        await OpenAsync(world, id);
        await world.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Single(world.Audit, row => row.Contains("asked again", StringComparison.Ordinal));
        Assert.Equal(2, world.World.Table.AllRows.Count(row => row.Key == "poll"));
    }

    [Fact]
    public async Task V12_AskAgain_Twice_IsRefused()
    {
        var world = await ClosedAsync();
        var late = PollIn(await world.PressAsync(OwnerCards.AskAgain, Fernshaw.Facilitator));
        await OpenAsync(world, PollIn(await world.PressAsync(OwnerCards.AskAgain, Fernshaw.Facilitator)));
        await world.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Contains("it was asked again already", await world.PressAsync(OwnerCards.AskAgain, Fernshaw.Facilitator), StringComparison.Ordinal);
        Assert.Contains("it was asked again already", await OpenAsync(world, late), StringComparison.Ordinal);
        Assert.Equal(2, world.World.Table.AllRows.Count(row => row.Key == "poll"));
    }

    [Theory]
    [InlineData("againReason", " ", "Write a reason")]
    [InlineData("againReason", "Pupil B801200001001 has left.", "unique pupil number")] // T4
    [InlineData("again", "no-such-poll", "could not be opened for that network")]
    [InlineData("again", "a|b", "no such poll to ask again")]
    public async Task V12_AskAgain_ThatIsNotRight_OpensNothingSaysWhyAndKeepsWhatWasTyped(string name, string value, string why)
    {
        var world = await ClosedAsync();
        var id = PollIn(await world.PressAsync(OwnerCards.AskAgain, Fernshaw.Facilitator));

        var answer = await OpenAsync(world, id, (name, value));

        Assert.Contains(why, answer, StringComparison.Ordinal);
        Assert.Contains("School uniform", answer, StringComparison.Ordinal);
        Assert.Single(world.World.Table.AllRows, row => row.Key == "poll");
    }

    [Fact]
    public async Task V12_AskAgain_WhileItIsOpenOrByAnybodyElse_IsRefused()
    {
        var world = await OwnerWorld.OpenAsync(chair: true);
        Assert.Contains("has not closed yet", await world.PressAsync(OwnerCards.AskAgain, Fernshaw.Facilitator), StringComparison.Ordinal);
        Assert.Contains("not yours to run", await world.PressAsync(OwnerCards.AskAgain, Fernshaw.HeadOne), StringComparison.Ordinal);
        Assert.Contains("not yours to run", await world.PressAsync(OwnerCards.AskAgain, OwnerWorld.Chair), StringComparison.Ordinal);
        Assert.Contains("not yours to run", await world.PressAsync(OwnerCards.AskAgain, Fernshaw.Facilitator, ("poll", "a|b")), StringComparison.Ordinal);
    }

    [Theory, InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task V12_AskAgain_WithAnyAnswerLost_OpensAndNotesOnce(TableFault fault)
    {
        var failed = true;
        for (var at = 1; failed; at++)
        {
            var world = await ClosedAsync();
            var id = PollIn(await world.PressAsync(OwnerCards.AskAgain, Fernshaw.Facilitator));
            var commits = 0;
            world.World.Table.Before = call => call.IsCommit && ++commits == at ? fault : null;
            await OpenAsync(world, id);
            failed = commits >= at;
            world.World.Table.Before = null;
            await world.RunAsync(TimeSpan.FromMinutes(10));

            Assert.Equal(id, (await world.FindAsync()).AskedAgain!.Poll.Value);
            Assert.Single(world.Audit, row => row.Contains("asked again", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Polls_ListsWhatSomebodyRuns_OpenOnesFirst_EachOnce()
    {
        var world = await ClosedAsync();
        var id = PollIn(await world.PressAsync(OwnerCards.AskAgain, Fernshaw.Facilitator));
        await OpenAsync(world, id);
        await world.World.Polls.Index.NoteAsync((await world.FindAsync()) with { Id = new("never-opened") }, default);
        await world.World.Polls.Index.NoteAsync((await world.FindAsync()) with { OpenedAt = Fernshaw.Monday.AddMinutes(1) }, default);

        foreach (var who in new[] { Fernshaw.Facilitator, OwnerWorld.Chair })
        {
            var list = await world.SayAsync(ListPolls.Command, who);
            Assert.Contains("One poll is open", list, StringComparison.Ordinal);
            Assert.Equal([id, "poll-1"], PollsIn(JsonNode.Parse(list.Replace("\n", " ", StringComparison.Ordinal))!).Distinct());
            Assert.Equal(2, list.Split("\"title\":\"Look at this poll\"").Length / 2);
        }

        await world.RunAsync(TimeSpan.FromDays(15));
        world.World.Clock.Advance(TimeSpan.FromDays(70));
        Assert.Contains("You run no poll", await world.SayAsync(ListPolls.Command, Fernshaw.Facilitator), StringComparison.Ordinal);
        Assert.Contains("You run no polls", await world.SayAsync(ListPolls.Command, Fernshaw.HeadOne), StringComparison.Ordinal);
    }

    private static IEnumerable<string> PollsIn(JsonNode node) => node switch
    {
        JsonObject part => [.. part["poll"] is JsonValue poll ? [poll.GetValue<string>()] : (string[])[], .. part.Where(pair => pair.Value is not null).SelectMany(pair => PollsIn(pair.Value!))],
        JsonArray list => list.Where(item => item is not null).SelectMany(item => PollsIn(item!)),
        _ => [],
    };

    private static async Task<OwnerWorld> ClosedAsync()
    {
        var world = await OwnerWorld.OpenAsync(chair: true);
        await world.VoteAsync(1, "o1");
        await world.VoteAsync(2, "o1");
        await world.RunAsync(OwnerWorld.Closes.AddHours(1) - world.World.Clock.GetUtcNow());
        return world;
    }

    private static string PollIn(string form) => form.Split("\"verb\":\"polls.open\"")[1].Split("\"poll\":\"")[1].Split('"')[0];

    private static Task<string> OpenAsync(OwnerWorld world, string id, params (string Name, string Value)[] data) => world.PressAsync(
        PollForm.Open,
        Fernshaw.Facilitator,
        [
            ("poll", id), ("again", "poll-1"), ("againReason", Reason), ("group", Fernshaw.AlderVale.Id.Value), ("atMost", "2"), ("ask", "Support"), ("secrecy", "Named"),
            ("options", "Early language: more children talking well by five\nSchool uniform\nReading at the move to Year 7"),
            ("closes", PollForm.Value(PollForm.ClosingTimes(world.World.Clock.GetUtcNow())[4])),
            .. data,
        ]);
}
