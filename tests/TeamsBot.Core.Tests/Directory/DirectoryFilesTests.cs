using System.Text;
using TeamsBot.Core.Directory;
using Xunit;

namespace TeamsBot.Core.Tests.Directory;

public sealed class DirectoryFilesTests : IDisposable
{
    private readonly County county = new();

    public void Dispose() => county.Dispose();

    [Fact]
    public void Read_SoundFiles_GivesGroupsSchoolsAndPeople()
    {
        var (draft, problems) = DirectoryFiles.Read(county.Folder, current: null);

        Assert.Empty(problems);
        Assert.Equal(["locality-fernshaw", "network-alder-vale", "network-tarnside", "partnership-county"], draft.Groups.Select(group => group.Id.Value));
        Assert.Equal("partnership-county", draft.Groups[0].Parent?.Value);
        Assert.Equal("locality-fernshaw", draft.Groups[1].Parent?.Value);
        Assert.Equal(["100001", "100002", "100003"], draft.Schools.Select(school => school.Urn.Value));
        Assert.Equal(7, draft.People.Length);
        Assert.Equal(2, draft.People.Single(person => person.Name == "Adviser").Appointments.Length);
        Assert.Equal(new Appointment(Role.Administrator, null, null), Assert.Single(draft.People.Single(person => person.Name == "Administrator").Appointments));
    }

    [Fact]
    public void Read_GiasColumnsInAnotherOrderWithOthersBetween_FindsThemByName()
    {
        county.Write("gias_extract.csv", Reordered(County.Schools));

        var (draft, problems) = DirectoryFiles.Read(county.Folder, current: null);

        Assert.Empty(problems);
        Assert.Equal("Kestrel Bank Primary", draft.Schools[0].Name);
        Assert.Equal(10, draft.Schools[2].TypeGroup);
    }

    [Theory, InlineData("windows-1252"), InlineData("utf-8"), InlineData("utf-8 with mark")]
    public void Read_AnyOfTheEncodings_KeepsEveryLetter(string encoding)
    {
        var text = County.Schools.Replace("Kestrel Bank Primary", "St Zoë’s Primary", StringComparison.Ordinal);
        county.WriteBytes("gias_extract.csv", encoding switch
        {
            "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
            "utf-8" => Encoding.UTF8.GetBytes(text),
            _ => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
        });

        var (draft, problems) = DirectoryFiles.Read(county.Folder, current: null);

        Assert.Empty(problems);
        Assert.Equal("St Zoë’s Primary", draft.Schools[0].Name);
    }

    [Fact]
    public void Read_TextThatLooksLikeAFormula_IsData() // T3
    {
        county.Write("people.csv", County.People.Replace("Chair,", "\"=HYPERLINK(\"\"x\"\")\",", StringComparison.Ordinal));

        var (draft, problems) = DirectoryFiles.Read(county.Folder, current: null);

        Assert.Empty(problems);
        Assert.Contains(draft.People, person => person.Name == "=HYPERLINK(\"x\")");
    }

    [Fact]
    public void Read_QuotedCommaAndDoubledQuotes_AreData()
    {
        county.Write("people.csv", County.People.Replace("Chair,", "\"Chair, \"\"Fernshaw\"\"\",", StringComparison.Ordinal));

        Assert.Contains(DirectoryFiles.Read(county.Folder, current: null).Draft.People, person => person.Name == "Chair, \"Fernshaw\"");
    }

