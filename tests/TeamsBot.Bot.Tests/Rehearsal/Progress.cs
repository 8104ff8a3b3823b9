using Microsoft.Data.Sqlite;

namespace TeamsBot.Bot.Tests.Rehearsal;

/// <summary>How far a rehearsal has come, read from its local Teams' file while it runs.</summary>
internal static class Progress
{
    private const string Made = "SELECT (SELECT count(*) FROM members) + (SELECT count(*) FROM installs)";
    private const string Happened = "SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM edits) + (SELECT count(*) FROM shown)";

    /// <summary>Team members and installed apps: what the first start makes.</summary>
    public static long OfFirstStart(string folder) => Read(folder, Made);

    /// <summary>Messages, edits and answers shown: what happens after.</summary>
    public static long OfPlay(string folder) => Read(folder, Happened);

    private static long Read(string folder, string sql)
    {
        var file = Path.Combine(folder, "teams.db");
        if (!File.Exists(file))
        {
            return 0;
        }

        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // One of the two constants above.
            command.CommandText = sql;
#pragma warning restore CA2100
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException notYet) when (notYet.SqliteErrorCode is 1 or 5 or 14)
        {
            // The file is being made: its tables are not there, or not open to a second reader.
            return 0;
        }
    }
}
