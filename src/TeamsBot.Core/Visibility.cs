namespace TeamsBot.Core;

/// <summary>Who may see a thing. A field of every poll, priority, matter and update from its first row (rule T5).</summary>
public enum Visibility
{
    /// <summary>Anybody, on the open website too.</summary>
    Public,

    /// <summary>The members of the groups concerned.</summary>
    Members,

    /// <summary>Only the people named, only in personal chat.</summary>
    Restricted,
}
