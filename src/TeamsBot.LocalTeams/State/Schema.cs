namespace TeamsBot.LocalTeams.State;

/// <summary>The tables. Instants are UTC ticks. Cards and activities are kept as the JSON they came as.</summary>
internal static class Schema
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS users (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, upn TEXT NOT NULL UNIQUE COLLATE NOCASE, name TEXT NOT NULL, job_title TEXT, mri TEXT NOT NULL UNIQUE, blocked INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE IF NOT EXISTS groups (id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT, nickname TEXT NOT NULL UNIQUE COLLATE NOCASE, created INTEGER NOT NULL, refused INTEGER NOT NULL DEFAULT 0, thread TEXT) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS members (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, team TEXT NOT NULL, user TEXT NOT NULL, owner INTEGER NOT NULL, UNIQUE (team, user));
        CREATE INDEX IF NOT EXISTS members_of_user ON members (user);
        CREATE TABLE IF NOT EXISTS channels (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, team TEXT NOT NULL, name TEXT NOT NULL COLLATE NOCASE, description TEXT, created INTEGER NOT NULL, deleted INTEGER, UNIQUE (team, name));
        CREATE TABLE IF NOT EXISTS operations (id TEXT PRIMARY KEY, team TEXT NOT NULL, channel TEXT NOT NULL, created INTEGER NOT NULL, polls INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS installs (id TEXT PRIMARY KEY, place TEXT NOT NULL UNIQUE, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS chats (id TEXT PRIMARY KEY, user TEXT NOT NULL UNIQUE) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS messages (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, conversation TEXT NOT NULL, root TEXT, user TEXT, at INTEGER NOT NULL, edited INTEGER, edits INTEGER NOT NULL DEFAULT 0, seq INTEGER NOT NULL, text TEXT, summary TEXT, card TEXT);
        CREATE INDEX IF NOT EXISTS messages_of_conversation ON messages (conversation, seq);
        CREATE TABLE IF NOT EXISTS edits (n INTEGER PRIMARY KEY, message TEXT NOT NULL, at INTEGER NOT NULL, activity TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS views (message TEXT NOT NULL, user TEXT NOT NULL, conversation TEXT NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL, card TEXT NOT NULL, PRIMARY KEY (message, user)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS views_of_conversation ON views (conversation, user, seq);
        CREATE TABLE IF NOT EXISTS shown (n INTEGER PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL, user TEXT NOT NULL, conversation TEXT NOT NULL, message TEXT NOT NULL, activity TEXT NOT NULL, verb TEXT, data TEXT, inputs TEXT, kind TEXT NOT NULL, card TEXT, text TEXT);
        CREATE INDEX IF NOT EXISTS shown_to_user ON shown (user, n);
        CREATE TABLE IF NOT EXISTS seen (user TEXT NOT NULL, conversation TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (user, conversation)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS faults (n INTEGER PRIMARY KEY, at INTEGER NOT NULL, fault TEXT NOT NULL, operation TEXT NOT NULL, conversation TEXT);
        CREATE TABLE IF NOT EXISTS outbox (n INTEGER PRIMARY KEY, conversation TEXT NOT NULL, activity TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0);
        """;

    public static void Create(Session session)
    {
        foreach (var statement in Tables.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            session.Execute(statement);
        }
    }

    public static long LastChange(Session session) => session.Number(
        "SELECT max(coalesce((SELECT max(seq) FROM messages), 0), coalesce((SELECT max(seq) FROM views), 0), coalesce((SELECT max(seq) FROM shown), 0))");

    public static long LastMessage(Session session) => session.Number("SELECT coalesce(max(CAST(id AS INTEGER)), 0) FROM messages");
}
