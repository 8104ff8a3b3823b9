using System.Globalization;
using Microsoft.Data.Sqlite;
using TeamsBot.Core.Tables;

namespace TeamsBot.Adapters.Tables.Sqlite;

/// <summary>A connection that only reads, with its two prepared statements. Used by one caller at a time.</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand find;
    private readonly SqliteCommand scan;

    public SqliteReader(SqliteFile file)
    {
        connection = file.OpenToRead();
        find = Prepare("SELECT key, version, fields FROM rows WHERE partition = $partition AND key = $from", "$partition", "$from");
        scan = Prepare(
            "SELECT key, version, fields FROM rows WHERE partition = $partition AND key >= $from AND key < $to ORDER BY key LIMIT $most",
            "$partition",
            "$from",
            "$to",
            "$most");
    }

    public Row? Find(string partition, string key)
    {
        find.Parameters[0].Value = partition;
        find.Parameters[1].Value = key;
        using var found = find.ExecuteReader();
        return found.Read() ? ToRow(partition, found) : null;
    }

    /// <summary>The first rows of a range, at most <paramref name="most"/>; read whole, so that no statement stays open while its caller does something else.</summary>
    public List<Row> Scan(string partition, KeyRange range, int most)
    {
        scan.Parameters[0].Value = partition;
        scan.Parameters[1].Value = range.From;
        scan.Parameters[2].Value = range.To;
        scan.Parameters[3].Value = most;
        using var found = scan.ExecuteReader();
        var rows = new List<Row>();
        while (found.Read())
        {
            rows.Add(ToRow(partition, found));
        }

        return rows;
    }

    public void Dispose()
    {
        find.Dispose();
        scan.Dispose();
        connection.Dispose();
    }

    private static Row ToRow(string partition, SqliteDataReader found) =>
        new(partition, found.GetString(0), found.GetInt64(1).ToString(CultureInfo.InvariantCulture), FieldsJson.Read(found.GetFieldValue<byte[]>(2)));

    private SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddRange(parameters.Select(name => new SqliteParameter { ParameterName = name, Value = DBNull.Value }));
        command.Prepare();
        return command;
    }
}
