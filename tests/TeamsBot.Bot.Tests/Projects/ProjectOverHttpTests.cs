using System.Text.Json;
using TeamsBot.Core.Projects;
using Xunit;
using static TeamsBot.Bot.Tests.CardText;

namespace TeamsBot.Bot.Tests.Projects;

/// <summary>The county's own story (R90 to R92) as the people of the sample county live it: over real HTTP, by the cards they see.</summary>
public sealed class ProjectOverHttpTests
{
    private const string Aim = "More children read with ease by seven";

    [Fact]
    public async Task R90_R91_R92_ThreePrimariesStart_AFourthShares_AndASecondaryJoinsForYear7()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var lead = await PersonAsync(running, "head.990101@schools.example");
        await lead.SayAsync("projects");
        await lead.PressAsync("projects.form");
        Assert.Contains("Choose an end after the start", await lead.PressAsync("projects.setUp", Form("2026-12-01")), StringComparison.Ordinal);
        Assert.Contains("Now invite schools", await lead.PressAsync("projects.setUp", Form("2027-07-16")), StringComparison.Ordinal);
        Assert.Contains("Hollin Rise Primary", await lead.ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("Two schools invited", await lead.PressAsync("projects.invite", new { ticked = "990102,990104" }), StringComparison.Ordinal);
        await SettleAsync(running);

        // Three primaries: the second yes starts it, the third joins; Teams repeats a press.
        var (second, third) = (await PersonAsync(running, "head.990102@schools.example"), await PersonAsync(running, "deputy.990104@schools.example"));
        Assert.Contains("Say whether Cold Keld Primary joins", await second.SayAndReadAsync("todo"), StringComparison.Ordinal);
        Assert.Contains("so it has started", await second.PressAsync("projects.yes.1"), StringComparison.Ordinal);
        Assert.Contains("Your school has joined", await third.PressAsync("projects.yes.1"), StringComparison.Ordinal);
        await SettleAsync(running);
        Assert.Single(await lead.AllAsync(), card => card.Contains("Hollin Rise Primary said yes", StringComparison.Ordinal));
        Assert.Contains("Under way", await lead.SayAndReadAsync("mine"), StringComparison.Ordinal);

        // A fourth, of another locality, finds it in the list and comes to share; the secondary comes for Year 7.
        var (sharing, secondary) = (await PersonAsync(running, "head.990113@schools.example"), await PersonAsync(running, "head.990107@schools.example"));
        await AskAsync(sharing, nameof(Part.SharingSchool), "Our children read with ease; come and see.");
        await AskAsync(secondary, nameof(Part.TransitionPartner), "We teach them from Year 7.");
        await SettleAsync(running);
        var todo = await lead.SayAndReadAsync("todo");
        Assert.Contains("Answer Tarnside Primary", todo, StringComparison.Ordinal);
        Assert.Contains("Answer Fernshaw High School", todo, StringComparison.Ordinal);
        await lead.SayAsync("projects");
        await lead.PressAsync("projects.showOwn");
        Assert.Contains("come and see", await lead.PressAsync("projects.open.1"), StringComparison.Ordinal);
        await lead.PressAsync("projects.accept.1");
        var all = await lead.PressAsync("projects.accept.1");
        Assert.Contains("Fernshaw High School: transition partner", all, StringComparison.Ordinal);
        Assert.Contains("Tarnside Primary: shares what it is good at", all, StringComparison.Ordinal);
        await SettleAsync(running);
        Assert.Single(await second.AllAsync(), card => card.Contains("Fernshaw High School has joined as transition partner", StringComparison.Ordinal));
        Assert.Single(await second.AllAsync(), card => card.Contains("Tarnside Primary has joined to share what it is good at", StringComparison.Ordinal));

        await lead.PressAsync("projects.finish", new { learnt = "Ten minutes a day did more than a weekly hour." });
        await SettleAsync(running);
        foreach (var member in new[] { second, third, sharing, secondary })
        {
            var told = await member.ReadAsync();
            Assert.Contains("The project has finished", told, StringComparison.Ordinal);
            Assert.Contains("Ten minutes a day", told, StringComparison.Ordinal);
        }
    }

    private static async Task AskAsync(Reader head, string part, string words)
    {
        await head.SayAsync("projects phonics");
        await head.PressAsync("projects.open.1");
        Assert.Contains("The lead school has been asked", await head.PressAsync("projects.ask", new { askPart = part, askWords = words }), StringComparison.Ordinal);
    }

    private static object Form(string endsOn) => new { projectTheme = "early-literacy", aim = Aim, baseline = "About a third do not.", startsOn = "2026-12-07", endsOn };

    private static Task SettleAsync(RunningBot running) => running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(2));

    private static async Task<Reader> PersonAsync(RunningBot running, string upn)
    {
        var person = await running.FindAsync(upn);
        return new(person, await person.ChatAsync());
    }

    /// <summary>Somebody in their own chat, at the newest card that has what they press.</summary>
    private sealed class Reader(Someone person, string chat)
    {
        public async Task SayAsync(string text) => await person.SayAsync(chat, text);

        public async Task<string> SayAndReadAsync(string text)
        {
            await SayAsync(text);
            return await ReadAsync();
        }

        public async Task<string> ReadAsync() => Words((await LastAsync("")).GetProperty("card"));

        public async Task<IReadOnlyList<string>> AllAsync() => [.. (await person.ReadAsync(chat)).Where(message => message.TryGetProperty("card", out _)).Select(message => Words(message.GetProperty("card")))];

        public async Task<string> PressAsync(string action, object? inputs = null)
        {
            var message = (await LastAsync($"\"{action}\"")).GetProperty("id").GetString()!;
            return Words((await person.PressAsync(chat, message, action, inputs)).GetProperty("card"));
        }

        private async Task<JsonElement> LastAsync(string having) =>
            (await person.ReadAsync(chat)).Last(message => message.TryGetProperty("card", out var card) && card.ValueKind is JsonValueKind.Object && card.GetRawText().Contains(having, StringComparison.Ordinal));
    }
}
