using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using TeamsBot.Core.Consultations;
using Xunit;

namespace TeamsBot.Core.Tests.Consultations;

/// <summary>Counts under five are not published, and cannot be worked out from what is (requirement R113).</summary>
public sealed class SuppressionTests
{
    [Fact]
    public void R113_ABreakdown_WithOneSmallCount_HidesTheNextSmallestOfTheSameOptionToo()
    {
        // Aims: nine primaries chose 0, six secondaries 3 of option 0; the rest chose option 1.
        var (byPhase, _) = Publish(1, 2, Group("Primary", "Maintained", 9, 0), Group("Secondary", "Maintained", 3, 0), Group("Special or short stay", "Maintained", 12, 0), Group("Secondary", "Maintained", 8, 1), Group("Primary", "Maintained", 20, 1), Group("Special or short stay", "Maintained", 20, 1));

        Assert.Equal(["Special or short stay", "Primary", "Secondary"], byPhase.Groups.Select(group => group.Name));
        Assert.Equal([12, null, null], byPhase.Groups.Select(group => group.Counts[0][0]));
        Assert.Equal([20, null, null], byPhase.Groups.Select(group => group.Counts[0][1])); // Else each would be what its group answered less the other.
        Assert.Equal([32, 29, 11], byPhase.Groups.Select(group => group.Answered));
    }

    [Fact]
    public void R113_AGroup_FromWhichFewerThanFiveAnswered_IsHiddenWholeAndSoIsTheNextSmallest()
    {
        var (byPhase, _) = Publish(1, 2, Group("Primary", "Maintained", 30, 0), Group("Secondary", "Maintained", 12, 1), Group("Special or short stay", "Maintained", 2, 0), Silent("Special or short stay", "Maintained", 10));

        Assert.Equal([30, null, null], byPhase.Groups.Select(group => group.Answered));
        Assert.All(byPhase.Groups.Skip(1), group => Assert.All(group.Counts[0], Assert.Null));
    }

    [Fact]
    public void R113_AGroupOfFewerThanFiveSchools_IsPutTogetherWithItsKin()
    {
        var (byPhase, byStatus) = Publish(
            1, 2, Group("Primary", "Maintained", 40, 0), Group("Secondary", "Academy", 20, 0), Group("All-through", "Free school", 1, 1), Group("Special or short stay", "Special", 8, 1), Silent("Primary", "Free school", 2));

        Assert.Equal([("Primary", 42), ("Secondary and all-through", 21), ("Special or short stay", 8)], byPhase.Groups.Select(group => (group.Name, group.Seats)));
        Assert.Equal([("Maintained", 40), ("Academy and free school", 23), ("Special", 8)], byStatus.Groups.Select(group => (group.Name, group.Seats)));
    }

    [Fact]
    public void R113_FewerThanFiveAnswers_PublishNothingButTheirNumber()
    {
        var result = Asked.Of(40, n => new(n % 2 == 0 ? "Primary" : "Secondary", "Maintained")).Close([Asked.Answer(1), Asked.Answer(2), Asked.Answer(3), Asked.Answer(4)], Polls.A.Closes).Result!;

        Assert.Equal((40, 4, false), (result.Seats, result.Answered, result.IsShown));
        Assert.All(result.ByPhase.Groups, group => Assert.True(group.Answered is null && group.Counts.All(part => part.All(count => count is null))));
    }

    [Fact]
    public void R113_TwoBreakdowns_OfTheSameSchools_DoNotTellEachOthersHiddenCounts()
    {
        // The secondaries are the academies and the special schools have no phase, so what one table hides the other must not show.
        var (byPhase, byStatus) = Publish(
            1, 2, Group("Primary", "Maintained", 30, 0), Group("Secondary", "Academy", 30, 0), Group("Special or short stay", "Special", 3, 0), Group("Primary", "Maintained", 40, 1), Group("Secondary", "Academy", 40, 1), Group("Special or short stay", "Special", 20, 1));

        static int? Of(Breakdown breakdown, string name) => breakdown.Groups.Single(group => group.Name == name).Counts[0][0];
        Assert.Equal(Of(byPhase, "Primary"), Of(byStatus, "Maintained"));
        Assert.Equal(Of(byPhase, "Secondary"), Of(byStatus, "Academy"));
        Assert.Null(Of(byStatus, "Special"));
        Assert.Null(Of(byPhase, "Special or short stay"));
    }

