using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tests.Polls;
using Xunit;

namespace TeamsBot.Core.Tests.Rounds;

public sealed class ProposalBookTests
{
    private static readonly DateTimeOffset Tuesday = A.Opened.AddDays(1);

    [Fact]
    public void Standing_TheSameWordsWhateverTheirCase_StandOnceWithBothSchools()
    {
        var book = new ProposalBook([Of("a", 1, "Early reading"), Of("b", 2, "early READING"), Of("c", 3, "Attendance")], [], []);

        Assert.Equal(["Early reading", "Attendance"], book.Standing.Select(standing => standing.Text));
        Assert.Equal(2, book.Standing[0].Seats);
        Assert.Equal("a b", string.Join(" ", book.Standing[0].Members));
    }

    [Fact]
    public void Standing_AWithdrawnProposal_IsGone()
    {
        var book = new ProposalBook([Of("a", 1, "Early reading"), Of("b", 2, "Early reading")], [new("a", A.Head(1), Tuesday)], []);

        Assert.Equal("b", string.Join(" ", Assert.Single(book.Standing).Members));
        Assert.Empty(book.Of(A.Seat(1)));
    }

    [Fact]
    public void Standing_AMergeOfAMerge_StandsForAllSchoolsBehindIt()
    {
        var book = new ProposalBook(
            [Of("a", 1, "Early reading"), Of("b", 2, "Phonics"), Of("c", 3, "Talk")],
            [],
            [new("m1", ["a", "b"], "Reading", "reading", new("f"), Tuesday), new("m2", ["m1", "c"], "Reading and talk", "reading", new("f"), Tuesday.AddHours(1))]);

        var standing = Assert.Single(book.Standing);
        Assert.Equal(("m2", "Reading and talk", 3), (standing.Id, standing.Text, standing.Seats));
        Assert.Equal("m2", Assert.Single(book.Of(A.Seat(1))).JoinedInto!.Id);
        Assert.Equal("m2", standing.ToOption().Id);
    }

    [Theory]
    [InlineData("", "Write what")]
    [InlineData("Number A123456789012", "unique pupil number")] // T4
    public void Problem_OfWordsThatDoNotDo_SaysWhy(string text, string why) => Assert.Contains(why, Proposal.Problem(text, null, A.Opened), StringComparison.Ordinal);

    private static Proposal Of(string id, int school, string text) => new(id, A.Seat(school), A.Head(school), 0, text, "reading", null, A.Opened.AddMinutes(school));
}
