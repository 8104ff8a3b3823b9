using System.Text.Json;
using Xunit;

namespace TeamsBot.Bot.Tests.ServiceRequests;

/// <summary>Scenario 5 as the people of the sample county live it: over real HTTP, by the cards they see, from the board's form to the county's register of unmet needs.</summary>
public sealed class ServicesOverHttpTests
{
    [Fact]
    public async Task Scenario5_FourServicesAsked_OneWithoutCapacity_IsAnUnmetNeedOfThePartnershipBoard()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var clerk = await PersonAsync(running, "clerk.fernshaw@council.example");
        var services = await AskAsync(clerk);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(2));

        // Every lead has it in their list, with the day; the fields come back as they were written.
        var health = await PersonAsync(running, "health.fernshaw@council.example");
        Assert.Contains("Answer Fernshaw Locality Board for Health", await health.SayAsync("todo"), StringComparison.Ordinal);
        foreach (var upn in (string[])["earlyhelp.fernshaw@council.example", "childrenssocialcare.fernshaw@council.example", "head.990106@schools.example"])
        {
            Assert.Contains("✓ Answered", await AnswerAsync(await PersonAsync(running, upn), "Some"), StringComparison.Ordinal);
        }

        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(2));
        Assert.Contains("3 of 4 services answered", await clerk.ReadAsync("serviceRequests.close"), StringComparison.Ordinal);
        Assert.Contains("Health: not answered yet", await clerk.ReadAsync("serviceRequests.close"), StringComparison.Ordinal);

        // V7: Teams repeats the press; E2: the old card then shows what stands.
        Assert.Contains("Has no capacity", await AnswerAsync(health, "None"), StringComparison.Ordinal);
        Assert.Contains("✓ Answered", await AnswerAsync(health, "None"), StringComparison.Ordinal);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(2));
        Assert.Contains("4 of 4 services answered", await clerk.ReadAsync("serviceRequests.close"), StringComparison.Ordinal);
        Assert.Contains("No capacity: Health.", await clerk.ReadAsync("All services have answered"), StringComparison.Ordinal);
        Assert.Contains("One post is **empty**", await clerk.PressAsync("serviceRequests.read", new { answerOf = "0" }), StringComparison.Ordinal);

        await CheckRegisterAsync(running, health);
        Assert.DoesNotContain("Waiting for you", await health.SayAsync("todo"), StringComparison.Ordinal);
        Assert.Contains("Health answered Fernshaw Locality Board", await health.SayAsync("mine"), StringComparison.Ordinal);
        Assert.Contains("Early Help (what it offers is under review)", services, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_AskedByAHead_ShowsTheDirectoryAndNoForm()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var head = await PersonAsync(running, "head.990101@schools.example");

        var card = await head.SayAsync("services");

        Assert.Contains("Who serves your schools", card, StringComparison.Ordinal);
        Assert.Contains("Ravenbeck Special School. Special school; its head answers.", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Ask services", card, StringComparison.Ordinal);
        var other = (await head.ElementAsync("otherPlace")).GetProperty("choices").EnumerateArray().Single(choice => choice.GetProperty("title").ValueEquals("Saltmarsh Locality Board")).GetProperty("value").GetString();
        Assert.Contains("Whinmoss School", await head.PressAsync("serviceRequests.directory", new { otherPlace = other }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Needs_LoggedByALead_StandUnderTheirTheme() // R58, T4, V7
    {
        await using var running = await RunningBot.StartCountyAsync();
        var health = await PersonAsync(running, "health.fernshaw@council.example");
        await health.SayAsync("needs");
        await health.PressAsync("needs.form");
        var words = new { themeOfNeed = "early-language", needWords = "Three children have no words at two.", needHow = "Checks since May.", needAbout = "FewerThanFive" };
        var refused = await health.PressAsync("needs.log", words);
        Assert.Contains("Write “fewer than five” instead", refused, StringComparison.Ordinal);
        Assert.Contains("Checks since May.", refused, StringComparison.Ordinal);

        var good = new { themeOfNeed = "early-language", needWords = "Children have no words at two.", needHow = "Checks since May.", needAbout = "FewerThanFive" };
        Assert.Contains("✓ Logged", await health.PressAsync("needs.log", good), StringComparison.Ordinal);

        var chair = await PersonAsync(running, "chair.partnership@council.example");
        Assert.Contains("Early language", await chair.SayAsync("needs"), StringComparison.Ordinal);
        var seen = await chair.PressAsync("needs.observed", new { observedTheme = "early-language" });
        Assert.Contains("Observed: one need", seen, StringComparison.Ordinal);
        Assert.Contains("In how many: fewer than five.", seen, StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(Reader clerk)
    {
        var services = await clerk.SayAsync("services");
        await clerk.PressAsync("serviceRequests.form");
        var four = (await clerk.ElementAsync("askedServices")).GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("value").GetString()!).ToList();
        Assert.Equal(4, four.Count);
        var asked = string.Join(',', four);
        Assert.Contains("Not sent yet. Write what you want to know.", await clerk.PressAsync("serviceRequests.ask", new { aboutTheme = "early-language", askedServices = asked, question = " " }), StringComparison.Ordinal);
        Assert.Contains("0 of 4 services answered", await clerk.PressAsync("serviceRequests.ask", new { aboutTheme = "early-language", askedServices = asked, question = "What do you **offer**?" }), StringComparison.Ordinal);
        return services;
    }

    private static Task<string> AnswerAsync(Reader lead, string capacity) =>
        lead.PressAsync("serviceRequests.answer", new { inPlace = "Two family workers.", couldBe = "A third from January.", inTheWay = "One post is **empty**.", capacity });

    // Summed for the partnership board; a head of another locality does not see it; the service says that it has capacity, and the sum is counted anew.
    private static async Task CheckRegisterAsync(RunningBot running, Reader health)
    {
        var chair = await PersonAsync(running, "chair.partnership@council.example");
        var register = await chair.SayAsync("needs");
        Assert.Contains("Unmet needs: 1 open", register, StringComparison.Ordinal);
        Assert.Contains("Early language", register, StringComparison.Ordinal);
        Assert.Contains("Health, Fernshaw Locality Board", register, StringComparison.Ordinal);
        Assert.Contains("No unmet need is open", await (await PersonAsync(running, "chair.saltmarsh@council.example")).SayAsync("needs"), StringComparison.Ordinal);

        await health.SayAsync("needs");
        var entry = (await health.ElementAsync("openEntry")).GetProperty("choices")[0].GetProperty("value").GetString();
        Assert.Contains("An unmet need", await health.PressAsync("needs.entry", new { openEntry = entry }), StringComparison.Ordinal);
        Assert.Contains("✓ There is capacity now", await health.PressAsync("needs.capacity", new { metWords = "A clinic each week." }), StringComparison.Ordinal);
        Assert.Contains("No unmet need is open", await chair.SayAsync("needs"), StringComparison.Ordinal);
    }

    private static async Task<Reader> PersonAsync(RunningBot running, string upn)
    {
        var person = await running.FindAsync(upn);
        return new(person, await person.ChatAsync());
    }

    /// <summary>Somebody at the cards of their own chat.</summary>
    private sealed class Reader(Someone person, string chat)
    {
        /// <summary>Types, and reads the card that answers.</summary>
        public async Task<string> SayAsync(string text)
        {
            await person.SayAsync(chat, text);
            return CardText.Words((await person.ReadAsync(chat))[^1].GetProperty("card"));
        }

        public async Task<string> ReadAsync(string having) => CardText.Words((await LastAsync(having)).GetProperty("card"));

        public async Task<string> PressAsync(string action, object? inputs = null)
        {
            var message = (await LastAsync($"\"{action}\"")).GetProperty("id").GetString()!;
            return CardText.Words((await person.PressAsync(chat, message, action, inputs)).GetProperty("card"));
        }

        /// <summary>The input of that id on the newest card that has it.</summary>
        public async Task<JsonElement> ElementAsync(string id) => Find((await LastAsync($"\"{id}\"")).GetProperty("card"), id)!.Value;

        private async Task<JsonElement> LastAsync(string having) =>
            (await person.ReadAsync(chat)).Last(message => message.TryGetProperty("card", out var card) && card.ValueKind is JsonValueKind.Object && card.GetRawText().Contains(having, StringComparison.Ordinal));

        private static JsonElement? Find(JsonElement element, string id) => element.ValueKind switch
        {
            JsonValueKind.Object when element.TryGetProperty("id", out var found) && found.ValueEquals(id) => element,
            JsonValueKind.Object => element.EnumerateObject().Select(property => Find(property.Value, id)).FirstOrDefault(found => found is not null),
            JsonValueKind.Array => element.EnumerateArray().Select(item => Find(item, id)).FirstOrDefault(found => found is not null),
            _ => null,
        };
    }
}
