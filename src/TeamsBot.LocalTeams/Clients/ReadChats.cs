using System.Globalization;
using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>What a person finds when they open Teams.</summary>
internal static class ReadChats
{
    public static Reply People(Session session, Call call) => Reply.Ok(new JsonObject { ["people"] = Users.All(session).Select(Describe).ToJsonArray() });

    public static Reply Conversations(Tenant tenant, Session session, Call call)
    {
        var (person, refusal) = Seeing.Person(session, call);
        if (person is null)
        {
            return refusal!;
        }

        List<JsonNode> found = [];
        if (Installs.Find(session, person.Id) is not null && Installs.Chat(session, person.Id) is { } chat)
        {
            found.Add(Entry(session, person, chat, "personal", tenant.Options.BotName));
        }

        foreach (var channel in Channels.SeenBy(session, person.Id))
        {
            var entry = Entry(session, person, channel.Id, "channel", channel.Name);
            entry["team"] = new JsonObject { ["id"] = channel.Team, ["name"] = Teams.Find(session, channel.Team)!.Name };
            found.Add(entry);
        }

        return Reply.Ok(new JsonObject { ["conversations"] = found.ToJsonArray() });
    }

    public static async Task<Reply> MessagesAsync(Tenant tenant, Call call)
    {
        var after = long.TryParse(call.Query("after"), CultureInfo.InvariantCulture, out var given) ? given : 0;
        var (reply, person, seen) = tenant.Database.Read(session => Changed(tenant, session, call, after));
        if (person is not null && seen > 0)
        {
            await tenant.Database.WriteAsync(session => Reading.MarkSeen(session, person.Id, State.Conversations.WithoutThread(call.Route("conversation")), seen));
        }

        return reply;
    }

    /// <summary>The reply and, where there is something new to the person, up to where they have now read.</summary>
    private static (Reply Reply, User? Person, long Seen) Changed(Tenant tenant, Session session, Call call, long after)
    {
        var (person, conversation, refusal) = Seeing.Conversation(session, call);
        if (refusal is not null)
        {
            return (refusal, null, 0);
        }

        var own = Views.Of(session, conversation!.Id, person!.Id).ToDictionary(view => view.Message);
        var views = Messages.ChangedIn(session, conversation.Id, own.Values.Any(view => view.Seq > after) ? 0 : after)
            .Select(message => View.Of(message, own.GetValueOrDefault(message.Id)))
            .Where(view => view.Seq > after)
            .ToList();
        var last = views.Count == 0 ? after : views.Max(view => view.Seq);
        var authors = views.Select(view => view.Message.User).OfType<string>().Distinct().ToDictionary(id => id, id => Users.Find(session, id)!);
        var body = new JsonObject
        {
            ["messages"] = views.Select(view => view.ToJson(tenant, view.Message.User is { } user ? authors[user] : null)).ToJsonArray(),
            ["seq"] = last,
        };
        return (Reply.Ok(body), person, last > Reading.SeenUpTo(session, person.Id, conversation.Id) ? last : 0);
    }

    private static JsonObject Entry(Session session, User person, string conversation, string kind, string title)
    {
        var entry = new JsonObject
        {
            ["id"] = conversation,
            ["kind"] = kind,
            ["title"] = title,
            ["unread"] = Reading.Unread(session, person.Id, conversation),
        };
        if (Reading.LastAt(session, conversation) is > 0 and var ticks)
        {
            entry["lastAt"] = new DateTimeOffset(ticks, TimeSpan.Zero);
        }

        return entry;
    }

    private static JsonNode Describe(User user)
    {
        var described = new JsonObject { ["id"] = user.Id, ["name"] = user.Name, ["upn"] = user.Upn };
        if (user.JobTitle is not null)
        {
            described["jobTitle"] = user.JobTitle;
        }

        return described;
    }
}
