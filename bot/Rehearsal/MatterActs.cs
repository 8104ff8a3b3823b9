using System.Globalization;
using System.Text.Json.Nodes;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>Chairs answer what reaches them and facilitators reply to questions, each some hours after the card came.</summary>
internal sealed class MatterActs(Cast cast, TeamsClient teams, Agenda agenda, Chance chance, TimeProvider clock)
{
    private const string Accept = "escalations.accept", Ask = "escalations.ask", ReferUp = "escalations.referUp", Decline = "escalations.decline", Reply = "escalations.reply";

    // One card a person, a matter and a board: a reminder of it asks for nothing more.
    private readonly HashSet<(string Account, string Matter, string? Board)> seen = [];
    private readonly Dictionary<string, string> askedBy = [];

    /// <summary>Takes up what the acts before a kill had set off.</summary>
    public void Recall(Memory memory)
    {
        foreach (var shown in memory.Moves)
        {
            SetOff(shown.Account, shown.Matter!, shown.Verb!, shown.At);
        }
    }

    /// <summary>The card of one chair will be taken by Teams and the answer lost: a marked reminder follows it.</summary>
    public async Task AskForABadDayAsync(CancellationToken cancellation)
    {
        var chairs = cast.Register.Groups.Where(group => group.Tier is Tier.Locality).SelectMany(board => cast.Register.HoldersOf(Role.Chair, board.Id)).Where(Cast.HasOnePart).ToArray();
        chance.Of("bad day of a chair").Shuffle(chairs);
        if (chairs is [var chair, ..])
        {
            await teams.MisbehaveAsync("acceptThen502", "post", await cast.ChatAsync(cast.AccountOf(chair), cancellation), cancellation);
        }
    }

    /// <summary>Puts down what somebody will do about a card that came to their chat. A card nobody acts on puts nothing down.</summary>
    public void React(AcceptedPost post)
    {
        if (post.Person is not { } account || cast.PersonOf(account) is not { } person)
        {
            return;
        }

        if (post.Button(Accept) is { Matter: { } matter } asked)
        {
            var board = (string?)asked.Data["board"];
            if (seen.Add((account, matter, board)))
            {
                ReactAsOfficer(person, account, matter, chance.Of("chair", matter, person.Id.Value, board ?? ""), post.At);
            }
        }
        else if (post.Button(Reply) is { Matter: { } question })
        {
            var at = post.At.AddHours(2 + (chance.Of("reply", question).NextDouble() * 20));
            agenda.Add(at, account, question, cancellation => PressAsync(account, question, Reply, new JsonObject { ["reply"] = "All of them would, from January. Two can offer a room." }, cancellation));
        }
    }

    private void ReactAsOfficer(Person person, string account, string matter, Random draw, DateTimeOffset came)
    {
        if (Cast.IsChair(person))
        {
            var (at, wish) = (came.AddHours(1 + (draw.NextDouble() * 60)), draw.NextDouble());
            agenda.Add(at, account, matter, cancellation => DecideAsync(account, matter, wish, cancellation));
        }
        else if (draw.NextDouble() < 0.1)
        {
            // A clerk or vice-chair who comes late to a card that the chair has answered.
            agenda.Add(came.AddHours(70), account, matter, cancellation => PressAsync(account, matter, Accept, Owned(clock.GetUtcNow()), cancellation));
        }
    }

    private async Task DecideAsync(string account, string matter, double wish, CancellationToken cancellation)
    {
        var (verb, input, text) = wish switch
        {
            < 0.45 => (Accept, "", ""),
            < 0.62 => (Ask, "question", "Which schools would take part, and from when?"),
            < 0.8 => (ReferUp, "upReason", "The service that could help works across the whole county."),
            _ => (Decline, "declineReason", "The service has no capacity before the summer. Please ask again in May."),
        };

        // Where no board stands above, "refer up" is not on the card: the chair accepts.
        if (!await PressAsync(account, matter, verb, verb == Accept ? Owned(clock.GetUtcNow()) : new JsonObject { [input] = text }, cancellation) && verb == ReferUp)
        {
            await PressAsync(account, matter, Accept, Owned(clock.GetUtcNow()), cancellation);
        }
    }

    // Who will see to it, and the day by which the board says how it goes.
    private static JsonObject Owned(DateTimeOffset now) => new() { ["owner"] = "The service's team manager", ["nextDate"] = now.AddDays(28).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };

    private void SetOff(string account, string matter, string verb, DateTimeOffset at)
    {
        if (verb == Ask)
        {
            askedBy[matter] = account;
        }
        else if (verb == Reply && askedBy.TryGetValue(matter, out var chair))
        {
            var draw = chance.Of("after the reply", matter);
            var (later, wish) = (at.AddHours(10 + (draw.NextDouble() * 24)), draw.NextDouble() < 0.6 ? 0 : 1);
            agenda.Add(later, chair, matter, cancellation => DecideAsync(chair, matter, wish, cancellation));
        }
    }

    /// <returns>Whether there was such a button: the card may have moved on.</returns>
    private async Task<bool> PressAsync(string account, string matter, string verb, JsonObject inputs, CancellationToken cancellation)
    {
        if (await cast.FindInChatAsync(account, verb, cancellation, ("matter", matter)) is not { } found)
        {
            return false;
        }

        await teams.PressAsync(account, found.Message, found.Action, inputs, cancellation);
        SetOff(account, matter, verb, clock.GetUtcNow());
        return true;
    }
}
