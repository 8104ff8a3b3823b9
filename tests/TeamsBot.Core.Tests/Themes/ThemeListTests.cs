using TeamsBot.Core.Themes;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Core.Tests.Themes;

public sealed class ThemeListTests
{
    /// <summary>The list that ships.</summary>
    public static ThemeList Starter { get; } = ThemeFile.Read(Path.Combine(Require.Repository(), "bot", "sample", ThemeFile.Name)) is { List: { } list } ? list : throw new InvalidOperationException("The starter list is faulty.");

    [Theory]
    [InlineData("Early language: more children talking well by five", "early-language")]
    [InlineData("Waiting times for mental health support", "mental-health-waits,mental-health")] // The longest match first.
    [InlineData("EARLY-LITERÁCY, and phonics!", "early-literacy,literacy")]
    [InlineData("Read\u0301ing at the Move to Year 7", "transition-year-7,literacy")] // An accent of its own, as some keyboards write it.
    [InlineData("Children’s attendances", "")] // Whole words only.
    [InlineData("SEND", "send")]
    [InlineData("sending", "")]
    [InlineData("", "")]
    public void Match_ByNameOrSynonym_TakesWholeWordsWhateverTheirCaseAndAccents(string text, string expected)
    {
        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), Starter.Match(text).Select(theme => theme.Id.Value));
    }

    [Fact]
    public void Match_ARetiredTheme_IsNoCandidate()
    {
        var list = new ThemeList(1, [Of("a", "Attendance") with { IsRetired = true }]);

        Assert.Empty(list.Match("Attendance"));
        Assert.Null(list.FindOffered("a"));
        Assert.NotNull(list.Find(new("a"))); // What was tagged with it keeps it.
    }

    [Theory]
    [InlineData("early-literacy", "speech-and-language", true)]
    [InlineData("literacy", "early-literacy", true)]
    [InlineData("literacy", "literacy", false)] // The same is not related: it is the same.
    [InlineData("literacy", "maths", false)]
    [InlineData("literacy", "gone", false)]
    public void R59_AreRelated_SameRoot(string one, string other, bool related) => Assert.Equal(related, Starter.AreRelated(new(one), new(other)));

    [Fact]
    public void All_IsAToZWithThoseUnderIt()
    {
        var list = new ThemeList(1, [Of("z", "Zebras"), Of("y", "Young", "z"), Of("b", "Bears", "z"), Of("a", "Apes")]);

        Assert.Equal(["a", "z", "b", "y"], list.All.Select(theme => theme.Id.Value));
        Assert.Equal([1, 1, 2, 2], list.All.Select(list.LevelOf));
    }

    [Fact]
    public void Problem_ACycle_IsRefused() =>
        Assert.Equal(ThemeField.Parent, ThemeList.Problem([Of("a", "Apes", "b"), Of("b", "Bears", "c"), Of("c", "Cats", "a")])!.Field);

    [Fact]
    public void Problem_ItsOwnParent_IsRefused() => Assert.Equal(ThemeField.Parent, ThemeList.Problem([Of("a", "Apes", "a")])!.Field);

    [Fact]
    public void Problem_TheSameNameIgnoringCase_NamesTheOther()
    {
        var problem = ThemeList.Problem([Of("a", "Café"), Of("b", "Bears") with { Synonyms = ["CAFE"] }])!;

        Assert.Equal((new ThemeId("b"), ThemeField.Synonyms), (problem.Theme, problem.Field));
        Assert.Contains("already one of Café", problem.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_MoreThanAPickerHolds_IsRefused()
    {
        var themes = Enumerable.Range(0, ThemeList.OfferedAtMost + 1).Select(number => Of($"t{number}", $"Theme {number}")).ToList();

        Assert.NotNull(ThemeList.Problem(themes));
        Assert.Null(ThemeList.Problem([.. themes.Skip(1), themes[0] with { IsRetired = true }]));
    }

    [Fact]
    public void Constructor_WhatBreaksARule_Throws() => Assert.Throws<ArgumentException>(() => new ThemeList(0, [Of("a", "Apes", "gone")]));

    private static Theme Of(string id, string name, string? parent = null) => new(new(id), name, parent is null ? null : new ThemeId(parent), []);
}
