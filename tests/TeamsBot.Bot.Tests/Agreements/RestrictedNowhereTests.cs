using System.Globalization;
using Xunit;

namespace TeamsBot.Bot.Tests.Agreements;

/// <summary>
/// Restricted text never leaves the few people it is for (rule T5). Into a life of the county, words that stand nowhere else are planted: in everything that people write
/// about something restricted, and about the same things for members. Then everything that somebody may read outside the store is searched for them.
/// </summary>
public sealed class RestrictedNowhereTests
{
    /// <summary>Planted in what is restricted: the options, reasons, questions and answers of a poll, its matter and a request to services about it, and a concern.</summary>
    private static readonly string[] Restricted = [.. Enumerable.Range(1, 14).Select(number => $"Quillfeather{number:D2}")];

    /// <summary>Planted in the same places of what is for members.</summary>
    private static readonly string[] Members = [.. Enumerable.Range(1, 14).Select(number => $"Marshwort{number:D2}")];

    /// <summary>Who votes on the restricted poll, runs it, or answers its matter: each in their own chat, and nowhere else.</summary>
    private static readonly HashSet<string> Named =
    [
        "head.990101", "deputy.990101", "head.990102", "head.990104", "deputy.990104", "head.990105", "head.990106", "deputy.990106", "head.990107", "deputy.990107",
        "adviser.fernshaw", "chair.fernshaw", "vicechair.fernshaw", "clerk.fernshaw", "chair.partnership", "vicechair.partnership", "clerk.partnership", "earlyhelp.fernshaw", "representative",
    ];

    [Fact]
    public async Task T5_RestrictedText_OfAWholeLife_IsFoundOnlyInTheChatsOfTheNamed_AndMembersTextEverywhere()
    {
        await using var run = await WholeRun.StartAsync();
        await PlayAsync(run, "adviser.fernshaw@council", [1, 2, 4, 5, 6], "chair.fernshaw@council", Restricted, "Restricted");
        await PlayAsync(run, "adviser.saltmarsh@council", [19, 20, 21, 22, 23], "chair.saltmarsh@council", Members, "Members");
        await ConcernAsync(run, Restricted);
        await run.Running.MoveToAsync(run.Running.Clock.GetUtcNow().AddDays(16)); // A fortnight ends: its digest goes out.

        var found = await run.AllAsync();

        // The search works: what is for members is found wherever a member, or whoever keeps the records, looks.
        foreach (var place in (string[])["channel", "update in a channel", "chat", "toast", "export"])
        {
            Assert.Contains(found, one => one.Place == place && Names(one.Text, Members));
        }

        Assert.Contains(found, one => one.Place.StartsWith("mine of", StringComparison.Ordinal) && Names(one.Text, Members));
        Assert.Contains(found, one => one.Place.StartsWith("decisions of", StringComparison.Ordinal) && Names(one.Text, Members));
        Assert.Contains(found, one => one.Place.StartsWith("polls of", StringComparison.Ordinal) && Names(one.Text, Members));
        Assert.True(run.LogLines > 1_000, $"Only {run.LogLines} lines were logged.");
        Assert.Contains(found, one => one.Place == "metric");

        // And each restricted word reached somebody it is for.
        Assert.All(Restricted, word => Assert.Contains(found, one => one.Reader is { } reader && Named.Contains(reader) && one.Text.Contains(word, StringComparison.OrdinalIgnoreCase)));
        Assert.Equal([], found.Where(one => Names(one.Text, Restricted) && !IsForTheNamed(one)).Select(one => $"{one.Place}, {one.Reader}: {Around(one.Text)}").Distinct());
    }

    // Their own chats. A list is none of these: it stands open, nobody notes that it was read.
    private static bool IsForTheNamed(Found one) => one.Reader is { } reader && Named.Contains(reader) && one.Place is "chat" or "update in a chat" or "answer in a chat";

