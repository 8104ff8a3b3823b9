using TeamsBot.Core.Resources;
using TeamsBot.Core.Tests.Themes;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Core.Tests.Resources;

public sealed class ResourceFileTests : IDisposable
{
    private const string Header = "id,name,themes,offers,link,ask,contact";
    private const string Sound = "a,Apes,maths,Help.,,The keeper,editor";

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("resources-").FullName;

    /// <summary>The list that is shipped.</summary>
    public static StarterResources Starter { get; } = ResourceFile.Read(Path.Combine(Require.Repository(), "bot", "sample", ResourceFile.Name), ThemeListTests.Starter).Resources!;

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_TheSample_HasTheEightThatTheCountyNamed()
    {
        Assert.Equal(8, Starter.All.Length); // R68
        Assert.Contains(Starter.All, resource => resource.Id == new ResourceId("english-hub") && resource.Themes.Contains(new("language-and-literacy")));
    }

    [Fact]
    public void Read_ColumnsInAnotherOrder_AreFoundByName()
    {
        var read = Read("contact,ask,link,offers,themes,name,id\nFacilitator,The keeper,https://apes.example/,Help.,maths; literacy ;maths,Apes,a\n");

        Assert.Empty(read.Problems);
        var resource = Assert.Single(read.Resources!.All);
        Assert.Equal(("Apes", Contact.Facilitator, new Uri("https://apes.example/")), (resource.Name, resource.Contact, resource.Link));
        Assert.Equal(["literacy", "maths"], resource.Themes.Select(theme => theme.Value));
    }

    [Theory]
    [InlineData("a b,Apes,maths,Help.,,The keeper,editor", 2, "id")]
    [InlineData(Sound + "\na,Bears,maths,Help.,,The keeper,editor", 3, "id")]
    [InlineData("a,,maths,Help.,,The keeper,editor", 2, "name")]
    [InlineData(Sound + "\nb,APES,maths,Help.,,The keeper,editor", 3, "name")]
    [InlineData("a,Apes,no-such-theme,Help.,,The keeper,editor", 2, "themes")]
    [InlineData("a,Apes,maths,,,The keeper,editor", 2, "offers")]
    [InlineData("a,Apes,maths,Help.,http://apes.example,The keeper,editor", 2, "link")]
    [InlineData("a,Apes,maths,Help.,apes,The keeper,editor", 2, "link")]
    [InlineData("a,Apes,maths,Help.,,,editor", 2, "ask")]
    [InlineData("a,Apes,maths,Help.,,The keeper,1", 2, "contact")]
    [InlineData("a,Apes,maths,Help.,,The keeper,head", 2, "contact")]
    [InlineData("a,\u202EApes,maths,Help.,,The keeper,editor", 2, "name")]
    public void Read_AFaultyRow_SaysWhichLineAndColumn(string rows, int line, string column)
    {
        var read = Read($"{Header}\n{rows}\n");

        Assert.Null(read.Resources);
        var problem = Assert.Single(read.Problems);
        Assert.Equal((line, column), ((int)problem.Line, problem.Column));
    }

    [Fact]
    public void Read_NoFile_IsAProblem() => Assert.Single(ResourceFile.Read(Path.Combine(folder, "none.csv"), ThemeListTests.Starter).Problems);

    private ResourceFile Read(string text)
    {
        var path = Path.Combine(folder, ResourceFile.Name);
        File.WriteAllText(path, text);
        return ResourceFile.Read(path, ThemeListTests.Starter);
    }
}