    [Theory]
    [InlineData("gias_extract.csv", "100002,Hollin Rise Primary", "100001,Hollin Rise Primary", 3, "URN")]
    [InlineData("gias_extract.csv", "100002,Hollin Rise Primary", "10002,Hollin Rise Primary", 3, "URN")]
    [InlineData("gias_extract.csv", "100002,Hollin Rise Primary", "100002,", 3, "EstablishmentName")]
    [InlineData("gias_extract.csv", "Academy converter,10", "Academy converter,ten", 4, "EstablishmentTypeGroup (code)")]
    [InlineData("gias_extract.csv", "4,Closed", "4,Shut", 5, "EstablishmentStatus (name)")]
    [InlineData("gias_extract.csv", "PhaseOfEducation (name)", "Phase", 1, "PhaseOfEducation (name)")]
    [InlineData("gias_extract.csv", ",Town", ",URN", 1, "URN")]
    [InlineData("networks.csv", "Board,100003", "Board,100009", 4, "urn")] // not in the register
    [InlineData("networks.csv", "Board,100003", "Board,100004", 4, "urn")] // closed
    [InlineData("networks.csv", "Board,100003", "Board,100001", 4, "urn")] // in two networks
    [InlineData("networks.csv", "Board,100002", "Board,100001", 3, "urn")] // twice
    [InlineData("networks.csv", "Board,100003", "Board,abc", 4, "urn")]
    [InlineData("networks.csv", "Alder Vale Network,Fernshaw Locality Board,100002", "Alder Vale Network,Other Board,100002", 3, "locality_board")]
    [InlineData("networks.csv", "Alder Vale Network,Fernshaw Locality Board,100002", "alder vale network,Fernshaw Locality Board,100002", 3, "network")]
    [InlineData("networks.csv", "Tarnside Network,Fernshaw", ",Fernshaw", 4, "network")]
    [InlineData("networks.csv", "Tarnside Network,Fernshaw", "Fernshaw Locality Board,Fernshaw", 4, "network")]
    [InlineData("networks.csv", "network,locality_board,urn", "network,board,urn", 1, "locality_board")]
    [InlineData("people.csv", "head,100003", "headmaster,100003", 5, "role")]
    [InlineData("people.csv", "head.100003@schools.example", "head.100003 at schools", 5, "user_principal_name")]
    [InlineData("people.csv", "head.100003@schools.example", "=cmd@schools.example", 5, "user_principal_name")]
    [InlineData("people.csv", "head,100003", "head,100009", 5, "group_or_urn")]
    [InlineData("people.csv", "head,100003", "head,100004", 5, "group_or_urn")] // closed
    [InlineData("people.csv", "head,100003", "head,Tarnside Network", 5, "group_or_urn")]
    [InlineData("people.csv", "facilitator,Tarnside Network", "facilitator,Tarnsyde Network", 7, "group_or_urn")]
    [InlineData("people.csv", "facilitator,Tarnside Network", "facilitator,Alder Vale Network", 7, "role")] // twice
    [InlineData("people.csv", "facilitator,Tarnside Network", "facilitator,100003", 7, "group_or_urn")]
    [InlineData("people.csv", "Adviser,adviser@council.example,facilitator,Tarnside", "Other,Adviser@council.example,facilitator,Tarnside", 7, "name")]
    [InlineData("people.csv", "chair,Fernshaw Locality Board", "chair,Fernshaw Board", 8, "group_or_urn")]
    [InlineData("people.csv", "Chair,chair", ",chair", 8, "name")]
    [InlineData("people.csv", "Chair,chair", "\"Chair\nof the board\",chair", 8, "name")]
    [InlineData("people.csv", "Chair,chair", "Chair\u202E,chair", 8, "name")]
    [InlineData("people.csv", "Chair,chair", "ZoÃ«,chair", 8, "name")]
    [InlineData("people.csv", "Chair,chair", "Zo\uFFFD,chair", 8, "name")]
    [InlineData("people.csv", "Chair,chair", "Chair, Fernshaw,chair", 8, null)]
    [InlineData("people.csv", "Chair,chair", "The \"Chair\",chair", 8, null)]
    [InlineData("people.csv", "Chair,chair", "\"Chair,chair", 8, null)]
    [InlineData("people.csv", "administrator,County Partnership Board", "administrator,", 0, "group_or_urn")] // nobody names the partnership board
    public void Read_OneFault_IsTheOneProblemWithItsLineAndColumn(string file, string sound, string faulty, long line, string? column)
    {
        var text = file switch { "gias_extract.csv" => County.Schools, "networks.csv" => County.Networks, _ => County.People };
        Assert.Contains(sound, text, StringComparison.Ordinal);
        county.Write(file, text.Replace(sound, faulty, StringComparison.Ordinal));

        var problem = Assert.Single(DirectoryFiles.Read(county.Folder, current: null).Problems, problem => problem.File == file);

        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.NotEmpty(problem.What);
        Assert.NotEmpty(problem.Do);
    }