    [Fact]
    public void R113_AnyAnswers_OfOneBreakdown_LeaveEveryHiddenCountOpen() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(ArbOf(groups: 3, options: 3, most: 9), survey =>
        {
            var (byPhase, _) = survey.Publish();
            foreach (var (option, group, seen) in Readings(survey, byPhase))
            {
                Assert.True(seen.Count > 1, $"Option {option} of group {group} can only be {string.Join(", ", seen)}: {survey}");
            }
        }));

    [Fact]
    public void R113_AnyAnswers_OfBothBreakdowns_CannotBeWorkedOutByAddingAndSubtracting() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(ArbOf(groups: 3, options: 4, most: 14), survey =>
        {
            var (byPhase, byStatus) = survey.Publish();
            var equations = new Equations(survey, byPhase, byStatus);
            Assert.All(equations.Hidden, cell => Assert.False(equations.Tells(cell), $"{cell} follows from what is shown: {survey}"));
        }));

    [Fact]
    public void R113_AnyAnswers_ShowNoSmallCountThatATotalDoesNotTell() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(ArbOf(groups: 3, options: 4, most: 14), survey =>
        {
            var (byPhase, byStatus) = survey.Publish();
            foreach (var group in byPhase.Groups.Concat(byStatus.Groups))
            {
                Assert.True(group.Answered is null or >= Suppression.Fewest || survey.Answered == survey.Schools.Length, $"{group.Name} shows {group.Answered}");
                Assert.All(group.Counts[0], (count, option) => Assert.True(count is null or >= Suppression.Fewest || survey.Total(option) == 0 || survey.Total(option) == survey.Answered, $"{group.Name} shows {count}"));
            }
        }));

    /// <summary>For every hidden count of one breakdown, the values it has in any table that a reader could not tell from the true one, who even knows how many of each group answered.</summary>
    private static List<(int Option, int Group, HashSet<int> Seen)> Readings(Survey survey, Breakdown shown)
    {
        var counted = shown.Groups.Select(group => survey.CountsOf(group.Name)).ToList();
        var hidden = (from option in Enumerable.Range(0, survey.Options)
                      where survey.Total(option) > 0 && survey.Total(option) < survey.Answered
                      from at in Enumerable.Range(0, shown.Groups.Length)
                      where counted[at].Answered > 0 && shown.Groups[at].Counts[0][option] is null
                      select (Option: option, Group: at, Seen: new HashSet<int>())).ToList();
        var columns = shown.Groups.Select((group, at) => Columns(survey, counted[at].Answered, group).ToList()).ToList();
        void Fill(int at, int[] left, ImmutableList<int[]> chosen)
        {
            if (at == columns.Count)
            {
                if (left.All(rest => rest == 0))
                {
                    hidden.ForEach(cell => cell.Seen.Add(chosen[cell.Group][cell.Option]));
                }

                return;
            }

            foreach (var column in columns[at].Where(column => column.Zip(left).All(pair => pair.First <= pair.Second)))
            {
                Fill(at + 1, [.. left.Zip(column, (rest, count) => rest - count)], chosen.Add(column));
            }
        }

        if (hidden.Count > 0)
        {
            Fill(0, [.. Enumerable.Range(0, survey.Options).Select(survey.Total)], []);
        }

        return hidden;
    }

    // All ways in which the schools of a group could have chosen that agree with what is shown of it.
    private static IEnumerable<int[]> Columns(Survey survey, int answered, BreakdownGroup group)
    {
        IEnumerable<int[]> From(int option, int left) =>
            option == survey.Options ? left == 0 ? [[]] : []
            : Enumerable.Range(0, Math.Min(answered, left) + 1).Where(count => group.Counts[0][option] is null || group.Counts[0][option] == count)
                .SelectMany(count => From(option + 1, left - count), (count, rest) => (int[])[count, .. rest]);
        return From(0, survey.Exactly * answered);
    }

    private static Arbitrary<Survey> ArbOf(int groups, int options, int most) => Arb.From(
        from exactly in Gen.Choose(1, options - 1)
        from phases in Gen.Choose(2, groups)
        from statuses in Gen.Choose(1, groups)
        from nested in Gen.Elements(true, false)
        from taste in Gen.Choose(1, 6)
        from schools in Gen.Choose(5, phases * most).SelectMany(count => Gen.ListOf(
            from phase in Gen.Choose(0, phases - 1)
            from status in Gen.Choose(0, statuses - 1)
            from answers in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
            from order in Gen.ListOf(Gen.Choose(0, 100 * taste), options)
            select new School($"phase {phase}", $"status {(nested ? phase % statuses : status)}", answers ? [.. order.Select((weight, option) => (weight + (option * 60), option)).Order().Take(exactly).Select(pair => pair.Item2)] : null),
            count))
        where schools.Count(school => school.Chosen is not null) >= Suppression.Fewest
        select new Survey(options, exactly, [.. schools]));

    private static IEnumerable<School> Group(string phase, string status, int schools, params ImmutableArray<int> chosen) => Enumerable.Repeat(new School(phase, status, chosen), schools);

    private static IEnumerable<School> Silent(string phase, string status, int schools) => Enumerable.Repeat(new School(phase, status, null), schools);

    private static (Breakdown ByPhase, Breakdown ByStatus) Publish(int exactly, int options, params IEnumerable<School>[] groups) => new Survey(options, exactly, [.. groups.SelectMany(group => group)]).Publish();
}
