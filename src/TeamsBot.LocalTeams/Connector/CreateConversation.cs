using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Connector;

/// <summary>POST …/conversations: opens a person's chat (again and again the same one), or starts a thread in a channel.</summary>
internal static class CreateConversation
{
    public static async Task<Reply> HandleAsync(Tenant tenant, Call call)
    {
        var asked = call.Body!;
        if (Shapes.Fault(asked, "ConversationParameters") is { } shape)
        {
            return Reply.Refuse(400, "BadSyntax", $"{shape}.");
        }

        if (asked.Object("bot") is { } bot && bot.String("id") is { } botId && botId != tenant.BotId && botId != tenant.Options.AppId)
        {
            return Reply.Refuse(403, "BotNotRegistered", "The bot named is not the bot the token was made for.");
        }

        var named = asked.String("tenantId") ?? asked.Object("channelData").Object("tenant").String("id");
        if (named is not null && named != tenant.Id)
        {
            return Reply.Refuse(403, "Forbidden", "This is another tenant.");
        }

        return asked.Object("channelData").Object("channel") is { } channel
            ? await InChannelAsync(tenant, asked, channel.String("id") ?? "")
            : await PersonalAsync(tenant, asked, named);
    }

    /// <summary>By the 29: id this bot knows the person by, or by Entra object id.</summary>
    public static User? FindPerson(Session session, string id) =>
        id.StartsWith("29:", StringComparison.Ordinal) ? Users.ByMri(session, id) : Guid.TryParse(id, out _) ? Users.Find(session, id) : null;

    private static async Task<Reply> PersonalAsync(Tenant tenant, JsonObject asked, string? named)
    {
        if (asked.Bool("isGroup") == true || asked.Array("members") is not [JsonObject member] || named is null)
        {
            return Reply.Refuse(400, "BadSyntax", "Incorrect conversation creation parameters: a personal chat wants one member and the tenant's id, and is no group.");
        }

        var id = member.String("id") ?? "";
        if (tenant.Database.Read(session => FindPerson(session, id)) is not { } person)
        {
            return id.StartsWith("29:", StringComparison.Ordinal)
                ? Reply.Refuse(400, "BadArgument", "Failed to decrypt pairwise id: it was made for another bot.")
                : Reply.Refuse(400, "BadSyntax", "Invalid user identity in provided tenant.");
        }

        if (tenant.Database.Read(session => Installs.Find(session, person.Id)) is null)
        {
            return Access.NotInRoster();
        }

        var chat = await tenant.Database.WriteAsync(session => Installs.EnsureChat(session, person.Id));
        return await StartAsync(tenant, chat, asked.Object("activity"), threaded: false);
    }

    private static async Task<Reply> InChannelAsync(Tenant tenant, JsonObject asked, string channel)
    {
        if (asked["members"] is not (null or JsonArray { Count: 0 }))
        {
            return Reply.Refuse(400, "BadSyntax", "Members beside a channel would make this a personal chat. Leave them out.");
        }

        if (asked.Bool("isGroup") != true || asked.Object("activity") is not { } activity)
        {
            return Reply.Refuse(400, "BadSyntax", "Incorrect conversation creation parameters: a thread in a channel is a group and begins with an activity.");
        }

        return await StartAsync(tenant, channel, activity, threaded: true);
    }

    private static async Task<Reply> StartAsync(Tenant tenant, string id, JsonObject? activity, bool threaded)
    {
        var conversation = tenant.Database.Read(session => Conversations.Find(session, id));
        if (activity is not null || threaded)
        {
            if (Access.Refusal(conversation) is { } closed)
            {
                return closed;
            }
        }

        var (content, refusal) = activity is null ? (null, null) : Posting.Read(activity, activity.Utf8().Length);
        if (refusal is not null)
        {
            return refusal;
        }

        if (tenant.Limits.Creates.Take(conversation!.Id) is { } wait)
        {
            return Reply.Throttled(wait, "Too many conversations created here.");
        }

        if (content is null)
        {
            return Created(tenant, conversation.Id, null);
        }

        if (Posting.Limit(tenant, conversation) is { } limited)
        {
            return limited;
        }

        var message = await tenant.Database.WriteAsync(session => Messages.Add(session, conversation.Id, root: null, user: null, content, tenant.Now));
        return Created(tenant, threaded ? $"{conversation.Id};messageid={message}" : conversation.Id, message);
    }

    private static Reply Created(Tenant tenant, string id, string? activity)
    {
        var body = new JsonObject { ["id"] = id, ["serviceUrl"] = tenant.ServiceUrl };
        if (activity is not null)
        {
            body["activityId"] = activity;
        }

        return new Reply(201, body);
    }
}
