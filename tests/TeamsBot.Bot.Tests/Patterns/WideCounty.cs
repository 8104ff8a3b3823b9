using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Patterns;

namespace TeamsBot.Bot.Tests.Patterns;

/// <summary>A running bot with an invented county of three localities, three networks in each, two primary schools and a secondary in every network.</summary>
internal static class WideCounty
{
    public const int Localities = 3, Networks = 3;

    private static readonly string[] Numbers = ["One", "Two", "Three"];

    public static string Board(int locality) => $"{Numbers[locality - 1]} Dale Locality Board";

    public static string Network(int locality, int network) => $"{Numbers[network - 1]} Beck of {Numbers[locality - 1]} Dale Network";

    public static string Urn(int locality, int network, int school) => (990_000 + locality * 100 + network * 10 + school).ToString(CultureInfo.InvariantCulture);

    public static async Task<RunningBot> StartAsync(PatternThresholds thresholds)
    {
        var folder = Directory.CreateTempSubdirectory("wide-county-");
        try
        {
            await WriteAsync(folder.FullName);
            var running = await RunningBot.StartAsync(services => services.AddSingleton(thresholds));
            await FirstStart.RunAsync(running.Bot, folder.FullName, default);
            return running;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task WriteAsync(string folder)
    {
        var (schools, networks, people) = (new StringBuilder(), new StringBuilder("network,locality_board,urn\n"), new StringBuilder("name,user_principal_name,role,group_or_urn\n"));
        schools.AppendLine("URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),TypeOfEstablishment (name),EstablishmentTypeGroup (code),EstablishmentTypeGroup (name),EstablishmentStatus (code),EstablishmentStatus (name),PhaseOfEducation (code),PhaseOfEducation (name),NumberOfPupils,Town");
        people.AppendLine("\"Chair, Partnership Board\",chair.partnership@council.example,chair,Dales Partnership Board");
        for (var locality = 1; locality <= Localities; locality++)
        {
            people.AppendLine(CultureInfo.InvariantCulture, $"\"Chair, {Board(locality)}\",chair.{locality}@council.example,chair,{Board(locality)}");
            people.AppendLine(CultureInfo.InvariantCulture, $"\"Clerk, {Board(locality)}\",clerk.{locality}@council.example,clerk,{Board(locality)}");
            for (var network = 1; network <= Networks; network++)
            {
                people.AppendLine(CultureInfo.InvariantCulture, $"Adviser {locality}{network},adviser.{locality}{network}@council.example,facilitator,{Network(locality, network)}");
                for (var school = 1; school <= 3; school++)
                {
                    var (urn, phase) = (Urn(locality, network, school), school < 3 ? "2,Primary" : "4,Secondary");
                    schools.AppendLine(CultureInfo.InvariantCulture, $"{urn},999,Dales,{urn[2..]},School {urn},1,Community school,4,Local authority maintained schools,1,Open,{phase},200,Dale");
                    networks.AppendLine(CultureInfo.InvariantCulture, $"{Network(locality, network)},{Board(locality)},{urn}");
                    people.AppendLine(CultureInfo.InvariantCulture, $"Head of School {urn},head.{urn}@schools.example,head,{urn}");
                }
            }
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "gias_extract.csv"), schools.ToString());
        await File.WriteAllTextAsync(Path.Combine(folder, "networks.csv"), networks.ToString());
        await File.WriteAllTextAsync(Path.Combine(folder, "people.csv"), people.ToString());
    }
}
