using Microsoft.Data.Sqlite;

namespace TeamsBot.LocalTeams.State;

/// <summary>One SQLite connection with its prepared statements. Parameters are $1, $2, … in the order given. Not thread-safe: the database lends it to one piece of work at a time.</summary>
internal sealed class Session(SqliteConnection connection, Sequence sequence) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> prepared = [];

    /// <summary>The numbers that every change and every message draws from. Only work given to <see cref="Database.WriteAsync{T}"/> may draw.</summary>
    public Sequence Sequence => sequence;

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public List<T> All<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    public T? One<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
        where T : class
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        return reader.Read() ? row(reader) : null;
    }

    public long Number(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteScalar() is long number ? number : 0;

    public bool Any(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteScalar() is not null and not DBNull;

    public void Dispose()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this project; what people write travels in parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            prepared.Add(sql, command);
        }

        command.Parameters.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        }

        return command;
    }
}

internal static class ReaderColumns
{
    public static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static long? NumberOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public static DateTimeOffset Instant(this SqliteDataReader reader, int column) => new(reader.GetInt64(column), TimeSpan.Zero);

    public static DateTimeOffset? InstantOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Instant(column);
}