    private static bool Names(string text, string[] words) => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string Around(string text)
    {
        var at = Restricted.Select(word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase)).First(at => at >= 0);
        return text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 40)];
    }

    /// <summary>A poll from its form to the last word on what it sent up, with a planted word wherever somebody writes.</summary>
    private static async Task PlayAsync(WholeRun run, string facilitator, int[] heads, string chair, string[] words, string visibility)
    {
        var running = run.Running;
        var adviser = await AtChat.OfAsync(running, facilitator);
        await adviser.SayAsync("poll");
        var closes = DateTimeOffset.FromUnixTimeSeconds(long.Parse(await adviser.ValueAsync("closes"), CultureInfo.InvariantCulture));
        var asked = new { options = $"{words[0]} support\n{words[1]} at home\nAnother thing", atMost = "1", visibility };
        if (!(await adviser.PressAsync("polls.open", asked)).Contains("The poll is open", StringComparison.Ordinal))
        {
            Assert.Contains("The poll is open", await adviser.PressAsync("polls.open", asked), StringComparison.Ordinal); // The schools that cannot take part were named.
        }

        await MinuteAsync(running);
        var later = closes.AddDays(closes.DayOfWeek is DayOfWeek.Friday ? 3 : 1);
        await adviser.PressAsync("polls.extend", new { until = later.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), extendReason = $"{words[2]}." });
        await MinuteAsync(running);
        foreach (var head in heads)
        {
            Assert.Contains("Your vote is in", await (await AtChat.OfAsync(running, $"head.9901{head:D2}")).PressAsync("polls.vote", new { choices = "own1" }), StringComparison.Ordinal);
        }

        await run.LookAtListsAsync(); // While it is open.
        await running.MoveToAsync(later.AddMinutes(5));
        await run.LookAtListsAsync(); // While it waits for its board.
        await running.MoveToAsync(later.AddDays(30)); // Nobody answers: reminders, cover, and the next tier's agenda.
        await run.LookAtListsAsync();
        await AskAServiceAsync(running, chair.Split('.')[1], words, visibility is "Restricted" ? "A restricted matter of" : words[0]);
        var board = await AtChat.OfAsync(running, chair);
        await board.PressAsync("escalations.ask", new { question = $"How many, {words[3]}?" }, words[0]);
        await MinuteAsync(running);
        await adviser.PressAsync("escalations.reply", new { reply = $"Forty, {words[4]}." }, words[0]);
        await MinuteAsync(running);
        await board.PressAsync("escalations.referUp", new { upReason = $"It needs more, {words[5]}." }, words[0]);
        await MinuteAsync(running);
        var county = await AtChat.OfAsync(running, "chair.partnership@council");
        var nextDate = later.AddDays(60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await county.PressAsync("escalations.accept", new { owner = $"the {words[6]} team", nextDate }, words[0]);
        await MinuteAsync(running);
        await run.LookAtListsAsync();
        await county.PressAsync("escalations.progress", new { progress = $"It goes well, {words[7]}.", nextDate }, words[0]);
        await MinuteAsync(running);
        await county.PressAsync("escalations.resolve", new { outcome = $"It is done, {words[8]}." }, words[0]);
        await MinuteAsync(running);
    }

    /// <summary>The board asks a service about the matter, and it answers.</summary>
    /// <param name="title">How the form names the matter: a restricted one without its words.</param>
    private static async Task AskAServiceAsync(RunningBot running, string locality, string[] words, string title)
    {
        var (clerk, lead) = (await AtChat.OfAsync(running, $"clerk.{locality}"), await AtChat.OfAsync(running, $"earlyhelp.{locality}"));
        await clerk.SayAsync("services");
        await clerk.PressAsync("serviceRequests.form");
        var matter = await clerk.ChoiceAsync("aboutMatter", title);
        await clerk.PressAsync("serviceRequests.ask", new { aboutMatter = matter, aboutTheme = "early-language", askedServices = await clerk.ChoiceAsync("askedServices", "Early Help"), question = $"What do you offer, {words[9]}?" });
        await MinuteAsync(running);
        await lead.PressAsync("serviceRequests.answer", new { inPlace = $"Two workers, {words[10]}.", couldBe = "A third.", inTheWay = "One post.", capacity = "Some" });
        await MinuteAsync(running);
    }

    /// <summary>A head raises a concern about an academy: it goes by the partnership board to the regional representative (rule E9).</summary>
    private static async Task ConcernAsync(WholeRun run, string[] words)
    {
        var head = await AtChat.OfAsync(run.Running, "head.990101");
        await head.SayAsync("concern curlew");
        await head.PressAsync("concerns.raise", new { concernSchool = "990110", concernFacts = $"Nobody has come, {words[11]}.", concernTried = $"I rang, {words[12]}.", concernHelp = "A visit." });
        await MinuteAsync(run.Running);
        await run.LookAtListsAsync();
        await (await AtChat.OfAsync(run.Running, "clerk.partnership@council")).PressAsync("concerns.send");
        await MinuteAsync(run.Running);
        var representative = await AtChat.OfAsync(run.Running, "representative@region");
        await representative.PressAsync("concerns.begin");
        await representative.PressAsync("concerns.resolve", new { concernWord = $"They will come, {words[13]}." });
        await MinuteAsync(run.Running);
    }

    private static Task MinuteAsync(RunningBot running) => running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));
}
