using Microsoft.Data.Sqlite;

namespace TeamsBot.LocalTeams.State;

/// <summary>A message as everybody sees it. <paramref name="User"/> is null when the bot wrote it; <paramref name="Card"/> is JSON.</summary>
internal sealed record Message(
    long N, string Id, string Conversation, string? Root, string? User, DateTimeOffset At, DateTimeOffset? Edited, long Edits, long Seq, string? Text, string? Summary, string? Card);

/// <summary>What a message or an edit of it says.</summary>
internal sealed record Content(string? Text, string? Summary, string? Card);

internal static class Messages
{
    private const string Columns = "n, id, conversation, root, user, at, edited, edits, seq, text, summary, card";

    public static Message? Find(Session session, string id) => session.One($"SELECT {Columns} FROM messages WHERE id = $1", Row, id);

    public static string Add(Session session, string conversation, string? root, string? user, Content content, DateTimeOffset now)
    {
        var id = session.Sequence.NextMessageId(now);
        session.Execute(
            "INSERT INTO messages (id, conversation, root, user, at, seq, text, summary, card) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id, conversation, root, user, now.UtcTicks, session.Sequence.NextChange(), content.Text, content.Summary, content.Card);
        return id;
    }

    /// <summary>An edit replaces what everybody sees, also the views that single people had of the message; what stood before is kept.</summary>
    public static void Edit(Session session, string id, Content content, string activity, DateTimeOffset now)
    {
        session.Execute(
            "UPDATE messages SET text = $2, summary = $3, card = $4, edited = $5, edits = edits + 1, seq = $6 WHERE id = $1",
            id, content.Text, content.Summary, content.Card, now.UtcTicks, session.Sequence.NextChange());
        session.Execute("INSERT INTO edits (message, at, activity) VALUES ($1, $2, $3)", id, now.UtcTicks, activity);
    }

    public static List<Message> ChangedIn(Session session, string conversation, long after) =>
        session.All($"SELECT {Columns} FROM messages WHERE conversation = $1 AND seq > $2 ORDER BY n", Row, conversation, after);

    public static List<Message> PostedByBot(Session session, long after, long limit) =>
        session.All($"SELECT {Columns} FROM messages WHERE n > $1 AND user IS NULL ORDER BY n LIMIT $2", Row, after, limit);

    public static Message Row(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.TextOrNull(4), row.Instant(5), row.InstantOrNull(6), row.GetInt64(7),
        row.GetInt64(8), row.TextOrNull(9), row.TextOrNull(10), row.TextOrNull(11));
}
