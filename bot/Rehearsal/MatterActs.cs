using System.Text.Json.Nodes;
using TeamsBot.Bot.Local;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>Chairs answer what reaches them and facilitators reply to questions, each some hours after the card came.</summary>
internal sealed class MatterActs(Cast cast, TeamsClient teams, Agenda agenda, Chance chance, Memory memory)
{
    private const string Accept = "escalations.accept", Ask = "escalations.ask", ReferUp = "escalations.referUp", Decline = "escalations.decline", Reply = "escalations.reply";

    private readonly Dictionary<string, int> intended = [];
    private readonly Dictionary<string, string> askedBy = [];

    /// <summary>Puts down what somebody will do about a card that came to their chat. A card nobody acts on puts nothing down.</summary>
    public void React(AcceptedPost post)
    {
        if (post.Person is not { } account || post.Card is null || cast.PersonOf(account) is not { } person)
        {
            return;
        }

        var actions = CardReading.Actions(post.Card).ToList();
        if (actions.FirstOrDefault(action => (string?)action["verb"] == Accept) is { } asked)
        {
            var matter = (string)asked["data"]!["matter"]!;
            var draw = chance.Of("chair", matter, person.Id.Value);
            if (Cast.IsChair(person))
            {
                PutDown(post.At.AddHours(1 + (draw.NextDouble() * 60)), account, matter, cancellation => DecideAsync(account, matter, draw, again: false, cancellation));
            }
            else if (draw.NextDouble() < 0.1)
            {
                // A clerk or vice-chair who comes late to a card that the chair has answered.
                PutDown(post.At.AddHours(70), account, matter, cancellation => PressAsync(account, matter, Accept, [], cancellation));
            }
        }
        else if (actions.FirstOrDefault(action => (string?)action["verb"] == Reply) is { } question)
        {
            var matter = (string)question["data"]!["matter"]!;
            var draw = chance.Of("reply", matter);
            PutDown(post.At.AddHours(2 + (draw.NextDouble() * 20)), account, matter, cancellation => ReplyAsync(account, matter, draw, post.At, cancellation));
        }
    }

    private async Task DecideAsync(string account, string matter, Random draw, bool again, CancellationToken cancellation)
    {
        var (verb, input, text) = (draw.NextDouble() + (again ? 1 : 0)) switch
        {
            < 0.45 or (>= 1 and < 1.6) => (Accept, "", ""),
            < 0.62 => (Ask, "question", "Which schools would take part, and from when?"),
            < 0.8 => (ReferUp, "upReason", "The service that could help works across the whole county."),
            _ => (Decline, "declineReason", "The service has no capacity before the summer. Please ask again in May."),
        };
        if (verb == Ask)
        {
            askedBy[matter] = account;
        }

        // Where no board stands above, "refer up" is not on the card: the chair accepts.
        if (!await PressAsync(account, matter, verb, verb == Accept ? [] : new JsonObject { [input] = text }, cancellation) && verb == ReferUp)
        {
            await PressAsync(account, matter, Accept, [], cancellation);
        }
    }

    private async Task ReplyAsync(string account, string matter, Random draw, DateTimeOffset asked, CancellationToken cancellation)
    {
        await PressAsync(account, matter, Reply, new JsonObject { ["reply"] = "All of them would, from January. Two can offer a room." }, cancellation);
        if (askedBy.TryGetValue(matter, out var chair))
        {
            PutDown(asked.AddHours(30 + (draw.NextDouble() * 24)), chair, matter, cancellation2 => DecideAsync(chair, matter, draw, again: true, cancellation2));
        }
    }

    // Each person's acts on a matter are numbered, so that a run that goes on after a kill knows which were shown their answer.
    private void PutDown(DateTimeOffset at, string account, string matter, Func<CancellationToken, Task> act)
    {
        var key = $"{account}|{matter}";
        var number = intended[key] = intended.GetValueOrDefault(key) + 1;
        agenda.Add(at, cancellation => memory.MovesOf(account, matter) >= number ? Task.CompletedTask : act(cancellation));
    }

    private async Task<bool> PressAsync(string account, string matter, string verb, JsonObject inputs, CancellationToken cancellation)
    {
        if (await cast.FindInChatAsync(account, verb, cancellation, ("matter", matter)) is not { } found)
        {
            memory.NothingToPress++;
            return false;
        }

        await teams.PressAsync(account, found.Message, found.Action, inputs, cancellation);
        return true;
    }
}
