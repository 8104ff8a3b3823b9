namespace TeamsBot.LocalTeams.State;

/// <summary>Where messages stand: a person's chat with the bot, or a channel of a team.</summary>
internal abstract record Conversation(string Id)
{
    public sealed record Personal(string Id, User Person, bool Installed) : Conversation(Id);

    public sealed record InChannel(Channel Channel, Group Team, bool Installed) : Conversation(Channel.Id);
}

internal static class Conversations
{
    /// <summary>Finds by the id on the wire, which for a thread in a channel ends in ";messageid=…". Null also for a deleted channel.</summary>
    public static Conversation? Find(Session session, string wireId)
    {
        var id = WithoutThread(wireId);
        if (session.One("SELECT user FROM chats WHERE id = $1", row => row.GetString(0), id) is { } owner)
        {
            return new Conversation.Personal(id, Users.Find(session, owner)!, Installs.Find(session, owner) is not null);
        }

        return Channels.Find(session, id) is { Deleted: null } channel && Teams.FindTeam(session, channel.Team) is { } team
            ? new Conversation.InChannel(channel, team, Installs.Find(session, team.Id) is not null)
            : null;
    }

    /// <summary>True for the two who talk in a personal chat, and for every member of a standard channel's team.</summary>
    public static bool MaySee(Session session, Conversation conversation, string user) => conversation switch
    {
        Conversation.Personal personal => personal.Person.Id == user && personal.Installed,
        Conversation.InChannel channel => Teams.IsMember(session, channel.Team.Id, user),
        _ => false,
    };

    public static string WithoutThread(string wireId) => wireId.IndexOf(";messageid=", StringComparison.Ordinal) is >= 0 and var at ? wireId[..at] : wireId;

    public static string? ThreadOf(string wireId) =>
        wireId.IndexOf(";messageid=", StringComparison.Ordinal) is >= 0 and var at ? wireId[(at + ";messageid=".Length)..] : null;
}
