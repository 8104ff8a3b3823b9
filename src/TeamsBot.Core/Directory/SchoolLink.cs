namespace TeamsBot.Core.Directory;

/// <summary>A school that followed another: a conversion, a merger, or a part of one that was split.</summary>
/// <param name="On">The day the national register gives for it, which is often none.</param>
public sealed record SchoolLink(Urn Closed, Urn Successor, DateOnly? On);
