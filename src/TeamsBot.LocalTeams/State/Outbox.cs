namespace TeamsBot.LocalTeams.State;

/// <summary>What is still to be told the bot about installs, members and channels; written with the change it tells of, so that a kill loses none.</summary>
internal sealed record Untold(long N, string Conversation, string Activity, long Tries);

internal static class Outbox
{
    public const int MostTries = 10;

    public static void Add(Session session, string conversation, string activity) =>
        session.Execute("INSERT INTO outbox (conversation, activity) VALUES ($1, $2)", conversation, activity);

    public static List<Untold> Next(Session session, int limit) => session.All(
        "SELECT n, conversation, activity, tries FROM outbox WHERE tries < $1 ORDER BY n LIMIT $2",
        row => new Untold(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt64(3)),
        MostTries, limit);

    public static void Remove(Session session, long n) => session.Execute("DELETE FROM outbox WHERE n = $1", n);

    public static void CountTries(Session session, long n, long tries) => session.Execute("UPDATE outbox SET tries = $2 WHERE n = $1", n, tries);

    /// <summary>A start tries again what an earlier run gave up.</summary>
    public static void TryAllAgain(Session session) => session.Execute("UPDATE outbox SET tries = 0 WHERE tries > 0");
}
