using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Graph;

/// <summary>The little of OData that is spoken here: one equality as a filter, a bind to another object, pages with a next link.</summary>
internal static partial class OData
{
    /// <summary>The value of <c>property eq 'value'</c>; null without a filter; a refusal for any other filter.</summary>
    public static (string? Value, Reply? Refusal) Filter(Call call, string property)
    {
        if (call.Query("$filter") is not { } filter)
        {
            return (null, null);
        }

        return Equality().Match(filter) is { Success: true } match && match.Groups[1].Value == property
            ? (match.Groups[2].Value.Replace("''", "'", StringComparison.Ordinal), null)
            : (null, Reply.Refuse(400, "BadRequest", $"This Graph filters here by {property} eq '…' only."));
    }

    /// <summary>The id in <c>…/users('id')</c> or <c>…/users/id</c>.</summary>
    public static string? Bound(JsonNode? node, string property, string collection) => Bound(node.String(property), collection);

    public static string? Bound(string? address, string collection) =>
        address is not null && Bind().Match(address) is { Success: true } match && match.Groups[1].Value == collection ? Uri.UnescapeDataString(match.Groups[2].Value) : null;

    public static (long After, int Size) Page(Call call, int usual) => (
        long.TryParse(call.Query("$skiptoken"), CultureInfo.InvariantCulture, out var after) ? after : 0,
        int.TryParse(call.Query("$top"), CultureInfo.InvariantCulture, out var top) ? Math.Clamp(top, 1, 999) : usual);

    /// <summary>One page out of rows of which one more than a page was read.</summary>
    public static Reply PageOf<T>(Tenant tenant, Call call, IReadOnlyList<T> rows, int size, Func<T, long> number, Func<T, JsonObject> describe)
    {
        var body = Collection(rows.Take(size).Select(describe));
        if (rows.Count > size)
        {
            var request = call.Context.Request;
            var kept = string.Concat(request.Query.Where(one => one.Key != "$skiptoken").Select(one => $"{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value.ToString())}&"));
            body["@odata.nextLink"] = $"{tenant.Base}{request.Path.ToUriComponent()}?{kept}%24skiptoken={number(rows[size - 1]).ToString(CultureInfo.InvariantCulture)}";
        }

        return Reply.Ok(body);
    }

    public static JsonObject Collection(IEnumerable<JsonObject> values) => new() { ["value"] = values.ToJsonArray() };

    [GeneratedRegex(@"\A\s*([\w/]+)\s+eq\s+'((?:[^']|'')*)'\s*\z")]
    private static partial Regex Equality();

    [GeneratedRegex(@"(\w+)(?:\('|/)([^'/()]+)(?:'\))?\z")]
    private static partial Regex Bind();
}
