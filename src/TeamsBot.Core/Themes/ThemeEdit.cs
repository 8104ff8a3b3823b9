using System.Collections.Immutable;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Safeguarding;

namespace TeamsBot.Core.Themes;

/// <summary>Something an editor does to the list. Nothing is ever deleted.</summary>
public abstract record ThemeEdit(ThemeId Theme)
{
    /// <param name="Theme">Made when the form was drawn, so that a repeated press adds one theme (rule V7).</param>
    public sealed record Add(ThemeId Theme, string Name) : ThemeEdit(Theme);

    /// <summary>Says anew what a theme is called, where it stands, and what people also call it.</summary>
    /// <param name="Parent">The id of the theme to stand under as the form claims it; empty for the top.</param>
    /// <param name="Synonyms">One on each line.</param>
    public sealed record Change(ThemeId Theme, string Name, string Parent, string Synonyms) : ThemeEdit(Theme);

    public sealed record Retire(ThemeId Theme) : ThemeEdit(Theme);

    public sealed record BringBack(ThemeId Theme) : ThemeEdit(Theme);

    /// <summary>Decides on the edit; stores nothing.</summary>
    /// <param name="version">The version of the list on the card that was pressed.</param>
    internal ThemeOutcome Decide(ThemeList list, int version, DateTimeOffset now)
    {
        var (before, after) = (list.Find(Theme), After(list.Find(Theme)));
        if (after is null)
        {
            return new ThemeOutcome.Overtaken(list, before);
        }

        // What is so already, by this person's first press or by another's, is a success that writes nothing.
        if (before is not null && Same(before, after))
        {
            return new ThemeOutcome.Saved(list, before, What: null);
        }

        if (version != list.Version)
        {
            return new ThemeOutcome.Overtaken(list, before);
        }

        ImmutableArray<Theme> themes = before is null ? [.. list.All, after] : list.All.Replace(before, after);
        return ProblemOf(themes, after, now) is { } why
            ? new ThemeOutcome.Wrong(list, before, why)
            : new ThemeOutcome.Saved(new(list.Version + 1, themes), after, WhatChanged(before, after));
    }

    /// <summary>The theme after the edit; null where there is none to edit, or another stands under the id.</summary>
    private Theme? After(Theme? before) => this switch
    {
        Add add when before is null || before.Name == Cleaned(add.Name) => before ?? new(Theme, Cleaned(add.Name), Parent: null, []),
        Change change when before is not null => before with { Name = Cleaned(change.Name), Parent = change.Parent.Length == 0 ? null : new(change.Parent), Synonyms = Lines(change.Synonyms) },
        Retire when before is not null => before with { IsRetired = true },
        BringBack when before is not null => before with { IsRetired = false },
        _ => null,
    };

    private static string? ProblemOf(ImmutableArray<Theme> themes, Theme after, DateTimeOffset now) =>
        after.IsRetired && themes.Any(theme => theme.Parent == after.Id && !theme.IsRetired) ? "Other themes stand under it. Put those elsewhere first, or retire them."
        : PupilData.Problem(string.Join('\n', after.Terms), now) ?? ThemeList.Problem(themes)?.Why;

    private static string WhatChanged(Theme? before, Theme after) =>
        before is null ? $"add {after.Id}"
        : before.IsRetired != after.IsRetired ? $"{(after.IsRetired ? "retire" : "bring back")} {after.Id}"
        : $"change {after.Id}:{(before.Name == after.Name ? "" : " name")}{(before.Parent == after.Parent ? "" : " parent")}{(before.Synonyms.SequenceEqual(after.Synonyms) ? "" : " synonyms")}";

    private static bool Same(Theme one, Theme other) => one with { Synonyms = other.Synonyms } == other && one.Synonyms.SequenceEqual(other.Synonyms);

    private static ImmutableArray<string> Lines(string text) => [.. text.Split('\n').Select(Cleaned).Where(line => line.Length > 0)];

    private static string Cleaned(string text) => string.Join(' ', PlainText.Clean(text).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>Everything that can become of an edit.</summary>
public abstract record ThemeOutcome
{
    private ThemeOutcome()
    {
    }

    /// <param name="What">What was done, for the record; null where it was so already and nothing is written.</param>
    public sealed record Saved(ThemeList List, Theme Theme, string? What) : ThemeOutcome;

    /// <summary>The card was older than the list: it is shown as it stands.</summary>
    public sealed record Overtaken(ThemeList List, Theme? Theme) : ThemeOutcome;

    /// <param name="Theme">As it stands; null where it was to be added.</param>
    /// <param name="Why">What to do, for a short line beside the form.</param>
    public sealed record Wrong(ThemeList List, Theme? Theme, string Why) : ThemeOutcome;

    /// <summary>Only an editor or an administrator edits the list.</summary>
    public sealed record NotAllowed : ThemeOutcome;
}
