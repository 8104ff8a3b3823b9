using System.Globalization;

namespace TeamsBot.Core.Tables;

/// <summary>Row keys of a partition from one (inclusive) to another (exclusive), compared by code unit.</summary>
public readonly record struct KeyRange(string From, string To)
{
    /// <summary>All keys that begin with the prefix, which ends in <c>|</c> as every kind does.</summary>
    public static KeyRange Under(string prefix) =>
        prefix.EndsWith('|') ? new(prefix, string.Concat(prefix.AsSpan(0, prefix.Length - 1), "}")) : throw new ArgumentException($"A prefix ends in '|': '{prefix}'.", nameof(prefix));

    /// <summary>All keys under the prefix that come after the given one.</summary>
    public static KeyRange After(string prefix, string last) => Under(prefix) with { From = last + "!" };

    public bool Contains(string key) => string.CompareOrdinal(key, From) >= 0 && string.CompareOrdinal(key, To) < 0;
}

/// <summary>How keys are written: ASCII letters, digits and <c>-_.~|</c>, at most 512 characters; instants as 19 digits of UTC ticks.</summary>
public static class Keys
{
    public static string Ticks(DateTimeOffset instant) => instant.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    public static DateTimeOffset Instant(ReadOnlySpan<char> ticks) => new(long.Parse(ticks, NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero);

    /// <summary>A foreign id (a Teams conversation, a UPN) as a key: base64url of its UTF-8.</summary>
    public static string Encode(string foreign) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(foreign));

    /// <summary>A number made of a text, the same in every process and version (FNV-1a): for spreading over partitions and rows.</summary>
    public static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in System.Text.Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return hash;
    }

    public static bool IsValid(string key) => key.Length is > 0 and <= 512 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' or '|');
}
