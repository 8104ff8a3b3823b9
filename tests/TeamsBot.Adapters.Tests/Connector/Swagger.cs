using System.Text.Json;
using System.Text.RegularExpressions;
using TeamsBot.Testing;

namespace TeamsBot.Adapters.Tests.Connector;

/// <summary>Holds a request against Microsoft's published description of the Bot Connector: the path and method exist, each query parameter and each member of the body is one it knows, of its type.</summary>
internal sealed partial class Swagger
{
    private readonly JsonElement document = JsonDocument.Parse(File.ReadAllText(Require.SharedFile("schemas/bot-connector-v3.swagger.json"))).RootElement;

    public IReadOnlyList<string> Problems(HttpMethod method, string path, string query, string? body)
    {
        var found = document.GetProperty("paths").EnumerateObject()
            .Where(candidate => Regex.IsMatch(path, $"^{PathParameter().Replace(candidate.Name, "[^/]+")}$"))
            .Select(candidate => candidate.Value)
            .FirstOrDefault(candidate => candidate.TryGetProperty(Name(method), out _));
        if (found.ValueKind is JsonValueKind.Undefined)
        {
            return [$"{method} {path} is no operation"];
        }

        var parameters = found.GetProperty(Name(method)).GetProperty("parameters").EnumerateArray().ToList();
        var asked = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')[0]);
        List<string> problems = [.. asked.Where(name => !parameters.Any(known => In(known) == "query" && known.GetProperty("name").GetString() == name)).Select(name => $"?{name} is no parameter")];
        var schema = parameters.FirstOrDefault(parameter => In(parameter) == "body");
        if (body is not null)
        {
            problems.AddRange(schema.ValueKind is JsonValueKind.Undefined ? ["it takes no body"] : Check(JsonDocument.Parse(body).RootElement, schema.GetProperty("schema"), "$"));
        }

        return problems;
    }

    private static string Name(HttpMethod method) => method.Method.ToLowerInvariant();

    private static string? In(JsonElement parameter) => parameter.GetProperty("in").GetString();

    private IEnumerable<string> Check(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Check(value, document.GetProperty("definitions").GetProperty(reference.GetString()!.Split('/')[^1]), at);
        }

        var type = schema.TryGetProperty("type", out var named) ? named.GetString() : "object";
        var kind = value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            var other => other.ToString().ToLowerInvariant(),
        };
        return kind != type ? [$"{at} is a {kind}, not a {type}"]
            : schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => one.GetString() == value.GetString()) ? [$"{at} is '{value}', which is no value of its kind"]
            : type is "array" ? value.EnumerateArray().SelectMany(item => Check(item, schema.GetProperty("items"), $"{at}[]"))
            : type is "object" && schema.TryGetProperty("properties", out var known) ? value.EnumerateObject().SelectMany(member =>
                known.TryGetProperty(member.Name, out var of) ? Check(member.Value, of, $"{at}.{member.Name}") : [$"{at}.{member.Name} is unknown"])
            : [];
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex PathParameter();
}
