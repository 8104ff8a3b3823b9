namespace TeamsBot.Core.Tables;

/// <summary>The limits every store keeps alike, those of Azure Tables or below; the emulator does not check them all.</summary>
public static class Guards
{
    public const int TextLength = 32_768;
    public const int FieldsInRow = 252;
    public const int RowBytes = 1 << 20;
    public const int BatchRows = 100;
    public const int BatchBytes = 4 << 20;

    /// <summary>Throws where a batch breaks a limit. Called by every implementation of <see cref="ITable"/> before it writes.</summary>
    public static void Check(string partition, IReadOnlyList<Write> writes)
    {
        CheckPartition(partition);
        if (writes.Count is 0 or > BatchRows)
        {
            throw new ArgumentException($"A batch takes 1 to {BatchRows} writes, not {writes.Count}.");
        }

        var total = 0L;
        var keys = new HashSet<string>(writes.Count, StringComparer.Ordinal);
        foreach (var write in writes)
        {
            CheckKey(partition, write.Key);
            total += !keys.Add(write.Key) ? throw new ArgumentException($"A batch in '{partition}' names the key '{write.Key}' twice.") : write switch
            {
                Write.InsertOne insert => Size(write.Key, insert.Fields),
                Write.ReplaceOne replace => Size(write.Key, replace.Fields),
                _ => 2L * write.Key.Length,
            };
        }

        if (total > BatchBytes)
        {
            throw new ArgumentException($"A batch in '{partition}' is {total} bytes; {BatchBytes} is the most.");
        }
    }

    /// <summary>Throws where a partition could not exist. Reads check it too: a key that no store takes is a bug, not a row not found.</summary>
    public static void CheckPartition(string partition)
    {
        if (!Keys.IsValid(partition))
        {
            throw new ArgumentException($"Partition '{partition}' is not a valid key.");
        }
    }

    /// <inheritdoc cref="CheckPartition"/>
    public static void CheckKey(string partition, string key)
    {
        CheckPartition(partition);
        if (!Keys.IsValid(key))
        {
            throw new ArgumentException($"Row key '{key}' is not a valid key.");
        }
    }

    // Azure counts UTF-16: two bytes a character, eight an integer, one a flag, and the name of each.
    private static long Size(string key, Fields fields)
    {
        var size = 4L + (2L * key.Length);
        foreach (var (name, value) in fields)
        {
            size += Problem(name, value) is { } problem ? throw new ArgumentException($"Field '{name}' of row '{key}' {problem}.")
                : 8 + (2L * name.Length) + (value is string text ? (2L * text.Length) + 4 : 8);
        }

        return fields.Count > FieldsInRow ? throw new ArgumentException($"Row '{key}' has {fields.Count} fields; {FieldsInRow} is the most.")
            : size > RowBytes ? throw new ArgumentException($"Row '{key}' is {size} bytes; {RowBytes} is the most.")
            : size;
    }

    private static string? Problem(string name, object value) =>
        !IsFieldName(name) ? "is not a valid name"
        : value is not string text ? null
        : text.Length > TextLength ? $"is longer than {TextLength} characters"
        : !IsWellFormed(text) ? "holds half a surrogate pair, which no store would give back"
        : null;

    // Azure takes C# identifiers of at most 255 characters and keeps three names for itself.
    private static bool IsFieldName(string name) =>
        name.Length is > 0 and <= 255 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_')
        && name is not ("PartitionKey" or "RowKey" or "Timestamp");

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; at = text.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return false;
            }

            text = text[(at + 2)..];
        }

        return true;
    }
}
