namespace TeamsBot.LocalTeams.State;

/// <summary>Single facts about this Teams that must outlive a restart: its signing key, the app's id in the catalogue.</summary>
internal static class Facts
{
    public static string? Find(Session session, string name) => session.One("SELECT value FROM facts WHERE name = $1", row => row.GetString(0), name);

    public static string GetOrAdd(Session session, string name, Func<string> make)
    {
        if (Find(session, name) is { } known)
        {
            return known;
        }

        var made = make();
        session.Execute("INSERT INTO facts (name, value) VALUES ($1, $2)", name, made);
        return made;
    }
}
