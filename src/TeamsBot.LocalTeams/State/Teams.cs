using Microsoft.Data.Sqlite;

namespace TeamsBot.LocalTeams.State;

/// <summary>A group of the directory; with a <paramref name="Thread"/> it is a team, whose thread is also its General channel's.</summary>
internal sealed record Group(string Id, string Name, string? Description, string Nickname, DateTimeOffset Created, long Refused, string? Thread);

internal sealed record Member(long N, string Id, bool Owner, User User);

internal static class Teams
{
    private const string Columns = "id, name, description, nickname, created, refused, thread";

    public static Group? Find(Session session, string id) => session.One($"SELECT {Columns} FROM groups WHERE id = $1", Row, id);

    public static Group? FindTeam(Session session, string id) => Find(session, id) is { Thread: not null } team ? team : null;

    public static Group? ByNickname(Session session, string nickname) => session.One($"SELECT {Columns} FROM groups WHERE nickname = $1", Row, nickname);

    public static Group? ByThread(Session session, string thread) => session.One($"SELECT {Columns} FROM groups WHERE thread = $1", Row, thread);

    public static Group Create(Session session, string name, string? description, string nickname, DateTimeOffset now)
    {
        var group = new Group(Guid.NewGuid().ToString(), name, description, nickname, now, 0, null);
        session.Execute("INSERT INTO groups (id, name, description, nickname, created) VALUES ($1, $2, $3, $4, $5)", group.Id, name, description, nickname, now.UtcTicks);
        return group;
    }

    public static void CountRefusal(Session session, string id) => session.Execute("UPDATE groups SET refused = refused + 1 WHERE id = $1", id);

    /// <summary>Makes the group a team, with its General channel.</summary>
    public static Group MakeTeam(Session session, Group group, DateTimeOffset now)
    {
        var general = Channels.Create(session, group.Id, "General", group.Description, now);
        session.Execute("UPDATE groups SET thread = $2 WHERE id = $1", group.Id, general.Id);
        return group with { Thread = general.Id };
    }

    public static List<Member> Members(Session session, string team, long after, long limit) => session.All(
        """
        SELECT u.id, u.upn, u.name, u.job_title, u.mri, u.blocked, m.n, m.id, m.owner
        FROM members m JOIN users u ON u.id = m.user WHERE m.team = $1 AND m.n > $2 ORDER BY m.n LIMIT $3
        """,
        row => new Member(row.GetInt64(6), row.GetString(7), row.GetInt64(8) != 0, Users.Row(row)),
        team, after, limit);

    public static bool IsMember(Session session, string team, string user) => session.Any("SELECT 1 FROM members WHERE team = $1 AND user = $2", team, user);

    /// <summary>False when the person was a member already.</summary>
    public static bool AddMember(Session session, string team, string user, bool owner) =>
        session.Execute("INSERT OR IGNORE INTO members (id, team, user, owner) VALUES ($1, $2, $3, $4)", Guid.NewGuid().ToString("N"), team, user, owner ? 1 : 0) == 1;

    private static Group Row(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.TextOrNull(2), row.GetString(3), row.Instant(4), row.GetInt64(5), row.TextOrNull(6));
}
