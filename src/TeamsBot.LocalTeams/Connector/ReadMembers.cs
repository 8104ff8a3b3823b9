using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Connector;

/// <summary>Who is in a conversation, in pages, or one person of it by 29: id or Entra object id.</summary>
internal static class ReadMembers
{
    /// <summary>Teams gives pages of 50 to 500 and takes 200 where nothing is said.</summary>
    private const int UsualPage = 200;

    public static Task<Reply> PageAsync(Tenant tenant, Call call) => Task.FromResult(Read(tenant, call, (session, conversation) =>
    {
        var size = Math.Clamp(int.TryParse(call.Query("pageSize"), CultureInfo.InvariantCulture, out var asked) ? asked : UsualPage, 50, 500);
        if (!TryAfter(call.Query("continuationToken"), out var after))
        {
            return Reply.Refuse(400, "BadArgument", "This continuation token is none of mine.");
        }

        if (conversation is Conversation.Personal personal)
        {
            return Reply.Ok(new JsonObject { ["members"] = new JsonArray(Account(tenant, personal.Person)) });
        }

        var members = Teams.Members(session, ((Conversation.InChannel)conversation).Team.Id, after, size + 1);
        var page = new JsonObject { ["members"] = members.Take(size).Select(member => (JsonNode)Account(tenant, member.User)).ToJsonArray() };
        if (members.Count > size)
        {
            page["continuationToken"] = Convert.ToBase64String(Encoding.ASCII.GetBytes($"after {members[size - 1].N}"));
        }

        return Reply.Ok(page);
    }));

    public static Task<Reply> OneAsync(Tenant tenant, Call call) => Task.FromResult(Read(tenant, call, (session, conversation) =>
        CreateConversation.FindPerson(session, call.Route("member")) is { } person && Conversations.MaySee(session, conversation, person.Id)
            ? Reply.Ok(Account(tenant, person))
            : Reply.Refuse(404, "MemberNotFoundInConversation", "No such member in the conversation.")));

    private static Reply Read(Tenant tenant, Call call, Func<Session, Conversation, Reply> read) => tenant.Database.Read(session =>
    {
        var conversation = Conversations.Find(session, call.Route("conversation"));
        if (conversation is null || conversation is Conversation.Personal { Installed: false } or Conversation.InChannel { Installed: false })
        {
            return Access.Refusal(conversation)!;
        }

        return tenant.Limits.MemberReads.Take(conversation.Id) is { } wait
            ? Reply.Throttled(wait, "Too many reads of this conversation's members.")
            : read(session, conversation);
    });

    private static bool TryAfter(string? token, out long after)
    {
        after = 0;
        if (string.IsNullOrEmpty(token))
        {
            return true;
        }

        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            && Encoding.ASCII.GetString(bytes, 0, length).Split(' ') is ["after", var n]
            && long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out after);
    }

    private static JsonObject Account(Tenant tenant, User user) => new()
    {
        ["id"] = user.Mri,
        ["name"] = user.Name,
        ["aadObjectId"] = user.Id,
        ["email"] = user.Upn,
        ["userPrincipalName"] = user.Upn,
        ["tenantId"] = tenant.Id,
        ["userRole"] = "user",
    };
}
