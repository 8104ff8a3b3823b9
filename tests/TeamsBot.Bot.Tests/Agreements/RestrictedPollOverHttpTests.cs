using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Bot.Local;
using TeamsBot.Core;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;
using Xunit;

namespace TeamsBot.Bot.Tests.Agreements;

/// <summary>
/// Scenario 8 over real HTTP: a school without a data-sharing agreement that asks for something restricted is refused, with the reason. In the sample county Dunnock Lane
/// Juniors (990103) has none on record.
/// </summary>
public sealed class RestrictedPollOverHttpTests
{
    private const string Secret = "Quillfeather", Network = "Alder Vale Network";

    [Fact]
    public async Task T5_Scenario8_ASchoolWithoutAnAgreement_GetsTheReasonInPlaceOfEverythingRestricted()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var adviser = await AtChat.OfAsync(running, "adviser.fernshaw@council");
        var closes = await OpenAsync(running, adviser);
        var without = await AtChat.OfAsync(running, "head.990103");

        // Sent: the reason in place of the ballot.
        Assert.Contains("Dunnock Lane Juniors has no data-sharing agreement on record.", await without.LastAsync(), StringComparison.Ordinal);
        Assert.Contains(Secret, await (await AtChat.OfAsync(running, "head.990101")).LastAsync(), StringComparison.Ordinal);

        // Asked for: by the lists, by the ballot's own button, and by a vote.
        Assert.DoesNotContain(Secret, await without.SayAsync("mine") + await without.SayAsync("todo"), StringComparison.Ordinal);
        Assert.Contains("An agreement is needed first", await without.PressAsync("todo.open.1"), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, await without.ReadAllAsync(), StringComparison.Ordinal);

        // The administrator records one: the same button opens the ballot.
        var clerk = await AtChat.OfAsync(running, "admin@council");
        await clerk.SayAsync("agreements 990103");
        await clerk.PressAsync("agreements.open", new { agreementParty = "school-990103" });
        Assert.Contains("✓ Recorded.", await clerk.PressAsync("agreements.record", new { agreementVersion = "1", agreementSigned = "2026-09-01" }), StringComparison.Ordinal);
        await without.SayAsync("todo");
        Assert.Contains(Secret, await without.PressAsync("todo.open.1"), StringComparison.Ordinal);

        // It ends: nothing goes out any more, and the copy that stands turns into the reason at the close.
        await clerk.PressAsync("agreements.end", new { agreementEnded = running.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) });
        Assert.Contains("The agreement has ended", await without.PressAsync("polls.vote", new { choices = "own1" }), StringComparison.Ordinal);
        await running.MoveToAsync(closes.AddMinutes(2));
        var poll = (await running.Bot.Services.GetRequiredService<PollStore>().FindAsync(LocalBot.Tenant, await PollAsync(running), default))!;
        Assert.Equal((7, 0), (poll.Electorate.Seats.Length, poll.Result!.Cast)); // V1: its seat counts all the same.
    }

    [Fact]
    public async Task T5_ARestrictedMatter_IsReadByItsOfficersOnTheRecord_AndTheClerkSeesWho()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var closes = await OpenAsync(running, await AtChat.OfAsync(running, "adviser.fernshaw@council"));
        foreach (var head in (int[])[1, 2, 4, 5])
        {
            Assert.Contains("Your vote is in", await (await AtChat.OfAsync(running, $"head.99010{head}")).PressAsync("polls.vote", new { choices = "own1" }), StringComparison.Ordinal);
        }

        await running.MoveToAsync(closes.AddMinutes(2));
        var (chair, clerk) = (await AtChat.OfAsync(running, "chair.fernshaw@council"), await AtChat.OfAsync(running, "clerk.fernshaw@council"));
        Assert.Contains(Secret, await chair.LastAsync(), StringComparison.Ordinal);
        await chair.PressAsync("escalations.acknowledge");

        var readers = await clerk.PressAsync("escalations.readers");
        Assert.Contains("Chair, Fernshaw Locality Board: ", readers, StringComparison.Ordinal);
        Assert.Contains("opened on", readers, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, readers, StringComparison.Ordinal);
        var matter = MatterId.Of(await PollAsync(running), "own1", Core.Directory.Tier.Locality);
        var readings = await running.Bot.Services.GetRequiredService<ReadingRecord>().OfAsync(MatterStore.Partition(LocalBot.Tenant, matter), default);
        Assert.Contains(readings, reading => reading is { How: Shown.Sent, Version: 1 });
        Assert.Contains(readings, reading => reading is { How: Shown.Opened, Version: 2 });

        // In a channel nothing of it is shown, whatever is pressed there.
        Assert.DoesNotContain(await chair.Person.ReadAsync(await chair.Person.ChannelAsync("Fernshaw Locality Board")), message => message.GetRawText().Contains(Secret, StringComparison.Ordinal));
    }

    private static async Task<PollId> PollAsync(RunningBot running) =>
        await running.Bot.Services.GetRequiredService<PollStore>().Index.OfGroupAsync(LocalBot.Tenant, new GroupId("network-alder-vale"), default).FirstAsync();

    private static async Task<DateTimeOffset> OpenAsync(RunningBot running, AtChat adviser)
    {
        await adviser.SayAsync("poll");
        var closes = await adviser.ValueAsync("closes");
        var asked = new { options = $"{Secret} support\nAnother thing", atMost = "1", visibility = "Restricted" };

        // V1: the schools that cannot take part are named before it opens, and it opens only when the facilitator presses again.
        var named = await adviser.PressAsync("polls.open", asked);
        Assert.Contains("One school has no data-sharing agreement in force", named, StringComparison.Ordinal);
        Assert.Contains("Dunnock Lane Juniors", named, StringComparison.Ordinal);
        Assert.Contains("The poll is open", await adviser.PressAsync("polls.open", asked), StringComparison.Ordinal);

        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));
        Assert.DoesNotContain(await adviser.Person.ReadAsync(await adviser.Person.ChannelAsync(Network)), message => message.GetRawText().Contains(Secret, StringComparison.Ordinal));
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(closes, CultureInfo.InvariantCulture));
    }
}
