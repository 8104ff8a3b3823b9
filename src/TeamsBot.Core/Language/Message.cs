using TeamsBot.AdaptiveCards;

namespace TeamsBot.Core.Language;

/// <summary>What delivery sends: a card, and the line that the toast, the chat list and the activity feed show of it.</summary>
public sealed record Message
{
    /// <summary>In UTF-16 characters. Toasts show fewer; what matters stands first.</summary>
    public const int LongestSummary = 250;

    /// <param name="summary">Says what the card says ("Your vote is in. 12 of 19 schools have voted"), cleaned and cut at <see cref="LongestSummary"/>; not empty.</param>
    public Message(AdaptiveCard card, string summary)
    {
        (Card, Summary) = (card, PlainText.Shorten(summary, LongestSummary));
        ArgumentException.ThrowIfNullOrEmpty(Summary, nameof(summary));
    }

    /// <summary>The same card behind a toast that says nothing of it: toasts stand on locked screens and in feeds (rule T5).</summary>
    internal Message WithoutToast() => new(Card, "Something restricted for you: open it to read it");

    public AdaptiveCard Card { get; }

    public string Summary { get; }
}
