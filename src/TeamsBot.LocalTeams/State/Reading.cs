namespace TeamsBot.LocalTeams.State;

/// <summary>How far each person has read.</summary>
internal static class Reading
{
    public static long SeenUpTo(Session session, string user, string conversation) =>
        session.Number("SELECT seq FROM seen WHERE user = $1 AND conversation = $2", user, conversation);

    public static void MarkSeen(Session session, string user, string conversation, long seq) => session.Execute(
        "INSERT INTO seen (user, conversation, seq) VALUES ($1, $2, $3) ON CONFLICT (user, conversation) DO UPDATE SET seq = max(seq, $3)", user, conversation, seq);

    public static long Unread(Session session, string user, string conversation) => session.Number(
        "SELECT count(*) FROM messages WHERE conversation = $2 AND seq > coalesce((SELECT seq FROM seen WHERE user = $1 AND conversation = $2), 0) AND user IS NOT $1",
        user, conversation);

    /// <summary>Ticks of the last message or edit; 0 when there is none.</summary>
    public static long LastAt(Session session, string conversation) =>
        session.Number("SELECT max(coalesce(edited, at)) FROM messages WHERE conversation = $1", conversation);
}
