using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Polls;

/// <summary>The cards of a tie in every state, for whoever settles it and for everybody else.</summary>
internal static class TieSamples
{
    private const string Part = "Ties";

    public static IEnumerable<CardSample> All()
    {
        var tied = PollSamples.Tied;
        var (at, chair) = (tied.ClosedAt!.Value, new PersonId("facilitator"));
        var waits = new Tie(1, [chair], Role.Facilitator);
        var option = tied.Result!.Tied.First().Option;
        (string Name, Tie Tie)[] states =
        [
            ("to be settled", waits),
            ("a second time", waits with { Round = 2 }),
            ("run-off held", waits with { RunOff = new(new("poll-2"), chair, at, at.AddDays(7), "The schools should decide.") }),
            ("settled by casting vote", waits with { Settlement = new([option], at, "More pupils are affected.", chair, Role.Facilitator) }),
            ("settled by run-off", waits with { Settlement = new([option], at, "The schools should decide.", RunOff: new("poll-2")) }),
        ];
        foreach (var (name, tie) in states)
        {
            var poll = tied with { Tie = tie };
            yield return new(Part, $"Facilitator, {name}", TieCards.ForDecider(new(poll, "29:facilitator")));
            yield return new(Part, $"Channel, {name}", PollChannelCards.ForChannel(poll, tied.Result!.Cast, at));
        }

        var typed = new Dictionary<string, string> { [TieCards.ChosenInput] = option, [TieCards.ReasonInput] = "" };
        yield return new(Part, "Facilitator, not recorded yet", TieCards.ForDecider(new(tied with { Tie = waits }, "29:facilitator", "Not recorded yet. Say why.", typed)));
    }
}
