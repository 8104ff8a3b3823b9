using TeamsBot.Core.Themes;
using Xunit;

namespace TeamsBot.Core.Tests.Themes;

public sealed class ThemeFileTests : IDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("themes-").FullName;

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_TheSample_RelatesTheThreeOfTheCounty()
    {
        var list = ThemeListTests.Starter;

        Assert.InRange(list.All.Length, 25, ThemeList.OfferedAtMost);
        Assert.True(list.AreRelated(new("early-literacy"), new("speech-and-language"))); // R59
        Assert.Equal(0, list.Version);
    }

    [Fact]
    public void Read_ColumnsInAnotherOrder_AreFoundByName()
    {
        var read = Read("synonyms,name,id,parent\nmaths; numeracy ;,Mathematics,maths,\n,Number,number,maths\n");

        Assert.Empty(read.Problems);
        Assert.Equal(["maths", "numeracy"], read.List!.Find(new("maths"))!.Synonyms.AsEnumerable());
        Assert.Equal(new ThemeId("maths"), read.List.Find(new("number"))!.Parent);
    }

    [Theory]
    [InlineData("a,Apes,,\na,Bears,,", 3, "id")]
    [InlineData("a b,Apes,,", 2, "id")]
    [InlineData("a,,,", 2, "name")]
    [InlineData("a,Apes,,\nb,apes,,", 3, "name")]
    [InlineData("a,Apes,,\nb,Bears,,monkeys;APES", 3, "synonyms")]
    [InlineData("a,Apes,gone,", 2, "parent")]
    [InlineData("a,Apes,b,\nb,Bears,a,", 2, "parent")]
    [InlineData("a,Apes,,\nb,Bears,a,\nc,Cats,b,\nd,Dogs,c,", 5, "parent")]
    [InlineData("a,\u202EApes,,", 2, "name")]
    public void Read_AFaultyRow_SaysWhichLineAndColumn(string rows, int line, string column)
    {
        var read = Read($"id,name,parent,synonyms\n{rows}\n");

        Assert.Null(read.List);
        var problem = Assert.Single(read.Problems);
        Assert.Equal((line, column), ((int)problem.Line, problem.Column));
    }

    [Fact]
    public void Read_NoFile_IsAProblem() => Assert.Single(ThemeFile.Read(Path.Combine(folder, "none.csv")).Problems);

    private ThemeFile Read(string text)
    {
        var path = Path.Combine(folder, ThemeFile.Name);
        File.WriteAllText(path, text);
        return ThemeFile.Read(path);
    }
}
