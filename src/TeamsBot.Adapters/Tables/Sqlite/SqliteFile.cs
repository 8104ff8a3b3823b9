using System.Globalization;
using Microsoft.Data.Sqlite;

namespace TeamsBot.Adapters.Tables.Sqlite;

/// <summary>
/// The file's layout and its connections. Keys are ASCII, for which SQLite's BINARY order (bytes of UTF-8) is the order by code unit. The counter gives every
/// write its version and never goes back, so that a key deleted and inserted again is not mistaken for the row read before.
/// </summary>
internal sealed class SqliteFile(string path)
{
    private const int Layout = 1;

    public string Path { get; } = path;

    /// <summary>Makes the file where there is none, and refuses one whose layout is not this version's.</summary>
    public void Prepare()
    {
        using var connection = OpenToWrite();
        var layout = Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture);
        if (layout is 0)
        {
            Run(connection, $"""
                BEGIN;
                CREATE TABLE rows(partition TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, fields TEXT NOT NULL, PRIMARY KEY(partition, key)) WITHOUT ROWID;
                CREATE TABLE counter(last INTEGER NOT NULL);
                INSERT INTO counter VALUES(0);
                PRAGMA user_version = {Layout};
                COMMIT;
                """);
        }
        else if (layout != Layout)
        {
            throw new InvalidDataException($"{Path} has layout {layout}; this version of the product reads layout {Layout}.");
        }
    }

    // FULL: a commit answered is on the disk. secure_delete: what a row held is overwritten when the row is replaced (rule V18). The time-out is for
    // emptying the log, which waits for readers to be done.
    public SqliteConnection OpenToWrite() => Open("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000;");

    public SqliteConnection OpenToRead() => Open("PRAGMA query_only = ON;");

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            connection.Open();
            Run(connection, pragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
