using System.Globalization;
using TeamsBot.Core.Escalations;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Core.Tests.Escalations;

/// <summary>README's table of what may become of a matter is drawn from the code's.</summary>
public sealed class MatterTableTests
{
    private const string From = "<!-- A matter's states, drawn from MatterRules.Table; MatterTableTests says what belongs here. -->";
    private const string Until = "<!-- End of a matter's states. -->";

    [Fact]
    public void E2_Readme_ShowsTheTableOfTheCode()
    {
        var readme = File.ReadAllText(Path.Combine(Require.Repository(), "README.md")).ReplaceLineEndings("\n");
        var (from, until) = (readme.IndexOf(From, StringComparison.Ordinal), readme.IndexOf(Until, StringComparison.Ordinal));
        var drawn = Draw();

        Assert.True(from >= 0 && until > from && readme[(from + From.Length)..until].Trim() == drawn, $"README.md and MatterRules.Table differ. Put this between the two comments:\n{From}\n\n{drawn}\n\n{Until}\n");
    }

    [Fact]
    public void E2_Table_EveryStateIsReachedAndEveryActHasItsLine()
    {
        Assert.Equal(Enum.GetValues<MatterState>().Except([MatterState.Raised]).Order(), MatterRules.Table.Select(rule => rule.Next).Except([MatterState.Raised]).Distinct().Order());
        Assert.Equal(Enum.GetValues<Act>().Except([Act.Raise]).Order(), MatterRules.Table.Select(rule => rule.Act).Distinct().Order());
        Assert.Equal(
            [MatterState.Returned, MatterState.Declined, MatterState.Resolved, MatterState.Withdrawn],
            Enum.GetValues<MatterState>().Where(MatterRules.IsOver));
    }

    // One act of one side never leads two ways at the same board.
    [Fact]
    public void E2_Table_NoPressLeadsTwoWays()
    {
        var ways = MatterRules.Table.GroupBy(rule => (rule.From, rule.Act, rule.By)).Where(ways => ways.Count() > 1);

        Assert.All(ways, ways => Assert.Equal([Reach.WithABoardBelow, Reach.TheFirst], ways.Select(rule => rule.Where).Order()));
    }

    private static string Draw() => string.Join('\n',
    [
        "| what is done | by | with a matter that is | which then is |",
        "|---|---|---|---|",
        .. MatterRules.Table.GroupBy(rule => (rule.Act, rule.By, rule.Next, rule.Where))
            .Select(line => $"| {Words(line.Key.Act)} | {Of(line.Key.By)} | {string.Join(", ", line.Select(rule => Words(rule.From)))} | {Words(line.Key.Next)}{Of(line.Key.Where)} |"),
    ]);

    private static string Of(Side side) => side switch
    {
        Side.Holder => "the board's chair, vice-chair or clerk",
        Side.Origin => "the network's facilitator",
        Side.BoardAbove => "the chair, vice-chair or clerk of the board above",
        _ => "the board's vote",
    };

    private static string Of(Reach reach) => reach switch
    {
        Reach.WithABoardAbove => ", where there is a board above",
        Reach.WithABoardBelow => ", with the board below that it came from",
        Reach.OnTheAgenda => ", where its answer is overdue and it stands on the agenda of the board above",
        Reach.TheFirst => ", with its network, where it came from there",
        _ => "",
    };

    // "QuestionAsked" is "question asked".
    private static string Words<T>(T named) where T : Enum =>
        string.Concat(named.ToString().Select((c, at) => char.IsUpper(c) ? $"{(at == 0 ? "" : " ")}{char.ToLower(c, CultureInfo.InvariantCulture)}" : $"{c}"));
}
