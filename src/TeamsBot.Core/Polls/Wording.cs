using System.Collections.Immutable;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Safeguarding;

namespace TeamsBot.Core.Polls;

/// <summary>One thing that can be chosen. The id stands in cards and ballots and has no comma, because several ids come back joined by commas.</summary>
/// <param name="Text">The option in the group's words: people's text, never Markdown (rule T3).</param>
/// <param name="Brief">A few words for a list of counts, such as "Early language".</param>
/// <param name="Theme">The id of its entry in the controlled list of themes; null where it was given none.</param>
public sealed record Option(string Id, string Text, string Brief, string? Theme = null);

/// <summary>What is asked, in one version. Frozen at the first ballot (rule V19); ballots and cards name the version they were made on.</summary>
public sealed record Wording
{
    public const int OptionsAtMost = 20;
    public const int OptionLength = 200;

    /// <param name="atMost">How many options one seat may choose, at least one and fewer than there are.</param>
    public Wording(int version, ImmutableArray<Option> options, int atMost)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Length, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Length, OptionsAtMost, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(atMost, options.Length, nameof(atMost));
        if (options.Select(option => option.Id).Distinct(StringComparer.Ordinal).Count() != options.Length || options.Any(option => option.Id.Length == 0 || option.Id.Contains(',', StringComparison.Ordinal)))
        {
            throw new ArgumentException("Option ids are unique, not empty and without commas.", nameof(options));
        }

        (Version, Options, AtMost) = (version, options, atMost);
    }

    public int Version { get; }

    public ImmutableArray<Option> Options { get; }

    public int AtMost { get; }

    /// <summary>How this version came about; null for the first.</summary>
    public Amendment? Amendment { get; init; }

    public Option? Find(string id) => Options.FirstOrDefault(option => option.Id == id);

    /// <summary>
    /// The next version (rule V19). Once anybody has voted, each option keeps its id and only its words may change. Before, an option whose words are gone is gone with
    /// its id: a new one gets an id that no earlier version had, so that no tick on an old card can be taken for it.
    /// </summary>
    /// <returns>The version, or why there is none, in words for the facilitator.</returns>
    public (Wording? Wording, string? Problem) Amend(NewWords asked, bool anyVotes, Amendment amendment)
    {
        var problem = anyVotes && !asked.ByOption ? "Not changed yet: a school has voted meanwhile, so only the words of the options can change now."
            : asked.ByOption && asked.Texts.Length != Options.Length ? "Not changed yet. Write the words of every option."
            : asked.ByOption && Options.Where((option, at) => Options.Any(other => other.Id != option.Id && IsSame(other.Text, asked.Texts[at]))).Any() ? "Not changed yet: an option cannot take the words that stood for another, because votes may be in for both."
            : asked.Texts.SequenceEqual(Options.Select(option => option.Text)) ? "Not changed yet: these are the words that stand."
            : asked.Texts.Length <= AtMost ? $"Not changed yet. Write at least {Words.Number(AtMost + 1)} options: each school may choose up to {Words.Number(AtMost)}."
            : (ProblemOf(asked.Texts, amendment.At) ?? Tie.Problem(amendment.Why, amendment.At)) is { } wrong ? $"Not changed yet. {wrong}"
            : null;
        return problem is not null ? (null, problem)
            : (new(Version + 1, [.. asked.Texts.Select((text, at) => asked.ByOption ? Reworded(Options[at], text) : Options.FirstOrDefault(option => IsSame(option.Text, text)) ?? Added(text, at))], AtMost) { Amendment = amendment }, null);
    }

    /// <summary>What is wrong with options as they were written, or null.</summary>
    internal static string? ProblemOf(IReadOnlyList<string> texts, DateTimeOffset now) =>
        texts.Count < 2 ? "Write at least two options, each on a line of its own."
        : texts.Count > OptionsAtMost ? $"Write at most {OptionsAtMost} options. There are {texts.Count}."
        : texts.Any(text => text.Length == 0) ? "Write the words of every option."
        : texts.FirstOrDefault(text => text.Length > OptionLength) is { } tooLong ? $"Make each option at most {OptionLength} characters. One begins: {PlainText.Shorten(tooLong, 40)}"
        : texts.Distinct(StringComparer.OrdinalIgnoreCase).Count() != texts.Count ? "Two options are the same. Write each option once."
        : PupilData.Problem(string.Join('\n', texts), now);

    private static Option Reworded(Option option, string text) => option.Text == text ? option : option with { Text = text, Brief = StarterOptions.BriefOf(text) };

    private Option Added(string text, int at) => new($"w{Version + 1}o{at + 1}", text, StarterOptions.BriefOf(text));

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the ids a card sent, joined by commas (rule V8).</summary>
    /// <returns>The choices, or why they are refused, in words for the voter that say what is allowed.</returns>
    public (Choices? Choices, string? Problem) Read(string joined)
    {
        var ids = joined.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ids.Any(id => Find(id) is null) ? (null, "One of the choices is not on this poll. Choose from the list on the card.")
            : ids.Distinct(StringComparer.Ordinal).Count() != ids.Length ? (null, "The same choice came twice. Tick each choice once.")
            : ids.Length > AtMost ? (null, $"You ticked {Words.Number(ids.Length)}. Tick {Words.Number(AtMost)} at most.")
            : ids.Length == 0 ? (null, "Nothing was ticked. Tick at least one, or press None of these.")
            : (new Choices(ids), null);
    }
}

/// <summary>What one seat chose: option ids in order of id, so that the same choice is the same text. Empty means none of these, an abstention that counts as cast.</summary>
public sealed record Choices
{
    public Choices(IEnumerable<string> ids) => Ids = [.. ids.Order(StringComparer.Ordinal)];

    public static Choices None { get; } = new([]);

    public ImmutableArray<string> Ids { get; }

    public bool IsAbstention => Ids.IsEmpty;

    /// <summary>Reads what <see cref="ToString"/> wrote. For stored rows only: a card's choices go through <see cref="Wording.Read"/>.</summary>
    public static Choices Stored(string joined) => new(joined.Split(',', StringSplitOptions.RemoveEmptyEntries));

    public bool Equals(Choices? other) => other is not null && Ids.SequenceEqual(other.Ids);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Join(',', Ids);
}
