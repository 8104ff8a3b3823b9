using System.Globalization;
using System.Text.Json.Nodes;
using TeamsBot.Bot.Local;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>
/// Facilitators confirm the themes that the words of what they sent up suggest. A chair who is told of a pattern joins its matters and answers them together, or keeps them apart; the
/// partnership board talks about its own. Whether two related themes are one issue is said yes to once in two.
/// </summary>
internal sealed class PatternActs(Cast cast, Chats chats, Agenda agenda, Chance chance, TimeProvider clock)
{
    public const string Join = "patterns.join", KeepApart = "patterns.apart", Discuss = "patterns.discussed", Accept = "patterns.accept", Tag = "patterns.tag", Same = "patterns.sameIssue", Different = "patterns.differentIssue";

    /// <summary>Puts down what somebody does about a card of a pattern, or about one that asks for themes.</summary>
    public void React(AcceptedPost post)
    {
        if (post.Person is not { } account || cast.PersonOf(account) is not { } person)
        {
            return;
        }

        if (post.Button(Tag) is { } tag)
        {
            var poll = (string)tag.Data["poll"]!;
            agenda.Add(post.At.AddHours(1 + (chance.Of("tags", poll, account).NextDouble() * 20)), account, Memory.Deed(Tag, poll), cancellation => TagAsync(account, poll, cancellation));
        }
        else if (Cast.IsChair(person) && (post.Button(Join) ?? post.Button(Discuss)) is { } told)
        {
            Decide(account, (string)told.Data["pattern"]!, told.Verb, post.At);
        }
        else if (Cast.IsChair(person) && post.Button(Same) is { } issue)
        {
            var question = (string)issue.Data["question"]!;
            var verb = chance.Of("one issue", question).NextDouble() < 0.5 ? Same : Different;
            agenda.Add(post.At.AddHours(3), account, Memory.Deed(verb, question), cancellation => chats.PressAsync(account, verb, cancellation, ("question", question)));
        }
    }

    private void Decide(string account, string pattern, string verb, DateTimeOffset came)
    {
        var draw = chance.Of("pattern", pattern);
        if (verb == Discuss)
        {
            agenda.Add(came.AddHours(20), account, Memory.Deed(Discuss, pattern), cancellation => chats.PressAsync(account, Discuss, cancellation, ("pattern", pattern)));
        }
        else if (draw.NextDouble() < 0.6)
        {
            var at = came.AddHours(0.2 + draw.NextDouble());
            agenda.Add(at, account, Memory.Deed(Join, pattern), cancellation => chats.PressAsync(account, Join, cancellation, ("pattern", pattern)));
            agenda.Add(at.AddHours(1), account, Memory.Deed(Accept, pattern), cancellation => chats.PressAsync(account, Accept, _ => Owned(), cancellation, ("pattern", pattern)));
        }
        else
        {
            agenda.Add(came.AddHours(1), account, Memory.Deed(KeepApart, pattern), cancellation => chats.PressAsync(account, KeepApart, cancellation, ("pattern", pattern)));
        }
    }

    // Three at a time, which the words suggest; the card then asks for the next.
    private async Task TagAsync(string account, string poll, CancellationToken cancellation)
    {
        for (var presses = 0; presses < 3; presses++)
        {
            if (!await chats.PressAsync(account, Tag, Suggested, cancellation, ("poll", poll)))
            {
                return;
            }
        }
    }

    private static JsonObject Suggested(JsonObject card) => new(CardReading.Inputs(card).Select(input => KeyValuePair.Create<string, JsonNode?>(input, CardReading.Value(card, input) is { Length: > 0 } theme ? theme : "_none")));

    private JsonObject Owned() => new() { ["owner"] = "The head of early help", ["nextDate"] = clock.GetUtcNow().AddDays(14).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
}
