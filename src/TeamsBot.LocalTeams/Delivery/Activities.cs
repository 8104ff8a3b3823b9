using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Delivery;

/// <summary>The activities Teams sends a bot, in the shapes its documentation shows (the tests name the page for each).</summary>
internal static class Activities
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>What a person typed. In a channel the bot hears it only because it was mentioned.</summary>
    public static JsonObject Text(Tenant tenant, User from, Conversation conversation, string message, string text)
    {
        var activity = FromPerson(tenant, "message", message, from, conversation, thread: message);
        activity["textFormat"] = "plain";
        activity["text"] = text;
        if (conversation is Conversation.InChannel)
        {
            activity["text"] = $"<at>{tenant.Options.BotName}</at> {text}";
            activity.Array("entities")!.Insert(0, new JsonObject
            {
                ["type"] = "mention",
                ["mentioned"] = new JsonObject { ["id"] = tenant.BotId, ["name"] = tenant.Options.BotName },
                ["text"] = $"<at>{tenant.Options.BotName}</at>",
            });
        }

        return activity;
    }

    /// <summary>A press of Action.Submit: a message without text, its data and inputs in the value.</summary>
    public static JsonObject Submit(Tenant tenant, User from, Conversation conversation, Message card, string id, JsonObject value)
    {
        var activity = FromPerson(tenant, "message", id, from, conversation, card.Root ?? card.Id);
        activity["replyToId"] = card.Id;
        activity["value"] = value.DeepClone();
        activity["channelData"]!["legacy"] = new JsonObject { ["replyToId"] = card.Id };
        return activity;
    }

    /// <summary>A press of Action.Execute, or a refresh.</summary>
    public static JsonObject Invoke(Tenant tenant, User from, Conversation conversation, Message card, string id, JsonObject action, string trigger)
    {
        var activity = FromPerson(tenant, "invoke", id, from, conversation, card.Root ?? card.Id);
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = card.Id;
        activity["value"] = new JsonObject { ["action"] = action.DeepClone(), ["trigger"] = trigger };
        activity["channelData"]!["legacy"] = new JsonObject { ["replyToId"] = card.Id };
        return activity;
    }

    public static JsonObject Installation(Tenant tenant, User from, Conversation conversation, string action)
    {
        var activity = Base(tenant, "installationUpdate", NewEventId(), from, conversation, thread: null);
        activity["action"] = action;
        if (conversation is Conversation.InChannel channel)
        {
            activity["channelData"]!["settings"] = new JsonObject { ["selectedChannel"] = new JsonObject { ["id"] = channel.Id } };
        }

        return activity;
    }

    public static JsonObject MembersAdded(Tenant tenant, User from, Conversation conversation, IEnumerable<User>? people)
    {
        var activity = Base(tenant, "conversationUpdate", NewEventId(), from, conversation, thread: null);
        activity["membersAdded"] = people is null
            ? new JsonArray(new JsonObject { ["id"] = tenant.BotId })
            : people.Select(person => (JsonNode)new JsonObject { ["id"] = person.Mri, ["aadObjectId"] = person.Id }).ToJsonArray();
        if (conversation is Conversation.InChannel)
        {
            activity["channelData"]!["eventType"] = "teamMemberAdded";
        }

        return activity;
    }

    /// <summary><paramref name="happened"/> is channelCreated or channelDeleted. Teams tells of it in the team's General thread.</summary>
    public static JsonObject ChannelChanged(Tenant tenant, User from, Conversation.InChannel general, Channel channel, string happened)
    {
        var activity = Base(tenant, "conversationUpdate", NewEventId(), from, general, thread: null);
        var data = activity["channelData"]!;
        data["eventType"] = happened;
        data["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = channel.Name };
        return activity;
    }

    /// <summary>An activity written down earlier, with the service URL of now: the port may be another than before a restart.</summary>
    public static string FromHere(Tenant tenant, string activity)
    {
        var sent = Json.ParseObject(activity);
        sent["serviceUrl"] = tenant.ServiceUrl;
        return sent.Text();
    }

    public static string NewEventId() => $"f:{Guid.NewGuid()}";

    private static JsonObject FromPerson(Tenant tenant, string type, string id, User from, Conversation conversation, string thread)
    {
        var activity = Base(tenant, type, id, from, conversation, thread);
        activity["from"]!["name"] = from.Name;
        activity["localTimezone"] = "Europe/London";
        activity["channelData"]!["source"] = new JsonObject { ["name"] = "message" };
        return activity;
    }

    private static JsonObject Base(Tenant tenant, string type, string id, User from, Conversation conversation, string? thread) => new()
    {
        ["type"] = type,
        ["id"] = id,
        ["timestamp"] = tenant.Now.Wire(),
        ["localTimestamp"] = TimeZoneInfo.ConvertTime(tenant.Now, London).ToString("yyyy-MM-ddTHH:mm:ss.fffffffzzz", System.Globalization.CultureInfo.InvariantCulture),
        ["channelId"] = "msteams",
        ["serviceUrl"] = tenant.ServiceUrl,
        ["from"] = new JsonObject { ["id"] = from.Mri, ["aadObjectId"] = from.Id },
        ["conversation"] = Place(tenant, conversation, thread),
        ["recipient"] = new JsonObject { ["id"] = tenant.BotId, ["name"] = tenant.Options.BotName },
        ["entities"] = new JsonArray(new JsonObject
        {
            ["locale"] = "en-GB", ["country"] = "GB", ["platform"] = "Web", ["timezone"] = "Europe/London", ["type"] = "clientInfo",
        }),
        ["channelData"] = ChannelData(tenant, conversation),
        ["locale"] = "en-GB",
    };

    private static JsonObject Place(Tenant tenant, Conversation conversation, string? thread) => conversation is Conversation.InChannel
        ? new() { ["isGroup"] = true, ["conversationType"] = "channel", ["tenantId"] = tenant.Id, ["id"] = thread is null ? conversation.Id : $"{conversation.Id};messageid={thread}" }
        : new() { ["conversationType"] = "personal", ["tenantId"] = tenant.Id, ["id"] = conversation.Id };

    private static JsonObject ChannelData(Tenant tenant, Conversation conversation)
    {
        var data = new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenant.Id } };
        if (conversation is Conversation.InChannel { Channel: var channel, Team: var team })
        {
            data["teamsChannelId"] = channel.Id;
            data["teamsTeamId"] = team.Thread;
            data["channel"] = new JsonObject { ["id"] = channel.Id };
            data["team"] = new JsonObject { ["id"] = team.Thread, ["name"] = team.Name, ["aadGroupId"] = team.Id };
        }

        return data;
    }
}
