using System.Buffers;
using System.Globalization;
using Microsoft.Data.Sqlite;
using TeamsBot.Core.Tables;

namespace TeamsBot.Adapters.Tables.Sqlite;

/// <summary>The one connection that writes, with its prepared statements. After any failure it is thrown away: closing it rolls back what was open.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Dictionary<string, SqliteCommand> plain = [];
    private readonly SqliteCommand insert;
    private readonly SqliteCommand replace;
    private readonly SqliteCommand delete;
    private readonly SqliteCommand count;
    private long lastVersion;

    public SqliteWriter(SqliteFile file)
    {
        connection = file.OpenToWrite();
        lastVersion = (long)SqliteFile.Scalar(connection, "SELECT last FROM counter")!;
        insert = Prepare("INSERT INTO rows VALUES($partition, $key, $version, $fields) ON CONFLICT DO NOTHING", "$partition", "$key", "$version", "$fields");
        replace = Prepare(
            "UPDATE rows SET version = $version, fields = $fields WHERE partition = $partition AND key = $key AND version = $read",
            "$partition",
            "$key",
            "$version",
            "$fields",
            "$read");
        delete = Prepare("DELETE FROM rows WHERE partition = $partition AND key = $key AND version = $read", "$partition", "$key", "$read");
        count = Prepare("UPDATE counter SET last = $last", "$last");
    }

    public void Begin() => Run("BEGIN IMMEDIATE");

    /// <summary>Applies one batch within the open transaction; false leaves no trace of it.</summary>
    public bool Apply(string partition, IReadOnlyList<Write> writes)
    {
        // The first write of a batch leaves nothing behind when it is lost, so that a batch of one needs no savepoint.
        var several = writes.Count > 1;
        if (several)
        {
            Run("SAVEPOINT batch");
        }

        foreach (var write in writes)
        {
            if (!Apply(partition, write))
            {
                if (several)
                {
                    Run("ROLLBACK TO batch");
                    Run("RELEASE batch");
                }

                return false;
            }
        }

        if (several)
        {
            Run("RELEASE batch");
        }

        return true;
    }

    /// <summary>Makes everything applied since <see cref="Begin"/> durable. When this throws, nobody knows whether it is.</summary>
    public void Commit() => Run("COMMIT");

    /// <summary>Keeps the last version given with the writes that have it.</summary>
    public void KeepCounter()
    {
        count.Parameters[0].Value = lastVersion;
        count.ExecuteNonQuery();
    }

    /// <summary>
    /// Leaves nothing of what rows held before: false when a reader was in the way for five seconds. secure_delete overwrites what is deleted, but where rows moved to
    /// another page, because theirs was full, a copy can stay behind in the old page's free part; only writing the file anew leaves none. The log then holds all of it, and
    /// is cut to nothing.
    /// </summary>
    public bool TryForgetOverwritten()
    {
        SqliteFile.Run(connection, "VACUUM");
        return (long)SqliteFile.Scalar(connection, "PRAGMA wal_checkpoint(TRUNCATE)")! == 0;
    }

    public void Dispose()
    {
        foreach (var command in plain.Values.Append(insert).Append(replace).Append(delete).Append(count))
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private bool Apply(string partition, Write write)
    {
        switch (write)
        {
            case Write.InsertOne insertOne:
                return Execute(insert, partition, write.Key, ++lastVersion, FieldsJson.Write(insertOne.Fields, buffer)) == 1;
            case Write.ReplaceOne replaceOne:
                return TryNumber(replaceOne.Version, out var replaced)
                    && Execute(replace, partition, write.Key, ++lastVersion, FieldsJson.Write(replaceOne.Fields, buffer), replaced) == 1;
            case Write.DeleteOne deleteOne:
                return TryNumber(deleteOne.Version, out var deleted) && Execute(delete, partition, write.Key, deleted) == 1;
            default:
                throw new ArgumentException($"A {write.GetType().Name} is no write of this port.", nameof(write));
        }
    }

    // A version of another store's shape cannot be the row's: the write is lost.
    private static bool TryNumber(string version, out long number) => long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static int Execute(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            command.Parameters[at].Value = values[at];
        }

        return command.ExecuteNonQuery();
    }

    private void Run(string sql)
    {
        if (!plain.TryGetValue(sql, out var command))
        {
            plain[sql] = command = Prepare(sql);
        }

        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddRange(parameters.Select(name => new SqliteParameter { ParameterName = name, Value = DBNull.Value }));
        command.Prepare();
        return command;
    }
}
