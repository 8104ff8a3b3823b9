namespace TeamsBot.AdaptiveCards;

internal static class Require
{
    public static string Text(string text, string what) =>
        string.IsNullOrWhiteSpace(text) ? throw new ArgumentException($"{what} must not be empty.", nameof(text)) : text;

    /// <summary>A page's address: HTTPS, or HTTP on one's own machine.</summary>
    public static string Page(Uri url) =>
        url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? url.AbsoluteUri
            : throw new ArgumentException($"'{url}' is not the HTTPS address of a page.", nameof(url));
}

internal static class ActionData
{
    public const string Verb = "verb";

    public static OrderedDictionary<string, string> Check(Dictionary<string, string> data) =>
        data.Keys.FirstOrDefault(key => key is Verb or "type" or "msteams") is { } taken
            ? throw new ArgumentException($"An action's data may not have the key '{taken}'.", nameof(data))
            : new(data);
}
