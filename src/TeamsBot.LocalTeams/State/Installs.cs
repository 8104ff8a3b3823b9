using System.Buffers.Text;
using System.Security.Cryptography;

namespace TeamsBot.LocalTeams.State;

/// <summary>Where the app is installed: for a person or in a team, whose id is the place. A person's chat with the bot is made once and kept.</summary>
internal static class Installs
{
    public static string? Find(Session session, string place) => session.One("SELECT id FROM installs WHERE place = $1", row => row.GetString(0), place);

    public static string Add(Session session, string place, DateTimeOffset now)
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        session.Execute("INSERT INTO installs (id, place, at) VALUES ($1, $2, $3)", id, place, now.UtcTicks);
        return id;
    }

    public static void Remove(Session session, string place) => session.Execute("DELETE FROM installs WHERE place = $1", place);

    public static string EnsureChat(Session session, string user)
    {
        session.Execute("INSERT OR IGNORE INTO chats (id, user) VALUES ($1, $2)", "a:1" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48)), user);
        return Chat(session, user)!;
    }

    public static string? Chat(Session session, string user) => session.One("SELECT id FROM chats WHERE user = $1", row => row.GetString(0), user);
}
