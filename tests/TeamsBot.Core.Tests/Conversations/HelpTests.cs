using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tests.Registers;
using TeamsBot.Testing.Cards;
using Xunit;

namespace TeamsBot.Core.Tests.Conversations;

/// <summary>The list of what somebody can write: what their role can use stands first, by what they come for.</summary>
public sealed class HelpTests
{
    private static readonly CommandWord[] Commands =
    [
        new("decisions", "what was decided", Purpose.LookUp, []),
        new("help", "shows this list", Purpose.Mine, []),
        new("poll", "ask your schools", Purpose.Decide, [Role.Facilitator]),
        new("workspace", "set up the teams", Purpose.LookAfter, [Role.Administrator, Role.ServiceLead]),
    ];

    [Fact]
    public void Draw_ForAHead_NamesWhatOthersCanUseAtTheEndAndByItsWordAlone()
    {
        var said = Said(Role.Head);

        Assert.Equal(["For you", "help", "To look something up", "decisions", "For other roles", "Poll (facilitators) and workspace (administrators or service leads)."], Shown(said));
        Assert.DoesNotContain("ask your schools", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_ForAFacilitator_ListsPollWithTheRest()
    {
        var said = Said(Role.Facilitator, Role.Head);

        Assert.Equal(["For you", "help", "To look something up", "decisions", "To ask your schools or your board", "poll", "For other roles", "Workspace (administrators or service leads)."], Shown(said));
        Assert.Contains(": ask your schools", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draw_WithManyCommands_FitsACard()
    {
        var many = Enumerable.Range(0, 40).Select(n => new CommandWord($"word{n}", string.Concat(Enumerable.Repeat("something that people do ", 4)), (Purpose)(n % 5), n % 2 == 0 ? [] : [.. Enum.GetValues<Role>()]));

        await CardCheck.CheckAsync([("Help", HelpCards.Draw(many, [Role.Clerk], understood: true).Card), ("Not understood", HelpCards.Draw(many, [], understood: false).Card)]);
    }

    private static string Said(params Role[] roles) => Registered.TextOf(HelpCards.Draw(Commands, roles, understood: true));

    private static IEnumerable<string> Shown(string said) => said.Split('\n').Where(line => line.Length > 1 && !line.StartsWith(':') && !line.StartsWith("Who can", StringComparison.Ordinal)).SkipWhile(line => line != "For you");
}
