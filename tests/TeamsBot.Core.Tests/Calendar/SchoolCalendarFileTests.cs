using TeamsBot.Core.Calendar;
using Xunit;

namespace TeamsBot.Core.Tests.Calendar;

public sealed class SchoolCalendarFileTests : IDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("calendar-").FullName;

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_ColumnsInAnotherOrder_AreFoundByName()
    {
        var read = Read("name,to,from,kind\nAutumn,2026-10-23,2026-09-01,Term\nA day off,,2026-09-02,bank holiday\n");

        Assert.Empty(read.Problems);
        Assert.True(read.Calendar!.IsWorkingDay(new(2026, 9, 1)));
        Assert.False(read.Calendar.IsWorkingDay(new(2026, 9, 2)));
    }

    [Theory]
    [InlineData("term,2026-09-01,2026-10-23\nterm,2026-10-01,2026-12-18", 3, "from")]
    [InlineData("term,01/09/2026,2026-10-23", 2, "from")]
    [InlineData("term,2026-09-01,2026-02-30", 2, "to")]
    [InlineData("term,2026-09-01,2026-08-01", 2, "to")]
    [InlineData("inset,2026-09-01,", 2, "kind")]
    public void Read_AFaultyRow_SaysWhichLineAndColumn(string rows, int line, string column)
    {
        var read = Read($"kind,from,to\n{rows}\n");

        Assert.Null(read.Calendar);
        var problem = Assert.Single(read.Problems);
        Assert.Equal((line, column), ((int)problem.Line, problem.Column));
    }

    [Fact]
    public void Read_NoFile_IsAProblem() => Assert.Single(SchoolCalendarFile.Read(Path.Combine(folder, "none.csv")).Problems);

    private SchoolCalendarFile Read(string text)
    {
        var path = Path.Combine(folder, SchoolCalendarFile.Name);
        File.WriteAllText(path, text);
        return SchoolCalendarFile.Read(path);
    }
}
