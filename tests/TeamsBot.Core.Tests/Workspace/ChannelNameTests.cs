using TeamsBot.Core.Workspace;
using Xunit;

namespace TeamsBot.Core.Tests.Workspace;

public sealed class ChannelNameTests
{
    [Theory]
    [InlineData("Alder Vale Network", 1, "Alder Vale Network")]
    [InlineData("Alder Vale Network", 2, "Alder Vale Network (2)")]
    [InlineData("St John's & St Anne's", 1, "St John’s and St Anne’s")]
    [InlineData("Fylde/Wyre: coast, north", 1, "Fylde-Wyre coast north")]
    [InlineData("_Hidden..board.", 1, "Hidden.board")]
    [InlineData("#1 {Team} <x>", 1, "1 (Team) (x)")]
    [InlineData("CON", 1, "Group CON")]
    [InlineData("general", 1, "Group general")]
    [InlineData("a _vti_ b", 1, "Group a vti b")]
    [InlineData("???", 1, "Group")]
    public void Of_AnyName_IsOneThatTeamsTakes(string group, int number, string expected) => Assert.Equal(expected, ChannelName.Of(group, number));

    [Theory, InlineData(1), InlineData(2), InlineData(123)]
    public void Of_ALongName_HasAtMost50Characters(int number)
    {
        var name = ChannelName.Of(new string('a', 48) + " 😀 and more", number);

        Assert.InRange(name.Length, 45, 50);
        Assert.False(char.IsHighSurrogate(name[^1]));
        Assert.Equal(name, name.Trim());
    }
}
