using TeamsBot.Core.Safeguarding;
using Xunit;

namespace TeamsBot.Core.Tests.Safeguarding;

/// <summary>Rule T4: no pupil-level data. Every number and name here is made up.</summary>
public sealed class PupilDataTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("A123456789012")]
    [InlineData("The pupil is h801200001001, in Year 5")]
    [InlineData("T80120000100A for a temporary one")]
    [InlineData("(B 8012 0000 1001)")]
    [InlineData("B-801-20000-1001.")]
    [InlineData("Ｂ８０１２００００１００１")]
    public void T4_Problem_WithAUniquePupilNumber_IsRefused(string text) => AssertRefused("a unique pupil number", text);

    [Theory]
    [InlineData("943 476 5919")]
    [InlineData("Please help 9434765919 at once")]
    [InlineData("943-476-5919,")]
    [InlineData("943\u200D476\u00A05919")]
    [InlineData("943–476–5919")]
    [InlineData("NHS number: 123 456 7890")]
    [InlineData("nhs no. 1234567890")]
    public void T4_Problem_WithAnNhsNumber_IsRefused(string text) => AssertRefused("an NHS number", text);

    [Theory]
    [InlineData("Sam Archer (12/03/2014) needs a place")]
    [InlineData("Sam Archer, 12.3.2014")]
    [InlineData("Sam Archer - 12 March 2014")]
    [InlineData("2014-03-12 Sam Archer")]
    [InlineData("12th March 2014: Sam Archer")]
    [InlineData("Sam Archer, DOB 12/03/14")]
    [InlineData("sam archer dob: 12-03-14")]
    [InlineData("Sam, d.o.b. 12 Mar 2014")]
    [InlineData("Sam was born on 12 March 2014")]
    [InlineData("Sam’s date of birth is 12/3/2014")]
    [InlineData("Sam A., born March 12, 2014")]
    [InlineData("Needs help\nSam Archer (12/03/2014)\nSoon")]
    public void T4_Problem_WithADateOfBirthBesideAName_IsRefused(string text) => AssertRefused("a date of birth beside a name", text);

    [Theory]
    [InlineData("")]
    [InlineData("Early language: more children talking well by five")]
    [InlineData("Attendance of pupils who miss a day a week")]
    [InlineData("Exclusions in Years 8 and 9")]
    [InlineData("About 40 children in 19 schools, 2,300 pupils, £1,250,000 a year")]
    [InlineData("Ring 01772 254868 or +44 1772 254868")]
    [InlineData("URN 119286 and UKPRN 10079319")]
    [InlineData("Reference 943 476 5918")]
    [InlineData("Order 1234567890123")]
    [InlineData("The board met on 12 March 2024 and meets on 1 December 2026")]
    [InlineData("Ofsted Report, 12 March 2019")]
    [InlineData("Children Act, 1 September 2014")]
    [InlineData("Children born after 1 September 2019 need a place")]
    [InlineData("Sam Archer, 2 November 2026")]
    [InlineData("Sam Archer was chair from 12 March 1985")]
    [InlineData("Sam Archer, born 45/13/2014")]
    [InlineData("Phonics in Year 1, from 99/99/9999")]
    public void T4_Problem_WithoutPupilData_IsNone(string text) => Assert.Null(PupilData.Problem(text, Now));

    private static void AssertRefused(string what, string text)
    {
        var problem = PupilData.Problem(text, Now);

        Assert.NotNull(problem);
        Assert.Contains(what, problem, StringComparison.Ordinal);
        Assert.Contains("designated safeguarding lead", problem, StringComparison.Ordinal);
    }
}
