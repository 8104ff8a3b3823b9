using System.Reflection;
using System.Xml.Linq;
using TeamsBot.Adapters.Connector;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core;
using TeamsBot.LocalTeams;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Bot.Tests;

/// <summary>The dependency rule of the house: Bot → Adapters → Core → AdaptiveCards, and LocalTeams knows none of them.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Cards = typeof(AdaptiveCard).Assembly;
    private static readonly Assembly Core = typeof(TenantId).Assembly;
    private static readonly Assembly Adapters = typeof(ConnectorOptions).Assembly;
    private static readonly Assembly Local = typeof(LocalTeamsServer).Assembly;

    [Fact]
    public void AdaptiveCards_KnowsNobody() => Assert.Empty(Ours(Cards));

    [Fact]
    public void Core_KnowsOnlyTheCards() => Assert.Equal(["TeamsBot.AdaptiveCards"], Ours(Core));

    [Fact]
    public void Adapters_KnowOnlyCoreAndTheCards() => Assert.Equal(["TeamsBot.AdaptiveCards", "TeamsBot.Core"], Ours(Adapters));

    [Fact]
    public void LocalTeams_SharesNoCodeWithTheBot()
    {
        Assert.Empty(Ours(Local));
        Assert.Empty(Project("src/TeamsBot.LocalTeams/TeamsBot.LocalTeams.csproj").Descendants("ProjectReference"));
        Assert.DoesNotContain(Project("src/TeamsBot.LocalTeams/TeamsBot.LocalTeams.csproj").Descendants("Compile"), compile => compile.Attribute("Include") is not null);
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("System.Net.Http")]
    [InlineData("Azure.")]
    [InlineData("Microsoft.Graph")]
    [InlineData("Microsoft.Data.Sqlite")]
    [InlineData("Microsoft.IdentityModel")]
    public void Core_KnowsNoHttpNoAzureAndNoWireFormat(string outside) =>
        Assert.DoesNotContain(Core.GetReferencedAssemblies(), reference => reference.Name!.StartsWith(outside, StringComparison.Ordinal));

    [Fact]
    public void Core_HasNoFolderByKind() =>
        Assert.DoesNotContain(
            Directory.EnumerateDirectories(Path.Combine(Require.Repository(), "src", "TeamsBot.Core"), "*", SearchOption.AllDirectories).Select(Path.GetFileName),
            name => name is "Services" or "Helpers" or "Models" or "Common" or "Utils" or "Interfaces");

    private static IEnumerable<string> Ours(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => name.StartsWith("TeamsBot.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static XDocument Project(string path) => XDocument.Load(Path.Combine(Require.Repository(), path));
}
