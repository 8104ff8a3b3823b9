using System.Text;

namespace TeamsBot.Core.Tests.Directory;

/// <summary>A folder with three small files, each of which a test may write anew.</summary>
public sealed class County : IDisposable
{
    public const string Schools =
        """
        URN,EstablishmentName,TypeOfEstablishment (name),EstablishmentTypeGroup (code),EstablishmentStatus (name),PhaseOfEducation (name),Town
        100001,Kestrel Bank Primary,Community school,4,Open,Primary,Alder Vale
        100002,Hollin Rise Primary,Community school,4,Open,Primary,Alder Vale
        100003,Tarnside Primary,Academy converter,10,"Open, but proposed to close",Primary,Tarnside
        100004,Old Mill Primary,Community school,4,Closed,Primary,Tarnside

        """;

    public const string Networks =
        """
        network,locality_board,urn
        Alder Vale Network,Fernshaw Locality Board,100001
        Alder Vale Network,Fernshaw Locality Board,100002
        Tarnside Network,Fernshaw Locality Board,100003

        """;

    public const string People =
        """
        name,user_principal_name,role,group_or_urn
        Head of Kestrel Bank Primary,head.100001@schools.example,head,100001
        Deputy of Kestrel Bank Primary,deputy.100001@schools.example,deputy,100001
        Head of Hollin Rise Primary,head.100002@schools.example,head,100002
        Head of Tarnside Primary,head.100003@schools.example,head,100003
        Adviser,adviser@council.example,facilitator,Alder Vale Network
        Adviser,adviser@council.example,facilitator,Tarnside Network
        Chair,chair@council.example,chair,Fernshaw Locality Board
        Administrator,admin@council.example,administrator,County Partnership Board

        """;

    public County()
    {
        Folder = System.IO.Directory.CreateTempSubdirectory("county-").FullName;
        Write("gias_extract.csv", Schools);
        Write("networks.csv", Networks);
        Write("people.csv", People);
    }

    public string Folder { get; }

    public void Write(string file, string text) => WriteBytes(file, Encoding.UTF8.GetBytes(text));

    public void WriteBytes(string file, byte[] bytes) => File.WriteAllBytes(Path.Combine(Folder, file), bytes);

    public void Delete(string file) => File.Delete(Path.Combine(Folder, file));

    public void Dispose() => System.IO.Directory.Delete(Folder, recursive: true);
}
