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
        Require(Keys.IsValid(partition), $"Partition '{partition}' is not a valid key.");
        Require(writes.Count is > 0 and <= BatchRows, $"A batch takes 1 to {BatchRows} writes, not {writes.Count}.");
        Require(writes.DistinctBy(write => write.Key).Count() == writes.Count, $"A batch in '{partition}' names a key twice.");
        var total = 0L;
        foreach (var write in writes)
        {
            Require(Keys.IsValid(write.Key), $"Row key '{write.Key}' is not a valid key.");
            total += write switch
            {
                Write.InsertOne insert => Size(write.Key, insert.Fields),
                Write.ReplaceOne replace => Size(write.Key, replace.Fields),
                _ => 2L * write.Key.Length,
            };
        }

        Require(total <= BatchBytes, $"A batch in '{partition}' is {total} bytes; {BatchBytes} is the most.");
    }

    // Azure counts UTF-16: two bytes a character, eight an integer, one a flag, and the name of each.
    private static long Size(string key, Fields fields)
    {
        Require(fields.Count <= FieldsInRow, $"Row '{key}' has {fields.Count} fields; {FieldsInRow} is the most.");
        var size = 4L + (2L * key.Length);
        foreach (var (name, value) in fields)
        {
            Require(value is not string text || text.Length <= TextLength, $"Field '{name}' of row '{key}' is longer than {TextLength} characters.");
            size += 8 + (2L * name.Length) + (value is string s ? (2L * s.Length) + 4 : 8);
        }

        Require(size <= RowBytes, $"Row '{key}' is {size} bytes; {RowBytes} is the most.");
        return size;
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message);
        }
    }
}
