using TeamsBot.Core.Language;
using Xunit;

namespace TeamsBot.Core.Tests.Language;

public sealed class WordsTests
{
    [Theory, InlineData(0, "no"), InlineData(3, "three"), InlineData(10, "ten"), InlineData(11, "11"), InlineData(1200, "1,200")]
    public void Number_UpToTen_IsAWord(int number, string expected) => Assert.Equal(expected, Words.Number(number));

    [Theory, InlineData(1, "first"), InlineData(10, "tenth"), InlineData(11, "11th"), InlineData(21, "21st"), InlineData(22, "22nd"), InlineData(23, "23rd"), InlineData(112, "112th")]
    public void Ordinal_UpToTenth_IsAWord(int number, string expected) => Assert.Equal(expected, Words.Ordinal(number));

    [Fact]
    public void Of_TwoCounts_CannotBeTornApart() => Assert.Equal("11\u00A0of\u00A014", Words.Of(11, 14));

    [Fact]
    public void Count_OneAndMany_HasTheRightForm()
    {
        Assert.Equal("1\u00A0school", Words.Count(1, "school"));
        Assert.Equal("19\u00A0schools", Words.Count(19, "school"));
        Assert.Equal("three priorities", Words.Some(3, "priority", "priorities"));
        Assert.Equal("No schools", Words.Sentence(Words.Some(0, "school")));
    }

    [Fact]
    public void Join_NoneToThree_ReadsAsAList()
    {
        Assert.Equal("", Words.Join([]));
        Assert.Equal("a", Words.Join(["a"]));
        Assert.Equal("a and b", Words.Join(["a", "b"]));
        Assert.Equal("a, b or c", Words.Join(["a", "b", "c"], "or"));
    }
}
