using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace TeamsBot.LocalTeams.State;

/// <summary>An account of the tenant. <paramref name="Mri"/> is the id under which the one bot of this Teams knows the person ("29:…", different for every bot).</summary>
internal sealed record User(string Id, string Upn, string Name, string? JobTitle, string Mri, bool Blocked);

internal static class Users
{
    private const string Columns = "id, upn, name, job_title, mri, blocked";

    public static List<User> All(Session session) => session.All($"SELECT {Columns} FROM users ORDER BY n", Row);

    /// <summary>By Entra object id or user principal name, as Graph takes either.</summary>
    public static User? Find(Session session, string idOrUpn) =>
        session.One($"SELECT {Columns} FROM users WHERE id = $1", Row, idOrUpn) ?? session.One($"SELECT {Columns} FROM users WHERE upn = $1", Row, idOrUpn);

    public static User? ByMri(Session session, string mri) => session.One($"SELECT {Columns} FROM users WHERE mri = $1", Row, mri);

    public static User Ensure(Session session, string upn, string name, string? jobTitle)
    {
        if (Find(session, upn) is { } known)
        {
            return known;
        }

        var user = new User(IdOf(upn), upn, name, jobTitle, "29:1" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48)), false);
        session.Execute("INSERT INTO users (id, upn, name, job_title, mri) VALUES ($1, $2, $3, $4, $5)", user.Id, upn, name, jobTitle, user.Mri);
        return user;
    }

    // The same address has the same object id in every local Teams, so that a file of a client may name it.
    private static string IdOf(string upn)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"account {upn.ToLowerInvariant()}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80); // version 8, made from what it names
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public static void Block(Session session, string id, bool blocked) => session.Execute("UPDATE users SET blocked = $2 WHERE id = $1", id, blocked ? 1 : 0);

    internal static User Row(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.GetString(4), row.GetInt64(5) != 0);
}
