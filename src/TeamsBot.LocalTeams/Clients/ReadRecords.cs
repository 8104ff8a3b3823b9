using System.Globalization;
using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>What this Teams wrote down: every answer shown, and everything it accepted from the bot.</summary>
internal static class ReadRecords
{
    public static Reply ShownToOne(Session session, Call call)
    {
        var (person, refusal) = Seeing.Person(session, call);
        return refusal ?? Reply.Ok(new JsonObject { ["shown"] = Views.ShownTo(session, person!.Id).Select(Describe).ToJsonArray() });
    }

    public static Reply ShownToAll(Session session, Call call) => Reply.Ok(new JsonObject
    {
        ["shown"] = Views.AllShown(session, After(call), Limit(call)).Select(shown =>
        {
            var described = Describe(shown);
            described["person"] = shown.User;
            described["n"] = shown.N;
            return (JsonNode)described;
        }).ToJsonArray(),
    });

    public static Reply Posts(Session session, Call call) => Reply.Ok(new JsonObject
    {
        ["posts"] = Messages.PostedByBot(session, After(call), Limit(call)).Select(message => (JsonNode)Describe(session, message)).ToJsonArray(),
    });

    /// <summary>The faults that were asked for and have happened.</summary>
    public static Reply Faults(Session session, Call call) => Reply.Ok(new JsonObject
    {
        ["faults"] = State.Faults.All(session).Select(fault =>
        {
            var described = new JsonObject { ["at"] = fault.At, ["kind"] = fault.Fault, ["operation"] = fault.Operation };
            Add(described, "conversation", fault.Conversation);
            return (JsonNode)described;
        }).ToJsonArray(),
    });

    // SQLite takes a negative limit for none.
    private static long Limit(Call call) => long.TryParse(call.Query("limit"), CultureInfo.InvariantCulture, out var limit) && limit > 0 ? limit : -1;

    private static long After(Call call) => long.TryParse(call.Query("after"), CultureInfo.InvariantCulture, out var after) ? after : 0;

    private static JsonObject Describe(Session session, Message message)
    {
        var person = session.One("SELECT user FROM chats WHERE id = $1", row => row.GetString(0), message.Conversation);
        var post = new JsonObject
        {
            ["n"] = message.N,
            ["at"] = message.At,
            ["conversation"] = message.Conversation,
            ["conversationKind"] = person is null ? "channel" : "personal",
            ["activityId"] = message.Id,
            ["edits"] = message.Edits,
        };
        Add(post, "person", person);
        Add(post, "card", message.Card is null ? null : Json.Parse(message.Card));
        Add(post, "text", message.Text);
        Add(post, "summary", message.Summary);
        return post;
    }

    private static JsonObject Describe(Shown shown)
    {
        var described = new JsonObject
        {
            ["at"] = shown.At,
            ["conversation"] = shown.Conversation,
            ["message"] = shown.Message,
            ["activityId"] = shown.Activity,
            ["kind"] = shown.Kind,
        };
        Add(described, "verb", shown.Verb);
        Add(described, "data", shown.Data is null ? null : Json.Parse(shown.Data));
        Add(described, "inputs", shown.Inputs is null ? null : Json.Parse(shown.Inputs));
        Add(described, "card", shown.Card is null ? null : Json.Parse(shown.Card));
        Add(described, "text", shown.Text);
        return described;
    }

    private static void Add(JsonObject to, string name, JsonNode? value)
    {
        if (value is not null)
        {
            to[name] = value;
        }
    }
}
