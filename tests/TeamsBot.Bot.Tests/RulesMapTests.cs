using System.Text.RegularExpressions;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Bot.Tests;

/// <summary>A rule that keeps decisions correct is held by a test that bears its number: <c>V9_Cast_AroundTheClosingInstant_CountsOnlyBeforeIt</c>, or <c>V5_V6_…</c> for several.</summary>
public sealed partial class RulesMapTests
{
    private const int Rules = 20;

    [Fact]
    public void EveryRuleOfDecisions_IsNamedByATestThatHoldsIt()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Require.Repository(), "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" or "node_modules"))
            .SelectMany(file => Test().Matches(File.ReadAllText(file)));
        var held = tests.SelectMany(test => test.Groups["rule"].Captures).Select(rule => int.Parse(rule.ValueSpan, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();

        Assert.Equal(Enumerable.Range(1, Rules), held.Order());
    }

    // An attribute that makes it a test, and behind it on the same or the next lines the method whose name begins with the rules.
    [GeneratedRegex(@"\[(Skippable)?(Fact|Theory)\b[^{;]*?\bpublic (async )?(Task|void) ([A-Z]\d+_)*?(V(?<rule>\d+)_)+", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Test();
}
