using TeamsBot.Core.Consultations;
using TeamsBot.Core.Tests.Polls;
using Xunit;

namespace TeamsBot.Core.Tests.Consultations;

public sealed class ConsultationTests
{
    private static readonly DateTimeOffset During = A.Closes.AddDays(-1);

    [Theory]
    [InlineData("a1", "p1", "Under Aims you ticked one. Tick exactly two.")]
    [InlineData("a1,a2,a3", "p1", "Under Aims you ticked three. Tick exactly two.")]
    [InlineData("", "p1", "Under Aims you ticked none. Tick exactly two.")]
    [InlineData("a1,a1", "p1", "The same choice came twice under Aims")]
    [InlineData("a1,p1", "p1", "One of the choices under Aims is not on this card. Tick exactly two of the list.")]
    [InlineData("a1,a2", "p1,p2", "Under Principles you ticked two. Tick exactly one.")]
    public void V8_Take_WithoutExactlySoManyOfTheList_IsRefusedWithWhatIsAllowed(string aims, string principles, string why)
    {
        var bad = Assert.IsType<AnswerOutcome.Bad>(Take(Asked.Sent(aims, principles)));

        Assert.StartsWith(why, bad.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void V8_T4_Take_WithWordsThatAreTooLongOrTellWhoAPupilIs_IsRefused()
    {
        Assert.Contains("has 1,001 characters. Write at most 1,000.", Assert.IsType<AnswerOutcome.Bad>(Take(Asked.Sent(words: new('w', 1_001)))).Why, StringComparison.Ordinal);
        Assert.Contains("unique pupil number", Assert.IsType<AnswerOutcome.Bad>(Take(Asked.Sent(more: "Ask for A123456789012."))).Why, StringComparison.Ordinal);
        Assert.IsType<AnswerOutcome.Counted>(Take(Asked.Sent(words: new('w', 1_000))));
    }

    [Fact]
    public void T3_Take_WithControlAndDirectionCharacters_KeepsTheWordsWithoutThem()
    {
        var counted = Assert.IsType<AnswerOutcome.Counted>(Take(Asked.Sent(words: "  One\u202E\u0007 line\r\nand another ")));

        Assert.Equal("One line\nand another", counted.Answer.Given.Texts[0]);
    }

    [Theory, InlineData(-1, true), InlineData(0, false), InlineData(1, false)]
    public void V9_Take_AroundTheClosingInstant_CountsOnlyBeforeIt(int ticksFromClosing, bool counted) =>
        Assert.Equal(counted, Take(Asked.Sent(), now: A.Closes.AddTicks(ticksFromClosing)) is AnswerOutcome.Counted);

    [Fact]
    public void V7_Take_TheSameAgain_IsASuccessThatWritesNothing_AlsoAfterTheClose()
    {
        foreach (var now in (DateTimeOffset[])[During, A.Closes.AddHours(1)])
        {
            Assert.False(Assert.IsType<AnswerOutcome.Counted>(Take(Asked.Sent("a2, a1", words: "Transport "), current: Asked.Answer(1, words: "Transport"), now: now)).IsNew);
        }

        Assert.True(Assert.IsType<AnswerOutcome.Counted>(Take(Asked.Sent(words: "Buses"), current: Asked.Answer(1, words: "Transport"))).IsNew);
    }

    [Fact]
    public void V3_Take_ByDeputyAfterTheHead_IsRefused_AndTheHeadsReplacesTheDeputys()
    {
        var deputys = Asked.Answer(1) with { Person = A.Deputy(1), Rank = 1 };

        Assert.IsType<AnswerOutcome.HeadHasAnswered>(Take(Asked.Sent("a3,a4"), current: Asked.Answer(1), by: A.Deputy(1)));
        Assert.Equal((0, 2), Assert.IsType<AnswerOutcome.Counted>(Take(Asked.Sent(), current: deputys)).Answer is var answer ? (answer.Rank, answer.Number) : default);
    }

    [Fact]
    public void V2_Take_ForAnotherSchool_HasNoSeat()
    {
        Assert.IsType<AnswerOutcome.NoSeat>(Take(Asked.Sent(), by: A.Head(2)));
        Assert.IsType<AnswerOutcome.NoSeat>(Asked.Of(3).Take(A.Head(1), A.Seat(9), Asked.Sent(), null, During));
    }

    [Fact]
    public void V11_Close_CountsEachSchoolOnce_AndFreezesTheCounts()
    {
        var closed = Asked.Of(9, n => new(n < 6 ? "Primary" : "Secondary", "Maintained")).Close([.. Enumerable.Range(1, 7).Select(n => Asked.Answer(n, n % 2 == 0 ? "a1,a2" : "a1,a3", "p2"))], A.Closes);

        Assert.Equal((9, 7), (closed.Result!.Seats, closed.Result.Answered));
        Assert.Equal([7, 3, 4, 0], closed.Result.Parts[0].AsEnumerable());
        Assert.Equal([0, 7, 0], closed.Result.Parts[1].AsEnumerable());
        Assert.Throws<InvalidOperationException>(() => closed.Close([], A.Closes));
        Assert.Throws<InvalidOperationException>(() => Asked.Of(9).Close([], A.Closes.AddTicks(-1)));
    }

    private static AnswerOutcome Take(SentAnswer sent, SchoolAnswer? current = null, PersonId? by = null, DateTimeOffset? now = null) =>
        Asked.Of(3).Take(by ?? A.Head(1), A.Seat(1), sent, current, now ?? During);
}
