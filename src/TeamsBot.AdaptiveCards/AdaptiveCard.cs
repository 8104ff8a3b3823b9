using System.Text.Json.Serialization;

namespace TeamsBot.AdaptiveCards;

/// <summary>
/// A card of schema 1.5, the newest that Teams renders. Buttons stand in an <see cref="ActionSet"/> of the body, because old clients show none elsewhere.
/// </summary>
public sealed record AdaptiveCard
{
    [JsonPropertyName("$schema"), JsonPropertyOrder(-2)]
    public string Schema { get; } = "http://adaptivecards.io/schemas/adaptive-card.json";

    [JsonPropertyOrder(-1)]
    public string Type { get; } = "AdaptiveCard";

    /// <summary>Phones show nothing for a card that has no version.</summary>
    public string Version { get; } = "1.5";

    public string Lang { get; } = "en";

    /// <summary>Shown by a client that cannot show the card: what it says, and where it can be answered.</summary>
    public required string FallbackText { get; init => field = Require.Text(Spoken(value), "a card's fallback text"); }

    /// <summary>Read aloud in place of the card.</summary>
    public required string Speak { get; init => field = Require.Text(Spoken(value), "a card's spoken text"); }

    /// <summary>Absent on a finished card, on a channel's card, and for people whose Teams id is not known.</summary>
    public Refresh? Refresh { get; init; }

    /// <summary>As wide as the conversation. Only for cards with much to read.</summary>
    [JsonIgnore]
    public bool FullWidth { get; init; }

    [JsonInclude, JsonPropertyName("msteams")]
    internal TeamsWidth? Teams => FullWidth ? TeamsWidth.Full : null;

    public required IReadOnlyList<Element> Body { get; init; }

    /// <summary>The size that counts towards Teams' limit of 28 KB a message, without the activity around the card.</summary>
    [JsonIgnore]
    public int SizeInBytes => ToUtf8().Length;

    public string ToJson() => CardJson.Write(this);

    public byte[] ToUtf8() => CardJson.WriteUtf8(this);

    // A no-break space means nothing to the ear, and some readers stumble over it.
    private static string Spoken(string text) => PlainText.Clean(text).Replace('\u00A0', ' ');
}

internal sealed record TeamsWidth(string Width)
{
    public static readonly TeamsWidth Full = new("Full");
}
