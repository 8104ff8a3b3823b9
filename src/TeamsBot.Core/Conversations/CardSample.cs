using TeamsBot.Core.Language;

namespace TeamsBot.Core.Conversations;

/// <summary>One state of one card, filled from an invented county: what the gallery shows, and what the tests hold against the card language.</summary>
/// <param name="Part">Which part of the product makes it, such as "Polls".</param>
/// <param name="State">Who sees it and when, such as "Head, to vote". Unique within its part.</param>
public sealed record CardSample(string Part, string State, Message Message);
