using FsCheck;
using FsCheck.Fluent;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Patterns;
using TeamsBot.Core.Themes;
using Xunit;

namespace TeamsBot.Core.Tests.Patterns;

/// <summary>Counting, without a store.</summary>
public sealed class GatheringTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 27, 17, 0, 0, TimeSpan.Zero);
    private static readonly PatternScope Scope = new(PatternLevel.Networks, new("locality-1"), 2026);
    private static readonly ThemeId Language = new(PatternWorld.Talk), Speech = new(PatternWorld.Speech), Reading = new("reading"), Attendance = new(PatternWorld.Attendance);

    [Fact]
    public void E8_ANetworkWithTwoMatters_AndOneThatWithdrew_CountOnceAndNotAtAll()
    {
        var gathering = Of([Seen("m1", 1), Seen("m2", 1), Seen("m3", 2) with { Counts = false }, Seen("m4", 3)]);

        Assert.Equal(2, gathering.CountOf(gathering.ClusterOf(Language)));
    }

    [Fact]
    public void E8_RelatedThemes_CountTogetherOnlyByAYes()
    {
        Sighting[] seen = [Seen("m1", 1), Seen("m2", 2), Seen("m3", 2, Speech), Seen("m4", 3, Speech)];

        Assert.Equal([2, 2], Of(seen).Clusters.Select(Of(seen).CountOf));
        var together = Of(seen, Said(true));
        Assert.Equal(3, together.CountOf(Assert.Single(together.Clusters))); // The second network has both, and counts once.
        Assert.Equal(2, Of(seen, Said(false)).Clusters.Length);
    }

    [Fact]
    public void E8_ToAsk_OnlyWhereTheyCouldMakeAPatternTogether_AndNobodyWasAsked()
    {
        Sighting[] two = [Seen("m1", 1), Seen("m2", 2, Speech)], three = [.. two, Seen("m3", 3, Reading)], other = [.. two, Seen("m4", 3, Attendance)];

        Assert.Empty(Of(two).ToAsk(PatternWorld.Themes, 3));
        Assert.Equal(2, Of(three).ToAsk(PatternWorld.Themes, 3).Count());
        Assert.Empty(Of(other).ToAsk(PatternWorld.Themes, 3)); // Attendance is no relation.
        Assert.Empty(Of(two, Said(false)).ToAsk(PatternWorld.Themes, 2));
        Assert.Single(Of(two).ToAsk(PatternWorld.Themes, 2));
    }

    [Fact]
    public void E8_PrimarySchools_CountOnceEach_WhateverNetworksAndMattersNameThem()
    {
        var gathering = new Gathering(Scope with { Level = PatternLevel.Primaries },
            [Seen("m1", 1) with { Schools = [new("1"), new("2"), new("3")] }, Seen("m2", 2) with { Schools = [new("2"), new("4"), new("9")] }], [], [],
            urn => urn.Value switch { "3" => new("2"), "9" => null, _ => urn }); // 3 became 2; 9 is a secondary.

        Assert.Equal(3, gathering.CountOf(gathering.ClusterOf(Language)));
    }

    [Fact]
    public void E8_TheOrderInWhichThingsCame_ChangesNothing() => Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        ThemeId[] themes = [Language, Speech, Reading, Attendance];
        var seen = Enumerable.Range(0, random.Next(12)).Select(at => Seen($"m{at}", random.Next(6), themes[random.Next(4)]) with { Counts = random.Next(4) > 0, At = At.AddMinutes(random.Next(3)) }).ToArray();
        IssueQuestion[] said = [.. new[] { Said(random.Next(2) == 0), Said(random.Next(2) == 0, Speech, Reading) }.Take(random.Next(3))];
        var (one, other) = (Of(seen, said), Of([.. seen.OrderBy(_ => random.Next())], [.. said.OrderBy(_ => random.Next())]));

        Assert.Equal(one.Clusters.Select(cluster => (cluster.Name, one.CountOf(cluster), one.FingerprintOf(cluster))), other.Clusters.Select(cluster => (cluster.Name, other.CountOf(cluster), other.FingerprintOf(cluster))));
        Assert.Equal(one.ToAsk(PatternWorld.Themes, 3), other.ToAsk(PatternWorld.Themes, 3));
    }).QuickCheckThrowOnFailure();

    [Theory, InlineData("networks~locality-1~2026~early-language", true), InlineData("networks~locality-1~2026", false), InlineData("pupils~locality-1~2026~early-language", false), InlineData("networks~locality-1~x~early-language", false), InlineData("", false)]
    public void PatternId_ReadsItself_AndNothingElse(string claimed, bool isOne) => Assert.Equal(isOne ? claimed : null, PatternId.Read(claimed)?.Value);

    private static Gathering Of(Sighting[] seen, params IssueQuestion[] said) => new(Scope, seen, said, [], urn => urn);

    private static IssueQuestion Said(bool same, ThemeId? one = null, ThemeId? other = null) => new(one ?? Language, other ?? Speech, At, [], same, new("chair"), Role.Chair, At);

    private static Sighting Seen(string key, int network, ThemeId? theme = null) =>
        new(key, theme ?? Language, SightingKind.Raised, new(new($"network-{network}"), $"Network {network}", Tier.Network), "More talk", At, Counts: true, 1) { Matter = new(key) };
}
