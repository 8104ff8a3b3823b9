using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Safeguarding;

namespace TeamsBot.Core.Consultations;

/// <summary>A part in which each school chooses exactly so many of a list.</summary>
/// <param name="Title">The starter's words, such as "Aims".</param>
public sealed record ChoicePart(string Title, ImmutableArray<Option> Options, int Exactly)
{
    public Option? Find(string id) => Options.FirstOrDefault(option => option.Id == id);
}

/// <summary>What is asked: one or two parts to choose in, and up to two questions that are answered in words. The limits keep every card of it within 28 KB.</summary>
public sealed record Questions
{
    public const int PartsAtMost = 2;
    public const int TextsAtMost = 2;
    public const int OptionsAtMost = 12;
    public const int OptionLength = 150;
    public const int TitleLength = 80;
    public const int PartTitleLength = 40;
    public const int IntroductionLength = 600;
    public const int TextLength = 150;

    /// <summary>The longest answer in words, in UTF-16 characters.</summary>
    public const int AnswerLength = 1_000;

    public Questions(string title, string introduction, ImmutableArray<ChoicePart> parts, ImmutableArray<string> texts)
    {
        if (Problem(title, introduction, parts, texts) is { } problem)
        {
            throw new ArgumentException(problem, nameof(parts));
        }

        (Title, Introduction, Parts, Texts) = (title, introduction, parts, texts);
    }

    public string Title { get; }

    public string Introduction { get; }

    public ImmutableArray<ChoicePart> Parts { get; }

    /// <summary>The questions answered in words; nobody has to answer them.</summary>
    public ImmutableArray<string> Texts { get; }

    /// <summary>Why these cannot be asked, in words for the form; null where they can.</summary>
    public static string? Problem(string title, string introduction, ImmutableArray<ChoicePart> parts, ImmutableArray<string> texts) =>
        title.Length == 0 ? "Write a title."
        : title.Length > TitleLength ? $"Make the title at most {TitleLength} characters."
        : introduction.Length > IntroductionLength ? $"Make the introduction at most {IntroductionLength} characters."
        : parts.Length is 0 or > PartsAtMost ? "Write the first list, one option a line."
        : texts.Length > TextsAtMost || texts.Any(text => text.Length is 0 or > TextLength) ? $"Make each question in words at most {TextLength} characters."
        : parts.Select(Problem).FirstOrDefault(problem => problem is not null)
        ?? (parts.Select(part => part.Title).Distinct(StringComparer.OrdinalIgnoreCase).Count() == parts.Length ? null : "Give the two lists different names.");

    /// <summary>Reads what a card sent (rule V8; rule T4 for words).</summary>
    /// <returns>What was given, or why it is refused, in words that say what is allowed.</returns>
    public (Given? Given, string? Problem) Read(SentAnswer sent, DateTimeOffset now)
    {
        var chosen = Parts.Select((part, at) => Split(sent.ChoicesOf(at))).ToList();
        var words = Texts.Select((_, at) => PlainText.CleanLines(sent.TextOf(at)).Trim()).ToList();
        var problem = Parts.Zip(chosen, Problem).FirstOrDefault(problem => problem is not null)
            ?? Texts.Zip(words, Problem).FirstOrDefault(problem => problem is not null)
            ?? words.Select(text => PupilData.Problem(text, now)).FirstOrDefault(problem => problem is not null);
        return problem is not null ? (null, problem) : (new([.. chosen.Select(ids => new Choices(ids))], [.. words]), null);
    }

    internal static string[] Split(string joined) => joined.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? Problem(ChoicePart part) =>
        part.Title.Length is 0 or > PartTitleLength ? $"Give each list a name of at most {PartTitleLength} characters."
        : part.Options.Length < 2 ? $"Write at least two options under {part.Title}, each on a line of its own."
        : part.Options.Length > OptionsAtMost ? $"Write at most {OptionsAtMost} options under {part.Title}. There are {part.Options.Length}."
        : part.Options.FirstOrDefault(option => option.Text.Length is 0 or > OptionLength) is { } long_ ? $"Make each option at most {OptionLength} characters. One begins: {PlainText.Shorten(long_.Text, 40)}"
        : part.Options.DistinctBy(option => option.Text, StringComparer.OrdinalIgnoreCase).Count() != part.Options.Length ? $"Two options under {part.Title} are the same. Write each once."
        : part.Options.DistinctBy(option => option.Id).Count() != part.Options.Length || part.Options.Any(option => option.Id.Length == 0 || option.Id.Contains(',', StringComparison.Ordinal)) ? "Option ids are unique, not empty and without commas."
        : part.Exactly < 1 || part.Exactly >= part.Options.Length ? $"Let each school choose at least one under {part.Title}, and fewer than the {part.Options.Length} there are."
        : null;

    private static string? Problem(ChoicePart part, string[] ids) =>
        ids.Any(id => part.Find(id) is null) ? $"One of the choices under {part.Title} is not on this card. Tick exactly {Words.Number(part.Exactly)} of the list."
        : ids.Distinct(StringComparer.Ordinal).Count() != ids.Length ? $"The same choice came twice under {part.Title}. Tick each once."
        : ids.Length != part.Exactly ? $"Under {part.Title} you ticked {(ids.Length == 0 ? "none" : Words.Number(ids.Length))}. Tick exactly {Words.Number(part.Exactly)}."
        : null;

    private static string? Problem(string question, string answer) =>
        answer.Length <= AnswerLength ? null : $"Your answer to “{question}” has {Figures(answer.Length)} characters. Write at most {Figures(AnswerLength)}.";

    private static string Figures(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}

/// <summary>What a card sent for each part and each question in words, in their order: a claim. What is missing is as empty.</summary>
/// <param name="Choices">Option ids joined by commas.</param>
public sealed record SentAnswer(ImmutableArray<string> Choices, ImmutableArray<string> Texts)
{
    public string ChoicesOf(int part) => part < Choices.Length ? Choices[part] : "";

    public string TextOf(int text) => text < Texts.Length ? Texts[text] : "";
}

/// <summary>What a school gave: exactly as many choices as each part asks for, and its words, cleaned (rule T3); empty where it wrote none.</summary>
public sealed record Given(ImmutableArray<Choices> Choices, ImmutableArray<string> Texts)
{
    public bool Equals(Given? other) => other is not null && Choices.SequenceEqual(other.Choices) && Texts.SequenceEqual(other.Texts);

    public override int GetHashCode() => string.Join('|', Choices).GetHashCode(StringComparison.Ordinal);
}
