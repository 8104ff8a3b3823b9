using Microsoft.Data.Sqlite;

namespace TeamsBot.LocalTeams.State;

/// <summary>The card one person got as the answer to pressing something, shown to them in place of the message's own until the message is edited.</summary>
internal sealed record OwnView(string Message, long Seq, string Card);

/// <summary>One answer that a person was shown, written down before they saw it.</summary>
internal sealed record Shown(
    long N, DateTimeOffset At, string User, string Conversation, string Message, string Activity, string? Verb, string? Data, string? Inputs, string Kind, string? Card, string? Text);

internal static class Views
{
    private const string Columns = "n, at, user, conversation, message, activity, verb, data, inputs, kind, card, text";

    public static OwnView? Find(Session session, string message, string user) =>
        session.One("SELECT message, seq, card FROM views WHERE message = $1 AND user = $2", View, message, user);

    public static List<OwnView> Of(Session session, string conversation, string user) =>
        session.All("SELECT message, seq, card FROM views WHERE conversation = $1 AND user = $2", View, conversation, user);

    public static void WriteDown(Session session, Shown shown)
    {
        var seq = session.Sequence.NextChange();
        session.Execute(
            "INSERT INTO shown (seq, at, user, conversation, message, activity, verb, data, inputs, kind, card, text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            seq, shown.At.UtcTicks, shown.User, shown.Conversation, shown.Message, shown.Activity, shown.Verb, shown.Data, shown.Inputs, shown.Kind, shown.Card, shown.Text);
        if (shown is { Kind: "card", Card: { } card })
        {
            session.Execute(
                "INSERT INTO views (message, user, conversation, at, seq, card) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (message, user) DO UPDATE SET at = $4, seq = $5, card = $6",
                shown.Message, shown.User, shown.Conversation, shown.At.UtcTicks, seq, card);
        }
    }

    public static List<Shown> ShownTo(Session session, string user) => session.All($"SELECT {Columns} FROM shown WHERE user = $1 ORDER BY n", Row, user);

    public static List<Shown> AllShown(Session session, long after, long limit) =>
        session.All($"SELECT {Columns} FROM shown WHERE n > $1 ORDER BY n LIMIT $2", Row, after, limit);

    private static OwnView View(SqliteDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetString(2));

    private static Shown Row(SqliteDataReader row) => new(
        row.GetInt64(0), row.Instant(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.TextOrNull(6), row.TextOrNull(7),
        row.TextOrNull(8), row.GetString(9), row.TextOrNull(10), row.TextOrNull(11));
}
