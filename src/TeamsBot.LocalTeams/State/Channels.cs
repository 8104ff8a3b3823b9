using Microsoft.Data.Sqlite;

namespace TeamsBot.LocalTeams.State;

/// <summary>A standard channel: seen by every member of its team. A deleted one keeps its name for good.</summary>
internal sealed record Channel(long N, string Id, string Team, string Name, string? Description, DateTimeOffset Created, DateTimeOffset? Deleted);

internal static class Channels
{
    private const string Columns = "n, id, team, name, description, created, deleted";

    /// <summary>Teams keeps 1,000 channels a team, deleted ones included.</summary>
    public const int MostInATeam = 1000;

    public static Channel Create(Session session, string team, string name, string? description, DateTimeOffset now)
    {
        var id = $"19:{Guid.NewGuid():N}@thread.tacv2";
        session.Execute("INSERT INTO channels (id, team, name, description, created) VALUES ($1, $2, $3, $4, $5)", id, team, name, description, now.UtcTicks);
        return Find(session, id)!;
    }

    public static Channel? Find(Session session, string id) => session.One($"SELECT {Columns} FROM channels WHERE id = $1", Row, id);

    /// <summary>Also finds a deleted channel, whose name stays taken.</summary>
    public static Channel? ByName(Session session, string team, string name) => session.One($"SELECT {Columns} FROM channels WHERE team = $1 AND name = $2", Row, team, name);

    public static List<Channel> Of(Session session, string team, long after, long limit) =>
        session.All($"SELECT {Columns} FROM channels WHERE team = $1 AND deleted IS NULL AND n > $2 ORDER BY n LIMIT $3", Row, team, after, limit);

    /// <summary>Every channel of every team the person is in.</summary>
    public static List<Channel> SeenBy(Session session, string user) => session.All(
        $"SELECT {Columns} FROM channels WHERE deleted IS NULL AND team IN (SELECT team FROM members WHERE user = $1) ORDER BY team, n", Row, user);

    public static long Count(Session session, string team) => session.Number("SELECT count(*) FROM channels WHERE team = $1", team);

    public static void Delete(Session session, string id, DateTimeOffset now) => session.Execute("UPDATE channels SET deleted = $2 WHERE id = $1", id, now.UtcTicks);

    private static Channel Row(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.TextOrNull(4), row.Instant(5), row.InstantOrNull(6));
}
