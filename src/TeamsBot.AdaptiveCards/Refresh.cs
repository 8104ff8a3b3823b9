namespace TeamsBot.AdaptiveCards;

/// <summary>
/// Has Teams ask for the card again when one of the named people opens the conversation. The list is always explicit: without one everybody's
/// client would ask, and an empty one asks only by hand.
/// </summary>
public sealed record Refresh
{
    /// <summary>The most ids Teams takes.</summary>
    public const int MostUsers = 60;

    /// <param name="userIds">Teams' own ids (<c>29:…</c>), one to sixty. An Entra object id does nothing there, so it is refused.</param>
    public Refresh(string verb, Dictionary<string, string> data, IReadOnlyList<string> userIds)
    {
        ArgumentOutOfRangeException.ThrowIfZero(userIds.Count, nameof(userIds));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(userIds.Count, MostUsers, nameof(userIds));
        if (userIds.FirstOrDefault(id => !id.StartsWith("29:", StringComparison.Ordinal)) is { } other)
        {
            throw new ArgumentException($"'{other}' is not a Teams user id (29:…).", nameof(userIds));
        }

        (Action, UserIds) = (new RefreshAction(verb, data), userIds);
    }

    /// <summary>The refresh of a card that is for one person, or none where that person's Teams id is not known.</summary>
    public static Refresh? For(string? userId, string verb, Dictionary<string, string> data) => userId is null ? null : new(verb, data, [userId]);

    public string Type { get; } = "Refresh";

    public RefreshAction Action { get; }

    public IReadOnlyList<string> UserIds { get; }
}

/// <summary>The press that a client makes by itself: an Action.Execute without a title, and without a fallback because a client that knows none does not refresh.</summary>
public sealed record RefreshAction
{
    internal RefreshAction(string verb, Dictionary<string, string> data) => (Verb, Data) = (Require.Text(verb, "a verb"), ActionData.Check(data));

    public string Type { get; } = "Action.Execute";

    public string Verb { get; }

    public IReadOnlyDictionary<string, string> Data { get; }
}
