namespace TeamsBot.AdaptiveCards;

public sealed record AdaptiveCard;
