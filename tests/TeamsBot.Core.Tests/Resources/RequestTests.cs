using TeamsBot.Core.Resources;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Core.Waiting;
using Xunit;

namespace TeamsBot.Core.Tests.Resources;

/// <summary>Requests to whoever answers for a resource or a strength, and the answer back (R69), the whole way of a press.</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task Ask_GoesToTheFacilitatorOfTheAskersNetworkOnce_AndTheAnswerComesBackOnce()
    {
        var town = await ResourceTown.StartAsync();

        Assert.Contains("Your request is sent", await AskAsync(town, A.Head(1)), StringComparison.Ordinal);
        await AskAsync(town, A.Head(1)); // V7
        Assert.Equal([(Town.Facilitator, "School 1 asks about English Hub: Two days in spring?")], await town.PostedAsync());
        Assert.Contains("Answer School 1 about English Hub", Assert.Single((await town.News.Waiting.ReadAsync(A.Tenant, Town.Facilitator, "q1", default)).Items).Title, StringComparison.Ordinal);

        Assert.Contains("✓ Your answer is sent", await ReplyAsync(town, Town.Facilitator, "Yes, in March."), StringComparison.Ordinal);
        await ReplyAsync(town, Town.Facilitator, "Yes, in March.");
        Assert.Equal([(A.Head(1), "Alder Vale Network answered you about English Hub: Yes, in March.")], await town.PostedAsync());
        Assert.True((await town.News.Waiting.ReadAsync(A.Tenant, Town.Facilitator, "q1", default)).IsOver);
        Assert.Equal("✓ Answered", (await town.News.Followed.ReadAsync(new Follower(A.Tenant, A.Head(1), new HashSet<GroupId>()), "q1", default))!.Status);
        Assert.Null(await town.News.Followed.ReadAsync(new Follower(A.Tenant, A.Head(2), new HashSet<GroupId>()), "q1", default));
    }

    [Fact]
    public async Task E2_TheSecondAnswer_IsToldWhoAnsweredFirst()
    {
        var town = await ResourceTown.StartAsync();
        await town.Town.PressAsync(A.Head(2), StrengthCards.Offer, ("newStrength", "s1"), ("by", "school-2"), (StrengthCards.ThemeInput, "maths"), (StrengthCards.TextInput, "Mastery."), (StrengthCards.ForWhomInput, "all"), (StrengthCards.UntilInput, "2027-07-16"));

        await AskAsync(town, A.Head(1), ("strength", "s1"), ("resource", ""));
        Assert.Equal([A.Deputy(2), A.Head(2)], (await town.PostedAsync()).Select(post => post.To));
        await ReplyAsync(town, A.Deputy(2), "Come on Monday.");

        Assert.Contains("School 2 answered on", await ReplyAsync(town, A.Head(2), "No."), StringComparison.Ordinal);
        Assert.Equal("Come on Monday.", (await town.Requests.FindAsync(A.Tenant, new("q1"), default))!.Answer!.Words);
    }

    [Fact]
    public async Task Ask_WhereNobodyHoldsTheRole_GoesToTheAdministrator()
    {
        var town = await ResourceTown.StartAsync();

        await AskAsync(town, A.Head(2)); // Tarnside has no facilitator

        Assert.Equal([Town.Administrator], (await town.PostedAsync()).Select(post => post.To));
    }

    [Theory]
    [InlineData("resource", "no-such-resource", "There is no such request")]
    [InlineData(RequestCards.WordsInput, " ", "Say in a sentence or two what you need")]
    [InlineData(RequestCards.WordsInput, "For UPN A123456789012", "unique pupil number")] // T4
    public async Task Ask_SomethingWrong_SaysWhatToDoAndSendsNothing(string input, string text, string why)
    {
        var town = await ResourceTown.StartAsync();

        Assert.Contains(why, await AskAsync(town, A.Head(1), (input, text)), StringComparison.Ordinal);
        Assert.Null(await town.Requests.FindAsync(A.Tenant, new("q1"), default));
        Assert.Empty(await town.PostedAsync());
    }

    [Fact]
    public async Task T2_SomebodyElsesRequest_LooksLikeNone()
    {
        var town = await ResourceTown.StartAsync();
        await AskAsync(town, A.Head(1));

        Assert.Contains("There is no such request", await town.Town.PressAsync(A.Head(2), RequestCards.Open, ("request", "q1")), StringComparison.Ordinal);
        Assert.Contains("There is no such request", await ReplyAsync(town, A.Head(2), "No."), StringComparison.Ordinal);
        Assert.Contains("There is no such request", await AskAsync(town, A.Head(2)), StringComparison.Ordinal);
        Assert.Contains("There is no such request", await AskAsync(town, Town.Governor, ("request", "q2")), StringComparison.Ordinal);
    }

    private static Task<string> AskAsync(ResourceTown town, PersonId by, params (string Name, string Value)[] change) =>
        town.Town.PressAsync(by, RequestCards.Ask, [.. Form.Where(pair => change.All(other => other.Name != pair.Name)), .. change]);

    private static Task<string> ReplyAsync(ResourceTown town, PersonId by, string words) => town.Town.PressAsync(by, RequestCards.Reply, ("request", "q1"), (RequestCards.ReplyInput, words));

    private static readonly (string Name, string Value)[] Form = [("request", "q1"), ("resource", "english-hub"), (RequestCards.WordsInput, "Two days in spring?")];
}
