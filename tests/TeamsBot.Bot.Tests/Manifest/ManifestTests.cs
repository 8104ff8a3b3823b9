using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Bot.Tests.Manifest;

public sealed class ManifestTests : IDisposable
{
    private readonly AppPackage package = new();

    [SkippableFact]
    public async Task Pack_WithAnIdAndAHost_IsValidAgainstThePublishedSchema()
    {
        var manifest = await PackedManifestAsync();
        var input = new JsonObject { ["schema"] = Require.SharedFile("schemas/teams-manifest-1.25.schema.json"), ["manifest"] = manifest };
        var script = Path.Combine(Require.Repository(), "tests", "TeamsBot.Bot.Tests", "Manifest", "manifest-schema.cjs");

        Assert.Empty(JsonSerializer.Deserialize<string[]>(await Npm.RunAsync(script, input.ToJsonString()))!);

        input["manifest"]!["bots"]![0]!["botId"] = "not a GUID";
        Assert.NotEmpty(JsonSerializer.Deserialize<string[]>(await Npm.RunAsync(script, input.ToJsonString()))!);
    }

    [Fact]
    public async Task Pack_WithAnIdAndAHost_FillsInTheManifestAndChangesNothingElse()
    {
        var manifest = await PackedManifestAsync();
        var source = await File.ReadAllTextAsync(Path.Combine(Require.Repository(), "manifest", "manifest.json"));
        var expected = source
            .Replace("{{AppId}}", AppPackage.AppId, StringComparison.Ordinal).Replace("{{TeamsAppId}}", AppPackage.AppId, StringComparison.Ordinal)
            .Replace("{{HostName}}", AppPackage.HostName, StringComparison.Ordinal).Replace("{{AppVersion}}", "1.0.0", StringComparison.Ordinal)
            .Replace("{{Developer}}", "County education partnership", StringComparison.Ordinal)
            .Replace("{{PrivacyUrl}}", "https://bot.example.org/privacy", StringComparison.Ordinal).Replace("{{TermsUrl}}", "https://bot.example.org/terms", StringComparison.Ordinal);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), manifest), manifest.ToJsonString());
    }

    [Fact]
    public async Task Pack_WithAnIdAndAHost_HoldsTheManifestAndBothIconsAtItsRoot()
    {
        await PackedManifestAsync();
        var files = package.Files();

        Assert.Equal(["color.png", "manifest.json", "outline.png"], files.Keys.Order(StringComparer.Ordinal));
        var (color, outline) = (Png.Read(files["color.png"]), Png.Read(files["outline.png"]));
        Assert.Equal((192, 192), (color.Width, color.Height));
        Assert.Equal((32, 32), (outline.Width, outline.Height));
        Assert.Equal(255, color.At(0, 0)[3]);
        Assert.Equal(0, outline.At(0, 0)[3]);
        // Teams draws the outline on its own colours: white wherever it is not clear.
        Assert.All(outline.Pixels.Chunk(4).Where(pixel => pixel[3] > 0), pixel => Assert.Equal([255, 255, 255], pixel[..3]));
    }

    [Theory]
    [InlineData("-p:AppId=secret", "-p:HostName=bot.example.org", "AppId")]
    [InlineData("-p:AppId=00000000-0000-0000-0000-00000000000a", "-p:HostName=https://bot.example.org/", "HostName")]
    public async Task Pack_WithAWrongValue_SaysWhichToSet(string appId, string hostName, string named)
    {
        var (exitCode, said) = await package.PackAsync(appId, hostName);

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"-p:{named}", said, StringComparison.Ordinal);
    }

    public void Dispose() => package.Dispose();

    private async Task<JsonNode> PackedManifestAsync()
    {
        var (exitCode, said) = await package.PackAsync($"-p:AppId={AppPackage.AppId}", $"-p:HostName={AppPackage.HostName}");
        Assert.True(exitCode == 0, said);
        return JsonNode.Parse(Encoding.UTF8.GetString(package.Files()["manifest.json"]))!;
    }
}
