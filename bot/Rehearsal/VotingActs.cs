using System.Globalization;
using System.Text.Json.Nodes;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>Facilitators open polls and voters vote, each by the cards they see.</summary>
internal sealed class VotingActs(Cast cast, TeamsClient teams, Agenda agenda, Chance chance, Memory memory)
{
    private static readonly string[] BadDays = ["acceptThen502", "throttle", "drop"];

    /// <summary>Puts down the opening of every network's poll, a minute apart.</summary>
    public void PutDown(DateTimeOffset start)
    {
        var networks = cast.Register.Groups.Where(group => group.Tier is Tier.Network).ToList();
        for (var at = 0; at < networks.Count; at++)
        {
            var (network, opening) = (networks[at], start.AddMinutes(at));
            var badDay = BadDays[at % BadDays.Length];
            agenda.AddAlways(opening, cancellation => OpenAsync(network, opening, badDay, cancellation));
        }
    }

    private async Task OpenAsync(Group network, DateTimeOffset opening, string badDay, CancellationToken cancellation)
    {
        var facilitator = cast.Register.HoldersOf(Role.Facilitator, network.Id).FirstOrDefault() ?? throw new InvalidOperationException($"{network.Name} has no facilitator.");
        if (memory.OpenedPoll(network.Id.Value) is not { } opened)
        {
            await AskForABadDayAsync(network, badDay, cancellation);
            opened = await PressFormAsync(cast.AccountOf(facilitator), network, cancellation);
        }

        foreach (var (school, votes) in new Ballots(cast, chance, network).Draw(opening, opened.Closes))
        {
            var seat = $"school-{school.Urn}";
            foreach (var vote in votes)
            {
                agenda.Add(vote.At, cast.AccountOf(vote.Voter), Memory.Ballot(opened.Poll, seat), inner => VoteAsync(opened.Poll, network, seat, vote, inner));
            }
        }
    }

    /// <summary>The card of one voter of each network will meet a Teams that loses its answer, breaks the connection or has too much to do.</summary>
    private async Task AskForABadDayAsync(Group network, string badDay, CancellationToken cancellation)
    {
        var voters = cast.Register.SchoolsOf(network.Id).SelectMany(cast.VotersOf).Where(Cast.HasOnePart).ToArray();
        chance.Of("bad day", network.Id.Value).Shuffle(voters);
        if (voters is [var voter, ..])
        {
            await teams.MisbehaveAsync(badDay, "post", await cast.ChatAsync(cast.AccountOf(voter), cancellation), cancellation);
        }
    }

    private async Task<OpenedPoll> PressFormAsync(string account, Group network, CancellationToken cancellation)
    {
        // A form that stands there was typed for before a kill, and perhaps pressed: pressed again it shows the poll it opened (rule V7).
        if (await cast.FindInChatAsync(account, "polls.open", cancellation) is null)
        {
            await teams.TypeAsync(account, await cast.ChatAsync(account, cancellation), "poll", cancellation);
        }

        var (message, action) = await cast.FindInChatAsync(account, "polls.open", cancellation) ?? throw new InvalidOperationException($"The facilitator of {network.Name} sees no form.");
        var days = CardReading.Choices(message.Card!, "closes");
        var draw = chance.Of("opening", network.Id.Value);
        var closes = days[draw.Next(2, 5)];
        var inputs = new JsonObject
        {
            ["group"] = network.Id.Value,
            ["options"] = CardReading.Value(message.Card!, "options"),
            ["atMost"] = "3",
            ["closes"] = closes,
            ["ask"] = CardReading.Choices(message.Card!, "ask")[draw.Next(4)],
            ["secrecy"] = IsSecret(network) ? "Secret" : "Named",
        };
        var answer = await teams.PressAsync(account, message, action, inputs, cancellation);
        return CardReading.Heading(answer ?? []) == Memory.PollIsOpen
            ? new OpenedPoll((string)action["data"]!["poll"]!, DateTimeOffset.FromUnixTimeSeconds(long.Parse(closes, CultureInfo.InvariantCulture)))
            : throw new InvalidOperationException($"The poll of {network.Name} did not open: {CardReading.Heading(answer ?? [])}");
    }

    /// <summary>One network in five asks in secret, of those that are large enough for it.</summary>
    private bool IsSecret(Group network) =>
        chance.Of("secret", network.Id.Value).NextDouble() < 0.2 && cast.Register.SchoolsOf(network.Id).Count(school => school.IsOpen && cast.VotersOf(school).Count > 0) >= 5;

    private async Task VoteAsync(string poll, Group network, string seat, IntendedVote vote, CancellationToken cancellation)
    {
        var account = cast.AccountOf(vote.Voter);
        var found = vote.FromChannel ? await FindInChannelAsync(account, network, poll, seat, cancellation) : await FindBallotAsync(account, poll, seat, cancellation);
        if (found is not { } ballot)
        {
            // The card is not there, or offers no vote any more: the person has nothing to press, as in life.
            return;
        }

        var (message, card) = ballot;
        var verb = vote.Choices.Count == 0 ? "polls.abstain" : "polls.vote";
        var action = CardReading.Actions(card).First(action => (string?)action["verb"] == verb);
        var options = CardReading.Choices(card, "choices");
        var inputs = vote.Choices.Count == 0 ? [] : new JsonObject { ["choices"] = string.Join(',', vote.Choices.Select(place => options[place])) };
        await teams.PressAsync(account, message, action, inputs, cancellation);
    }

    // The vote card in the chat; a voter who has voted presses "Change my vote" first.
    private async Task<(SeenMessage, JsonObject)?> FindBallotAsync(string account, string poll, string seat, CancellationToken cancellation)
    {
        if (await cast.FindInChatAsync(account, "polls.vote", cancellation, ("poll", poll), ("seat", seat)) is { } open)
        {
            return (open.Message, open.Message.Card!);
        }

        if (await cast.FindInChatAsync(account, "polls.change", cancellation, ("poll", poll), ("seat", seat)) is not { } cast_)
        {
            return null;
        }

        var form = await teams.PressAsync(account, cast_.Message, cast_.Action, [], cancellation);
        return form is not null && CardReading.HasInput(form, "choices") ? (cast_.Message, form) : null;
    }

    private async Task<(SeenMessage, JsonObject)?> FindInChannelAsync(string account, Group network, string poll, string seat, CancellationToken cancellation)
    {
        foreach (var channel in (await teams.ConversationsAsync(account, cancellation)).Where(conversation => !conversation.IsPersonal))
        {
            foreach (var message in await teams.MessagesAsync(account, channel.Id, cancellation))
            {
                if (message.Action("polls.ballot", ("poll", poll)) is not { } vote)
                {
                    continue;
                }

                var form = await teams.PressAsync(account, message, vote, [], cancellation);
                return form is not null && CardReading.HasInput(form, "choices") && CardReading.Actions(form).Any(action => (string?)action["data"]?["seat"] == seat) ? (message, form) : null;
            }
        }

        throw new InvalidOperationException($"A voter of {network.Name} sees no poll in its channel.");
    }
}
