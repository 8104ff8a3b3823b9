using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>Checks what a person filled in as Teams' client does before it sends anything. Values travel as strings.</summary>
internal static class CardInputs
{
    /// <summary>The values to send by input id, or what the person is told to put right.</summary>
    public static (Dictionary<string, string> Values, string? Fault) Fill(IReadOnlyList<JsonObject> inputs, JsonObject? given)
    {
        var filled = (given ?? []).ToDictionary(value => value.Key, value => AsText(value.Value));
        if (filled.Keys.Except(inputs.Select(input => input.String("id"))).FirstOrDefault() is { } unknown)
        {
            return ([], $"The card sends no input named {unknown} with this action.");
        }

        Dictionary<string, string> values = [];
        foreach (var input in inputs)
        {
            var id = input.String("id") ?? "";
            var value = filled.TryGetValue(id, out var typed) ? typed : AsText(input["value"]);
            if (Fault(input, value) is { } why)
            {
                return ([], input.String("errorMessage") ?? why);
            }

            values[id] = value;
        }

        return (values, null);
    }

    private static string AsText(JsonNode? value) => value switch
    {
        null => "",
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
        _ => value.Text(),
    };

    private static string? Fault(JsonObject input, string value)
    {
        if (value.Length == 0)
        {
            return input.Bool("isRequired") == true ? $"{input.String("label") ?? input.String("id")} is required." : null;
        }

        return input.String("type") switch
        {
            "Input.Text" => TextFault(input, value),
            "Input.ChoiceSet" => ChoiceFault(input, value),
            "Input.Number" => NumberFault(input, value),
            _ => null,
        };
    }

    private static string? TextFault(JsonObject input, string value) =>
        input.Number("maxLength") is { } most && value.Length > most ? $"At most {most} characters."
        : input.String("regex") is { } pattern && !Regex.IsMatch(value, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)) ? "Not in the form asked for."
        : null;

    private static string? ChoiceFault(JsonObject input, string value)
    {
        var offered = (input.Array("choices") ?? []).Select(choice => choice.String("value") ?? "").ToHashSet();
        var chosen = input.Bool("isMultiSelect") == true ? value.Split(',') : [value];
        return chosen.All(offered.Contains) || input.String("style") == "filtered" && input["choices.data"] is not null ? null : "Not one of the choices.";
    }

    private static string? NumberFault(JsonObject input, string value) =>
        !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? "Not a number."
        : number < (input.Number("min") ?? double.MinValue) || number > (input.Number("max") ?? double.MaxValue) ? "Out of range."
        : null;
}
