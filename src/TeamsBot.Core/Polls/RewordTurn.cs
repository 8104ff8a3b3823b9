using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Polls;

/// <summary>Answers the form by which a facilitator changes a poll's words. What was typed stays in it until the new version stands.</summary>
public sealed class RewordTurn(AmendPoll amend, OwnerDesk desk)
{
    public async Task<Answer> FormAsync(Press press, CancellationToken cancellation) =>
        await desk.FindAsync(press.Caller, press["poll"], press.TeamsUserId, cancellation) is { Rights.Facilitates: true } view ? Form(view) : OwnerTurn.NotYours();

    public async Task<Answer> AmendAsync(Press press, CancellationToken cancellation)
    {
        if (!PollId.IsWellFormed(press["poll"]))
        {
            return OwnerTurn.NotYours();
        }

        var outcome = await amend.HandleAsync(press.Caller, new(press["poll"]), Read(press), press[RewordCards.ReasonInput], cancellation);
        if (outcome is OwnerOutcome.NotYours || await desk.FindAsync(press.Caller, press["poll"], press.TeamsUserId, cancellation) is not { } view)
        {
            return OwnerTurn.NotYours();
        }

        return outcome is OwnerOutcome.Wrong wrong ? Form(view with { Note = wrong.Why, Kept = press.Data }) : new Answer.Show(OwnerCards.ForOwner(view));
    }

    // Where nothing may be changed any more there is no form to fill in.
    private static Answer.Show Form(OwnerView view) =>
        new(AmendPoll.WhyNot(view.Poll, view.Voted, view.Now) is { } why ? OwnerCards.ForOwner(view with { Note = why }) : RewordCards.Form(view));

    private static NewWords Read(Press press)
    {
        var version = int.TryParse(press["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        ImmutableArray<string> texts = press["byOption"] == "yes"
            ? [.. Enumerable.Range(0, Wording.OptionsAtMost).TakeWhile(at => press.Data.ContainsKey(RewordCards.WordsInput(at))).Select(at => PlainText.Clean(press[RewordCards.WordsInput(at)]).Trim())]
            : [.. press[RewordCards.OptionsInput].Split('\n').Select(line => PlainText.Clean(line).Trim()).Where(line => line.Length > 0)];
        return new(version, press["byOption"] == "yes", texts);
    }
}
