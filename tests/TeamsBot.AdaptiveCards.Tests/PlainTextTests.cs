using Xunit;

namespace TeamsBot.AdaptiveCards.Tests;

/// <summary>Rule T3: people's text is data.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Attendance", "Attendance")]
    [InlineData("a\u0000b\u0007c\u001Bd\u007Fe\u009Ff", "abcdef")]
    [InlineData("one\r\ntwo\nthree\tfour\u2028five", "one two three four five")]
    [InlineData("pay \u202Eevil\u202C \u2066x\u2069 \u200Ey\u200F\u061C", "pay evil x y")]
    [InlineData("zero\u200Bwidth\uFEFF\u2060\u00AD", "zerowidth")]
    [InlineData("blank\u3164\u2800\u115F", "blank")]
    [InlineData("private\uE000 unpaired\uD800.", "private unpaired.")]
    [InlineData("tags\U000E0068\U000E0069 and selectors\U000E0101", "tags and selectors")]
    [InlineData("27\u00A0November", "27\u00A0November")]
    [InlineData("\u200Dat the ends\u200D", "at the ends")]
    [InlineData("", "")]
    public void Clean_HiddenCharacters_AreRemoved(string text, string expected) => Assert.Equal(expected, PlainText.Clean(text));

    [Theory]
    [InlineData("👩‍🏫 and 👨‍👩‍👧")]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("❤️")]
    [InlineData("می‌خواهم")]
    [InlineData("Ysgol Gŵyr, Łódź, 学校")]
    public void Clean_EmojiAndOtherScripts_AreKept(string text) => Assert.Equal(text, PlainText.Clean(text));

    [Fact]
    public void Clean_ManyJoiners_LeavesOne() => Assert.Equal("a\u200Db", PlainText.Clean("a\u200D\u200D\u200C\u200Db"));

    [Theory]
    [InlineData("  short  ", 10, "short")]
    [InlineData("exactly ten", 11, "exactly ten")]
    [InlineData("one word too many", 9, "one word…")]
    [InlineData("ab👩‍🏫cd", 5, "ab…")]
    [InlineData("👩‍🏫", 1, "…")]
    public void Shorten_PastTheMost_CutsBetweenWholeCharacters(string text, int most, string expected) => Assert.Equal(expected, PlainText.Shorten(text, most));

    [Theory]
    [InlineData("Early language: more children talking well by five", "Early language: more children talking well by five")]
    [InlineData("*bold* _it_ `code` ~gone~", @"\*bold\* \_it\_ \`code\` \~gone\~")]
    [InlineData("[here](https://example.org) <at>all</at>", @"\[here\](https://example.org) \<at>all\</at>")]
    [InlineData("# title", @"\# title")]
    [InlineData("- point", @"\- point")]
    [InlineData("well-being > grades", "well-being > grades")]
    [InlineData("2026. A year", @"2026\. A year")]
    [InlineData("It closes at 5.04 pm.", "It closes at 5.04 pm.")]
    [InlineData("AT&amp;T & co", @"AT\&amp;T & co")]
    [InlineData(@"a\b", @"a\\b")]
    public void EscapeMarkdown_MarksOfMarkdown_AreEscapedAndNothingElse(string text, string expected) => Assert.Equal(expected, PlainText.EscapeMarkdown(text));
}
