using System.Collections.Immutable;
using System.Net;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Minutes;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Polls;
using Xunit;

namespace TeamsBot.Core.Tests.Minutes;

/// <summary>What an auditor finds in the minutes, and that people's words stay words in them (rule T3).</summary>
public sealed class PollMinutesTests
{
    [Fact]
    public async Task Minutes_OfAClosedPoll_HaveEverythingThatDecidedIt() // V16
    {
        var world = await RecountTests.ClosedAsync();

        var (html, csv) = await WriteAsync(world);

        Assert.All(
            (string[])
            [
                "✓ Agreed", "Early language: more children talking well by five (3\u00A0of\u00A04)", "4 of 5 seats voted",
                "4 × 100 = 400; 50 × 5 = 250", "The fewest ballots that are enough: 3", "50 × 4 = 200", "The fewest votes that are enough: 3",
                "School 5", "Did not vote", "None of these", "Waiting times for mental health support", "head-1", "Opened, to close on Friday 27\u00A0November\u00A02026, 5\u00A0pm", "the bot, at the set time",
                "Both agree with the result, and every chain of the audit is whole", (await world.Worker().FindAsync()).Audit.Hash,
            ],
            text => Assert.Contains(text, WebUtility.HtmlDecode(html), StringComparison.Ordinal));
        Assert.Contains("\"vote\",\"school-2\",\"School 2\",\"Attendance of pupils who miss a day a week; Early language: more children talking well by five\",\"2026-11-16T09:04:00Z\",\"deputy-2\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"audited vote\",\"audit|school-1\",\"vote p1,p3\",\"1\"", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Minutes_OfASecretPoll_SayThatASeatVotedAndNothingMore() // V18
    {
        var world = await RecountTests.SecretAsync();

        var (html, csv) = await WriteAsync(world);

        Assert.Contains("\"vote\",\"school-5\",\"School 5\",\"Voted\",\"\",\"\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"vote\",\"school-6\",\"School 6\",\"Did not vote\",\"\",\"\"", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("audited vote", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("09:05:00Z", csv, StringComparison.Ordinal); // When the fifth school voted: in the order of the votes.
        Assert.Contains("A secret vote needs five in any case.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("9.05", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Minutes_OfADoctoredPoll_SayWhatDoesNotAgree()
    {
        var world = await RecountTests.ClosedAsync();
        await world.Table.CommitAsync(PollWorld.Partition, [Write.Delete(Assert.Single(world.Rows("ballot|school-4")))], default);

        var (html, csv) = await WriteAsync(world);

        Assert.Contains("<li>School 4: its ballot is missing", html, StringComparison.Ordinal);
        Assert.Contains("\"difference\",\"\",\"School 4: its ballot is missing", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Minutes_OfMoreTimeAndATie_SayWhoDidWhatAndWhy()
    {
        var to = A.Closes;
        var poll = PollSamples.Tied with
        {
            Extensions = [new(PollWorld.Facilitator, A.Opened.AddDays(1), to.AddDays(-2), to, "Snow closed two schools.")],
            AskedAgain = new(new("poll-9"), PollWorld.Facilitator, to.AddDays(2), "Two schools joined."),
            Tie = new(1, [PollWorld.Facilitator], Role.Facilitator, Settlement: new(["p3"], to.AddDays(1), "More pupils are affected.", PollWorld.Facilitator, Role.Facilitator)),
        };
        var minutes = new PollMinutes(new(poll.Id, new(poll, [poll.Wording], null, [], [], [], ImmutableDictionary<string, IReadOnlyList<Row>>.Empty), []), [], register: null);

        Assert.Equal(["This was asked again in poll poll-9, and its result stands. The reason given: Two schools joined."], minutes.Links);
        Assert.Equal(3, minutes.Decided.Count());
        Assert.Contains(minutes.Options, option => option is { Id: "p3", Verdict: "Tied, then agreed" });
        Assert.Contains("The facilitator’s casting vote on Saturday 28\u00A0November at 5\u00A0pm chose: Mental health waits. The reason given: More pupils are affected. It was facilitator", minutes.Tie, StringComparison.Ordinal);
        Assert.Equal("More time, until Friday 27\u00A0November\u00A02026, 5\u00A0pm. The reason given: Snow closed two schools.", Words($"extend to {Keys.Ticks(to)}"));
        Assert.Equal("Opened, to close on Wednesday 25\u00A0November\u00A02026, 5\u00A0pm", Words("open"));
        Assert.Equal("Casting vote: Waiting times for mental health support. The reason given: More pupils are affected.", Words("casting vote p3"));
        Assert.Equal(
            "Voting closed early, and the votes were counted: tied. It was to close on Saturday 28\u00A0November\u00A02026, 5\u00A0pm. The reason given: Everyone has voted.",
            ActWords.Of(poll with { Early = new(PollWorld.Facilitator, Role.Chair, to, to.AddDays(1), "Everyone has voted.") }, new(PollRows.PollAudit, "chair", "close early Tied: Everyone has voted.", to, 1)));
        Assert.Equal("The words were changed: version 2. The reason given: clearer: for parents", Words("amend to wording 2: clearer: for parents"));
        Assert.Equal("Kestrel Bank Primary passed on to whoever holds its offices. The reason given: The head has left.", Words("give school-00 to head-0,deputy-0: The head has left."));
        Assert.Equal("Asked again, in poll poll-9. The reason given: Two schools joined.", Words("asked again in poll-9: Two schools joined."));
        Assert.Equal("Something new", Words("something new"));

        string Words(string what) => ActWords.Of(poll, new(PollRows.PollAudit, "facilitator", what, to, 1));
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("  +44", "\"'  +44\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"' =1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    [InlineData("say \"yes\", then", "\"say \"\"yes\"\", then\"")]
    [InlineData("a\u202Eb", "\"ab\"")]
    [InlineData("– Not agreed", "\"– Not agreed\"")]
    public void Cell_WhateverItHolds_IsDataAndNoFormula(string text, string cell) => Assert.Equal(cell, MinutesCsv.Cell(text)); // T3

    [Fact]
    public void ToHtml_WithMarkupInPeoplesWords_EncodesIt() // T3
    {
        const string nasty = "<script>alert(1)</script>\u202E<img src=x onerror=alert(1)>";
        var poll = A.Closed(5, "p1", "p1", "p1") with { GroupName = nasty, Wording = new(1, [.. A.Wording.Options.Select(option => option with { Text = nasty })], 3) };
        var record = new PollRecord(poll, [poll.Wording], null, [], [], [], ImmutableDictionary<string, IReadOnlyList<Row>>.Empty);

        var html = new PollMinutes(new(poll.Id, record, [nasty]), [], register: null).ToHtml();

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\u202E", html, StringComparison.Ordinal);
    }

    private static async Task<(string Html, string Csv)> WriteAsync(PollWorld world)
    {
        var taken = Assert.IsType<MinutesOutcome.Taken>(await new TakeMinutes(RecountTests.RecountOf(world), new(world.Table), new(world.Table)).HandleAsync(A.Tenant, new("poll-1"), default));
        return (taken.Minutes.ToHtml(), taken.Minutes.ToCsv());
    }
}
