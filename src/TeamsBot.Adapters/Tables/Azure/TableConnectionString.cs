namespace Azure.Data.Tables;

/// <summary>Where a storage account's tables are, and the key that signs for it.</summary>
internal sealed record TableConnectionString(Uri Endpoint, string Account, byte[] Key)
{
    // Public, the same for every emulator there is.
    private const string Emulator =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;TableEndpoint=http://127.0.0.1:10002/devstoreaccount1";

    /// <summary>Reads <c>UseDevelopmentStorage=true</c>, or <c>AccountName</c> and <c>AccountKey</c> with <c>TableEndpoint</c> or <c>EndpointSuffix</c>.</summary>
    /// <exception cref="FormatException">Names the part that is missing; never says what the string held.</exception>
    public static TableConnectionString Parse(string text)
    {
        var parts = Parts(text);
        if (parts.TryGetValue("UseDevelopmentStorage", out var development) && string.Equals(development, "true", StringComparison.OrdinalIgnoreCase))
        {
            parts = Parts(Emulator);
        }

        var account = Part(parts, "AccountName");
        var endpoint = parts.GetValueOrDefault("TableEndpoint")
            ?? $"{parts.GetValueOrDefault("DefaultEndpointsProtocol") ?? "https"}://{account}.table.{parts.GetValueOrDefault("EndpointSuffix") ?? "core.windows.net"}";
        return new TableConnectionString(
            Uri.TryCreate(endpoint, UriKind.Absolute, out var url) ? url : throw new FormatException("The TableEndpoint of the storage connection string is no address."),
            account,
            KeyOf(Part(parts, "AccountKey")));
    }

    private static Dictionary<string, string> Parts(string text) =>
        text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2) is [var name, var value] ? (name, value) : throw new FormatException("The storage connection string has a part without '='."))
            .GroupBy(part => part.name, part => part.value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(part => part.Key, part => part.Last(), StringComparer.OrdinalIgnoreCase);

    private static byte[] KeyOf(string text)
    {
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) ? key[..length] : throw new FormatException("The AccountKey of the storage connection string is not Base64.");
    }

    private static string Part(Dictionary<string, string> parts, string name) =>
        parts.GetValueOrDefault(name) ?? throw new FormatException($"The storage connection string has no {name}. It holds UseDevelopmentStorage=true, or AccountName, AccountKey and TableEndpoint.");
}
