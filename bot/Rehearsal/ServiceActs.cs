using System.Globalization;
using System.Text.Json.Nodes;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>
/// Each locality board's clerk asks services what they offer. One has no capacity, one stays silent and is chased, one of these until the clerk is told; the others answer. A lead logs what
/// the service observes. Near the end the partnership board reads the register of unmet needs.
/// </summary>
internal sealed class ServiceActs(Cast cast, Chats chats, Agenda agenda, Chance chance)
{
    public const string Form = "serviceRequests.form", Ask = "serviceRequests.ask", Answer = "serviceRequests.answer", LogForm = "needs.form", Log = "needs.log", Entries = "needs.entry";

    /// <summary>By which the register of unmet needs begins, and how many are open.</summary>
    public const string Unmet = "Unmet needs: ";

    private const int Asked = 4;

    private readonly Dictionary<(string Account, string Request, string Service), int> came = [];

    public void PutDown(DateTimeOffset start, DateTimeOffset end)
    {
        var boards = cast.Register.Groups.Where(group => group.Tier is Tier.Locality).ToList();
        for (var at = 0; at < boards.Count; at++)
        {
            if (cast.Register.HoldersOf(Role.Clerk, boards[at].Id).FirstOrDefault() is { } clerk)
            {
                var account = cast.AccountOf(clerk);
                agenda.Add(start.AddDays(7).AddHours(2).AddMinutes(at), account, Ask, cancellation => AskAsync(account, cancellation));
            }

            if (cast.Register.HoldersOf(Role.ServiceLead, boards[at].Id).FirstOrDefault() is { } lead)
            {
                var account = cast.AccountOf(lead);
                agenda.Add(start.AddDays(8).AddHours(2).AddMinutes(at), account, Log, cancellation => LogAsync(account, cancellation));
            }
        }

        var reads = cast.Register.Groups.Where(group => group.Tier is Tier.Partnership).SelectMany(board => cast.Register.HoldersOf(Role.Chair, board.Id)).Select(cast.AccountOf).FirstOrDefault();
        if (reads is not null)
        {
            agenda.Add(end.AddHours(-1), reads, "needs", cancellation => chats.TypeAsync(reads, "needs", Entries, cancellation));
        }
    }

    /// <summary>Puts down what a lead does about the card of a request.</summary>
    public void React(AcceptedPost post)
    {
        if (post is not { Person: { } account } || post.Button(Answer) is not { } button)
        {
            return;
        }

        var (request, service) = ((string)button.Data["request"]!, (string)button.Data["service"]!);
        var (place, number) = (int.Parse(service, CultureInfo.InvariantCulture), came[(account, request, service)] = came.GetValueOrDefault((account, request, service)) + 1);
        var draw = chance.Of("service", request, service);

        // The third in the list answers when it is reminded, or not at all.
        if (place == 2 ? number == 2 && draw.NextDouble() < 0.5 : number == 1)
        {
            var capacity = place switch { 0 => "Yes", 1 => "None", _ => "Some" };
            agenda.Add(post.At.AddHours(3 + (draw.NextDouble() * 30)), account, Memory.Deed(Answer, request, service), cancellation => chats.PressAsync(
                account,
                Answer,
                _ => new JsonObject { ["inPlace"] = "A weekly session in two schools.", ["couldBe"] = capacity == "None" ? "Nothing now." : "A session in every school, from January.", ["inTheWay"] = "We have one worker.", ["capacity"] = capacity },
                cancellation,
                ("request", request),
                ("service", service)));
        }
    }

    private async Task AskAsync(string account, CancellationToken cancellation)
    {
        await chats.TypeAsync(account, "services", Form, cancellation);
        if (await cast.FindInChatAsync(account, Ask, cancellation) is null)
        {
            await chats.PressAsync(account, Form, cancellation);
        }

        await chats.PressAsync(
            account,
            Ask,
            card => new JsonObject
            {
                ["aboutMatter"] = CardReading.Choices(card, "aboutMatter")[^1], ["aboutTheme"] = CardReading.Choices(card, "aboutTheme")[0], ["askedServices"] = string.Join(',', CardReading.Choices(card, "askedServices").Take(Asked)),
                ["question"] = "What do you offer schools for this, and what more could you?", ["due"] = CardReading.Choices(card, "due")[1],
            },
            cancellation);
    }

    private async Task LogAsync(string account, CancellationToken cancellation)
    {
        await chats.TypeAsync(account, "needs", LogForm, cancellation);
        if (await cast.FindInChatAsync(account, Log, cancellation) is null)
        {
            await chats.PressAsync(account, LogForm, cancellation);
        }

        await chats.PressAsync(
            account,
            Log,
            card => new JsonObject
            {
                ["observer"] = CardReading.Choices(card, "observer")[0], ["observedPlace"] = CardReading.Choices(card, "observedPlace")[0], ["themeOfNeed"] = CardReading.Choices(card, "themeOfNeed")[0],
                ["needWords"] = "Help for families before a child starts school.", ["needHow"] = "Referrals since May.", ["needAbout"] = CardReading.Choices(card, "needAbout")[1],
            },
            cancellation);
    }
}