    [Fact]
    public void Read_FieldWithLineBreaks_DoesNotShiftTheLinesAfterIt()
    {
        county.Write("people.csv", County.People.Replace("Head of Kestrel Bank Primary", "\"Head\nof\nKestrel\"", StringComparison.Ordinal).Replace("head,100003", "boss,100003", StringComparison.Ordinal));

        Assert.Equal([(2, "name"), (7, "role")], DirectoryFiles.Read(county.Folder, current: null).Problems.Select(problem => ((int)problem.Line, problem.Column)));
    }

    [Fact]
    public void Read_ManyFaults_ListsEveryOneInOrder()
    {
        county.Write("networks.csv", County.Networks.Replace("Board,100001", "Board,x", StringComparison.Ordinal).Replace("Board,100003", "Board,y", StringComparison.Ordinal));
        county.Write("people.csv", County.People.Replace("head,100001", "boss,100001", StringComparison.Ordinal).Replace("chair@council.example", "chair", StringComparison.Ordinal));

        Assert.Equal(
            [("networks.csv", 2), ("networks.csv", 4), ("people.csv", 2), ("people.csv", 8)],
            DirectoryFiles.Read(county.Folder, current: null).Problems.Select(problem => (problem.File, (int)problem.Line)));
    }

    [Fact]
    public void Read_SeveralFaultsInOneRow_ListsEachOfThem()
    {
        county.Write("people.csv", County.People + "\n,nobody,boss,100001\n");

        Assert.Equal(["name", "user_principal_name", "role"], DirectoryFiles.Read(county.Folder, current: null).Problems.Select(problem => problem.Column));
    }

    [Fact]
    public void Read_BytesOfNoEncoding_IsAProblemOfTheirField()
    {
        var bytes = Encoding.Latin1.GetBytes(County.People.Replace("Chair,", "Ch\u0081ir,", StringComparison.Ordinal));
        county.WriteBytes("people.csv", bytes);

        var problem = Assert.Single(DirectoryFiles.Read(county.Folder, current: null).Problems);
        Assert.Equal(("people.csv", 8L, "name"), (problem.File, problem.Line, problem.Column));
    }

    [Fact]
    public void Read_Utf16_IsAProblemOfTheFile()
    {
        county.WriteBytes("networks.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(County.Networks)]);

        var problem = Assert.Single(DirectoryFiles.Read(county.Folder, current: null).Problems);
        Assert.Equal(("networks.csv", 1L), (problem.File, problem.Line));
    }

    [Theory, InlineData("gias_extract.csv"), InlineData("networks.csv"), InlineData("people.csv")]
    public void Read_EmptyOrMissingFile_IsOneProblem(string file)
    {
        county.Write(file, "");
        Assert.Equal(file, Assert.Single(DirectoryFiles.Read(county.Folder, current: null).Problems).File);

        county.Delete(file);
        Assert.Equal(0, Assert.Single(DirectoryFiles.Read(county.Folder, current: null).Problems).Line);
    }

    [Fact]
    public void Read_TwoPeopleFiles_NamesBoth()
    {
        county.Write("people_new.csv", County.People);

        Assert.Contains("people.csv, people_new.csv", Assert.Single(DirectoryFiles.Read(county.Folder, current: null).Problems).What, StringComparison.Ordinal);
    }

    private static string Reordered(string csv) =>
        string.Join("\r\n", csv.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Replace("\"Open, but proposed to close\"", "Open", StringComparison.Ordinal).Split(','))
            .Select(fields => string.Join(',', fields.Reverse().Prepend("\"other, column\""))));
}
