using System.Collections;

namespace TeamsBot.Core.Tables;

/// <summary>A stored row. <paramref name="Version"/> is opaque and changes with every write.</summary>
public sealed record Row(string Partition, string Key, string Version, Fields Fields);

/// <summary>
/// The named values of a row: text, whole numbers, flags; instants are kept as UTC ticks. <c>v</c> is the version of the row's kind and always present.
/// </summary>
public sealed class Fields : IEnumerable<KeyValuePair<string, object>>
{
    /// <summary>The field that holds the version of the row's kind.</summary>
    public const string KindVersion = "v";

    private readonly SortedDictionary<string, object> values = new(StringComparer.Ordinal);

    public Fields(int v) => values[KindVersion] = (long)v;

    private Fields(IEnumerable<KeyValuePair<string, object>> values)
    {
        foreach (var (name, value) in values)
        {
            this.values[name] = value is string or long or bool
                ? value
                : throw new ArgumentException($"Field '{name}' holds a {value.GetType().Name}; a row holds text, whole numbers and flags.", nameof(values));
        }
    }

    /// <summary>Fields as a store read them back.</summary>
    public static Fields Stored(IEnumerable<KeyValuePair<string, object>> values) => new(values);

    public int V => (int)Number(KindVersion);

    public int Count => values.Count;

    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            values.Add(name, value);
        }
    }

    public void Add(string name, long value) => values.Add(name, value);

    public void Add(string name, bool value) => values.Add(name, value);

    public void Add(string name, DateTimeOffset value) => values.Add(name, value.UtcTicks);

    public void Add(string name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            Add(name, instant);
        }
    }

    public string Text(string name) => (string)values[name];

    public string? TextOrNull(string name) => values.TryGetValue(name, out var value) ? (string)value : null;

    public long Number(string name) => (long)values[name];

    public long? NumberOrNull(string name) => values.TryGetValue(name, out var value) ? (long)value : null;

    public bool Flag(string name) => (bool)values[name];

    public DateTimeOffset Instant(string name) => new(Number(name), TimeSpan.Zero);

    public DateTimeOffset? InstantOrNull(string name) => values.TryGetValue(name, out var value) ? new((long)value, TimeSpan.Zero) : null;

    /// <summary>The same fields with one set anew.</summary>
    public Fields With(string name, object value) => new(values.Where(pair => pair.Key != name).Append(new(name, value is DateTimeOffset instant ? instant.UtcTicks : value is int number ? (long)number : value)));

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
