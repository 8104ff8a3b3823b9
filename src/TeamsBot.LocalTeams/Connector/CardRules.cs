using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Connector;

/// <summary>What Teams asks of a message and of a card before it can show them (platform facts 1a, 2a, 2b).</summary>
internal static partial class CardRules
{
    public const string CardType = "application/vnd.microsoft.card.adaptive";

    /// <summary>
    /// Teams' pages disagree: 100 KB of UTF-16, 40 KB, and 28 KB a post. The smallest is the only one that holds for every client, and it is measured
    /// on the bytes that came: UTF-8 text of 28 KB is at most 56 KB of UTF-16, so whoever keeps this limit keeps the other two.
    /// </summary>
    public const int LargestActivity = 28 * 1024;

    private const int MostUserIds = 60;

    /// <summary>The content to keep, or why the activity cannot be taken.</summary>
    public static (Content? Content, string? Fault) Read(JsonObject activity)
    {
        if (activity.String("type") != "message")
        {
            return (null, "Only an activity of type message can be posted.");
        }

        var text = activity.String("text");
        var attachments = activity.Array("attachments") is { Count: > 0 } list ? list : null;
        if (string.IsNullOrEmpty(text))
        {
            text = null;
        }

        if (text is not null && attachments is not null)
        {
            return (null, "Text and an attachment in one activity are split into two messages, and no message id comes back. Send them separately.");
        }

        if (attachments is null)
        {
            return text is null ? (null, "An activity without text and without attachment shows nothing.") : (new(text, activity.String("summary"), null), null);
        }

        if (attachments is not [JsonObject attachment] || attachment.String("contentType") != CardType || attachment.Object("content") is not { } card)
        {
            return (null, $"One attachment of type {CardType} with its card as content is all this Teams shows.");
        }

        return Fault(card) is { } fault ? (null, fault) : (new(null, activity.String("summary"), card.Text()), null);
    }

    public static string? Fault(JsonObject card) =>
        card.String("type") != "AdaptiveCard" ? "The content's type is not AdaptiveCard."
        : card.String("version") is not { } version ? "A card without a version is not drawn on phones."
        : !SupportedVersion().IsMatch(version) ? $"Card version {version} is not one of 1.0 to 1.5."
        : card["body"] is not (null or JsonArray) ? "The card's body is no list."
        : RefreshFault(card);

    private static string? RefreshFault(JsonObject card)
    {
        if (card["refresh"] is null)
        {
            return null;
        }

        if (card.Object("refresh").Object("action").String("type") != "Action.Execute")
        {
            return "A refresh wants an Action.Execute.";
        }

        return card.Object("refresh")!["userIds"] switch
        {
            null => null,
            JsonArray { Count: > MostUserIds } => $"refresh.userIds may list {MostUserIds} people at most.",
            JsonArray people when people.All(id => id is JsonValue value && value.TryGetValue<string>(out var text) && text.StartsWith("29:", StringComparison.Ordinal)) => null,
            _ => "refresh.userIds takes the 29: ids of people, not their Entra object ids.",
        };
    }

    [GeneratedRegex(@"\A1\.[0-5]\z")]
    private static partial Regex SupportedVersion();
}
