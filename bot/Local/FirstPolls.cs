using System.Text.Json.Nodes;
using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Local;

/// <summary>
/// Gives a newcomer something to do and an end in sight: each network's facilitator opens a poll, and every school but its first two votes. All of it goes through
/// the client API, by the cards that the same people see in the browser.
/// </summary>
internal sealed class FirstPolls(LocalBot bot, TeamsClient teams, Register register)
{
    /// <summary>Left for whoever tries it.</summary>
    private const int Undecided = 2;

    /// <summary>
    /// Among the days that the form offers: all within a week of the first start. The network whose heads are listed first closes last, so that its matters are the
    /// latest in its board's chats: what a newcomer voted on is what they then find to answer.
    /// </summary>
    private const int FirstClosing = 2, LastClosing = 3;

    /// <summary>Product time for the cards to arrive within Teams' limits, so that nobody waits for them.</summary>
    private static readonly TimeSpan CardsOnTheirWay = TimeSpan.FromMinutes(1);

    public async Task OpenAsync(CancellationToken cancellation)
    {
        await bot.MoveOnAsync(CardsOnTheirWay, cancellation); // What a start that was cut off had begun arrives, and is not begun again.
        var accounts = (await teams.PeopleAsync(cancellation)).ToDictionary(account => account.UserPrincipalName, account => account.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var (place, network) in register.Groups.Where(group => group.Tier is Tier.Network).Index())
        {
            if (register.HoldersOf(Role.Facilitator, network.Id).FirstOrDefault() is { } facilitator)
            {
                await OpenAsync(accounts[facilitator.UserPrincipalName], network, place == 0 ? LastClosing : FirstClosing, cancellation);
            }
        }

        await bot.MoveOnAsync(CardsOnTheirWay, cancellation);
        foreach (var network in register.Groups.Where(group => group.Tier is Tier.Network))
        {
            var heads = register.SchoolsOf(network.Id).SelectMany(school => register.HoldersAt(Role.Head, school.Urn).Take(1)).Skip(Undecided).ToList();
            for (var at = 0; at < heads.Count; at++)
            {
                await VoteAsync(accounts[heads[at].UserPrincipalName], at, cancellation);
            }
        }

        await bot.MoveOnAsync(CardsOnTheirWay, cancellation);
    }

    private async Task OpenAsync(string account, Group network, int closing, CancellationToken cancellation)
    {
        if (await IsOpenAsync(account, network, cancellation))
        {
            return;
        }

        var chat = await ChatAsync(account, cancellation);
        await teams.TypeAsync(account, chat, "poll", cancellation);
        var form = await FindAsync(account, chat, "polls.open", cancellation) ?? throw new InvalidOperationException("A facilitator typed poll and was given no form.");
        var inputs = new JsonObject
        {
            ["group"] = network.Id.Value,
            ["options"] = CardReading.Value(form.Message.Card!, "options"),
            ["atMost"] = CardReading.Value(form.Message.Card!, "atMost"),
            ["closes"] = CardReading.Choices(form.Message.Card!, "closes")[closing],
            ["ask"] = CardReading.Value(form.Message.Card!, "ask"),
        };
        await teams.PressAsync(account, form.Message, form.Action, inputs, cancellation);
    }

    // Everybody wants the first priority of the list, and one of the next three beside it; some a third.
    private async Task VoteAsync(string account, int at, CancellationToken cancellation)
    {
        if (await FindAsync(account, await ChatAsync(account, cancellation), "polls.vote", cancellation) is not var (message, action))
        {
            return; // Voted before an earlier start was cut off.
        }

        var options = CardReading.Choices(message.Card!, "choices");
        int[] chosen = at % 2 == 0 ? [1, 2 + (at % 3)] : [1, 2, 5];
        await teams.PressAsync(account, message, action, new JsonObject { ["choices"] = string.Join(',', chosen.Distinct().Select(place => options[place])) }, cancellation);
    }

    private async Task<string> ChatAsync(string account, CancellationToken cancellation) => (await teams.ConversationsAsync(account, cancellation)).First(conversation => conversation.IsPersonal).Id;

    private async Task<bool> IsOpenAsync(string account, Group network, CancellationToken cancellation)
    {
        var channel = (await teams.ConversationsAsync(account, cancellation)).First(conversation => conversation.Title == network.Name);
        return await FindAsync(account, channel.Id, "polls.ballot", cancellation) is not null;
    }

    private async Task<(SeenMessage Message, JsonObject Action)?> FindAsync(string account, string conversation, string verb, CancellationToken cancellation)
    {
        foreach (var message in await teams.MessagesAsync(account, conversation, cancellation))
        {
            if (message.Action(verb) is { } action)
            {
                return (message, action);
            }
        }

        return null;
    }
}
