namespace TeamsBot.LocalTeams.State;

/// <summary>What is still to be told the bot about installs, members and channels; written with the change it tells of, so that a kill loses none.</summary>
internal sealed record Untold(long N, string Conversation, string Activity);

internal static class Outbox
{
    public static void Add(Session session, string conversation, string activity) =>
        session.Execute("INSERT INTO outbox (conversation, activity) VALUES ($1, $2)", conversation, activity);

    public static List<Untold> Next(Session session, int limit) => session.All(
        "SELECT n, conversation, activity FROM outbox ORDER BY n LIMIT $1", row => new Untold(row.GetInt64(0), row.GetString(1), row.GetString(2)), limit);

    public static void Remove(Session session, long n) => session.Execute("DELETE FROM outbox WHERE n = $1", n);
}
