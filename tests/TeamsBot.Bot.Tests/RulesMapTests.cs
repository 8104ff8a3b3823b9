using System.Text.RegularExpressions;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Bot.Tests;

/// <summary>
/// A rule is held by a test that bears its number, before or behind what it says: <c>V9_Cast_AroundTheClosingInstant_CountsOnlyBeforeIt</c>, <c>V5_V6_…</c> for several,
/// <c>…_ReachesNoChannel_T5</c>. That a public method of a test class is a test, xunit's own analyzers see to.
/// </summary>
public sealed partial class RulesMapTests
{
    /// <summary>How many rules there are of each kind: who decides and how (V), up and down the tiers (E), trust (T). T7 has nothing yet to hold it.</summary>
    [Theory]
    [InlineData('V', 20)]
    [InlineData('E', 9)]
    [InlineData('T', 6)]
    public void EveryRule_IsNamedByATestThatHoldsIt(char kind, int rules)
    {
        var held = Directory.EnumerateFiles(Path.Combine(Require.Repository(), "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" or "node_modules"))
            .SelectMany(file => Test().Matches(File.ReadAllText(file)))
            .SelectMany(test => Rule().Matches(test.Groups["name"].Value))
            .Select(rule => rule.Value)
            .ToHashSet();

        Assert.Equal([], Enumerable.Range(1, rules).Select(number => $"{kind}{number}").Except(held));
    }

    [GeneratedRegex(@"^\s+public (async )?(Task|void) (?<name>\w+)\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Test();

    [GeneratedRegex(@"(?<=^|_)[VET]\d+(?=_|$)")]
    private static partial Regex Rule();
}
