using Xunit;
using static TeamsBot.Bot.Tests.CardText;

namespace TeamsBot.Bot.Tests.Deadlines;

/// <summary>A matter that its board leaves lying, as the officers of the sample county live it: through the real endpoint, by the cards they see (rules E3, E4).</summary>
public sealed class OverdueOverHttpTests
{
    [Fact]
    public async Task E3_E4_AMatterNobodyAnswers_IsCoveredComesToTheNextTiersAgendaAndIsTakenOver()
    {
        await using var running = await RunningBot.StartCountyAsync();
        await AgreeAsync(running);
        var chair = await running.FindAsync("chair.fernshaw@council.example");
        Assert.Contains("Answer due by ", await LastAsync(chair), StringComparison.Ordinal);
        var (chat, first) = (await chair.ChatAsync(), (await chair.ReadAsync(await chair.ChatAsync()))[^1].GetProperty("id").GetString()!);

        await running.MoveToAsync(running.Clock.GetUtcNow().AddDays(70));

        Assert.Contains("You are asked to answer too: the chair may be away.", await AllAsync(await running.FindAsync("vicechair.fernshaw@council.example")), StringComparison.Ordinal);
        var above = await running.FindAsync("chair.partnership@council.example");
        Assert.Contains("On your board’s agenda", await LastAsync(above), StringComparison.Ordinal);
        await above.SayAsync(await above.ChatAsync(), "todo");
        Assert.Contains("overdue at Fernshaw Locality Board", await LastAsync(above), StringComparison.Ordinal);

        var overdue = (await above.ReadAsync(await above.ChatAsync())).Last(message => message.GetRawText().Contains("deadlines.takeOver", StringComparison.Ordinal)).GetProperty("id").GetString()!;
        var taken = Words((await above.PressAsync(await above.ChatAsync(), overdue, "deadlines.takeOver", new { takeOverReason = "We can pay for a therapist." })).GetProperty("card"));
        Assert.Contains("↑ Taken over", taken, StringComparison.Ordinal);

        var late = Words((await chair.PressAsync(chat, first, "escalations.acknowledge")).GetProperty("card"));
        Assert.Contains("Already taken over by the chair of", late, StringComparison.Ordinal);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(2));
        Assert.Contains("Answer due by ", await LastAsync(above), StringComparison.Ordinal);
    }

    private static async Task AgreeAsync(RunningBot running)
    {
        var adviser = await running.FindAsync("adviser.fernshaw@council.example");
        var chat = await adviser.ChatAsync();
        await adviser.SayAsync(chat, "poll");
        var form = (await adviser.ReadAsync(chat))[^1];
        await adviser.PressAsync(chat, form.GetProperty("id").GetString()!, "polls.open");
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));
        foreach (var number in Enumerable.Range(1, 5))
        {
            var head = await running.FindAsync($"head.99010{number}@schools.example");
            var own = await head.ChatAsync();
            await head.PressAsync(own, (await head.ReadAsync(own))[^1].GetProperty("id").GetString()!, "polls.vote", new { choices = "p1" });
        }

        await running.MoveToAsync(running.Clock.GetUtcNow().AddDays(8));
    }

    private static async Task<string> LastAsync(Someone person) => Words((await person.ReadAsync(await person.ChatAsync()))[^1].GetProperty("card"));

    private static async Task<string> AllAsync(Someone person) =>
        string.Join('\n', (await person.ReadAsync(await person.ChatAsync())).Where(message => message.TryGetProperty("card", out _)).Select(message => Words(message.GetProperty("card"))));
}
