using System.Globalization;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Escalations;

/// <summary>A matter's id: the poll, the option and the tier it was first sent to, so that a repeated close makes one matter (rule E1); and which attempt it is, where it was sent again.</summary>
public readonly record struct MatterId(string Value)
{
    /// <summary>1 for a matter as its poll raised it, one more each time it was sent again (rule E5).</summary>
    public int Attempt => int.TryParse(Value.AsSpan(Value.LastIndexOf('~') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : 1;

    /// <summary>The id of the matter that follows when it is sent again: one for each attempt (rule E5).</summary>
    public MatterId Next => new($"{(Attempt == 1 ? Value : Value[..Value.LastIndexOf('~')])}~{(Attempt + 1).ToString(CultureInfo.InvariantCulture)}");

    // An option's id may hold anything but a comma. What could not stand in a key, or could be taken for another id's encoding, is encoded. The tier's name comes
    // last: no attempt is taken for it.
    public static MatterId Of(PollId poll, string option, Tier tier) =>
        new($"{poll}~{(option.All(c => char.IsAsciiLetterOrDigit(c) || c is '-') ? option : "_" + Keys.Encode(option))}~{tier.ToString().ToLowerInvariant()}");

    /// <summary>Whether a claimed id can be looked up at all. Cards are claims: anything else is answered as not found.</summary>
    public static bool IsWellFormed(string claimed) => claimed.Length is > 0 and <= 200 && Keys.IsValid(claimed) && !claimed.Contains('|', StringComparison.Ordinal);

    public override string ToString() => Value;
}
