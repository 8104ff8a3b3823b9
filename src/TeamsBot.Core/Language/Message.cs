using TeamsBot.AdaptiveCards;

namespace TeamsBot.Core.Language;

/// <summary>What is sent: one card, and the toast that announces it, which says more than "Card".</summary>
public sealed record Message(AdaptiveCard Card, string Summary);
