using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>A person looking at a message, with the card they see.</summary>
internal sealed record Seen(User Person, Conversation Conversation, Message Message, JsonObject? Card);

/// <summary>Who acts and what they may look at. What a person may not see does not exist for them.</summary>
internal static class Seeing
{
    public static (User? Person, Reply? Refusal) Person(Session session, Call call) =>
        Users.Find(session, call.Route("person")) is { } person ? (person, null) : (null, Reply.Refuse(404, "NoSuchPerson", "Nobody here has this id."));

    public static (User? Person, Conversation? Conversation, Reply? Refusal) Conversation(Session session, Call call)
    {
        var (person, refusal) = Person(session, call);
        if (person is null)
        {
            return (null, null, refusal);
        }

        return Conversations.Find(session, call.Route("conversation")) is { } conversation && Conversations.MaySee(session, conversation, person.Id)
            ? (person, conversation, null)
            : (null, null, Reply.Refuse(404, "NoSuchConversation", "This person has no such conversation."));
    }

    public static (Seen? Seen, Reply? Refusal) Message(Tenant tenant, Call call) => tenant.Database.Read<(Seen?, Reply?)>(session =>
    {
        var (person, conversation, refusal) = Conversation(session, call);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        if (Messages.Find(session, call.Route("message")) is not { } message || message.Conversation != conversation!.Id)
        {
            return (null, Reply.Refuse(404, "NoSuchMessage", "No such message in this conversation."));
        }

        var card = View.Of(message, Views.Find(session, message.Id, person!.Id)).Card;
        return (new Seen(person, conversation, message, card is null ? null : Json.ParseObject(card)), null);
    });
}
