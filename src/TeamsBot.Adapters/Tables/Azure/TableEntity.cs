using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <summary>An entity's properties by name, its keys and its ETag among them, as in the package: <c>PartitionKey</c>, <c>RowKey</c>, <c>Timestamp</c>, <c>odata.etag</c>.</summary>
internal sealed class TableEntity : IDictionary<string, object>
{
    internal const string ETagName = "odata.etag";

    private readonly Dictionary<string, object> properties = new(StringComparer.Ordinal);

    public TableEntity()
    {
    }

    public TableEntity(string partitionKey, string rowKey) => (PartitionKey, RowKey) = (partitionKey, rowKey);

    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey));
        set => properties[nameof(PartitionKey)] = value;
    }

    public string RowKey
    {
        get => GetString(nameof(RowKey));
        set => properties[nameof(RowKey)] = value;
    }

    /// <summary>As it came, percent-encoding and all: it goes back the same.</summary>
    public ETag ETag
    {
        get => properties.TryGetValue(ETagName, out var tag) ? new ETag((string)tag) : default;
        set => properties[ETagName] = value.ToString();
    }

    public ICollection<string> Keys => properties.Keys;

    public ICollection<object> Values => properties.Values;

    public int Count => properties.Count;

    public bool IsReadOnly => false;

    public object this[string key]
    {
        get => properties[key];
        set => properties[key] = value;
    }

    public string GetString(string key) => (string)properties[key];

    public void Add(string key, object value) => properties.Add(key, value);

    public void Add(KeyValuePair<string, object> item) => properties.Add(item.Key, item.Value);

    public bool ContainsKey(string key) => properties.ContainsKey(key);

    public bool Remove(string key) => properties.Remove(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value) => properties.TryGetValue(key, out value);

    public void Clear() => properties.Clear();

    public bool Contains(KeyValuePair<string, object> item) => properties.Contains(item);

    public void CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) => ((ICollection<KeyValuePair<string, object>>)properties).CopyTo(array, arrayIndex);

    public bool Remove(KeyValuePair<string, object> item) => ((ICollection<KeyValuePair<string, object>>)properties).Remove(item);

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
