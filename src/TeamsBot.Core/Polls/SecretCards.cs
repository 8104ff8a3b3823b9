using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>What a secret poll's cards say besides, and in place of, a named one's (rule V18). None of them is given anything of the box.</summary>
internal static class SecretCards
{
    /// <summary>Under the question. After sending there is nothing left to see, so that no card can show it to the next person at the same screen.</summary>
    public const string WhoSeesAVote = "only you, until you send it. After that nobody is shown what your school chose, not even you.";

    /// <summary>What the secrecy protects against, and what not: on every ballot.</summary>
    public static IEnumerable<Element> Promise(Poll poll) => poll.Secrecy is Secrecy.Named
        ? []
        :
        [
            Paragraph(Bold("This is a secret vote. "), "The bot keeps that your school voted. What it chose goes into one box with all the others, without a name. It cannot be changed once it is sent."),
            SmallPrint($"Once {Words.Number(SecretBallots.Fewest)} schools have voted, nobody can tell who chose what from what the bot stores. It does not protect against somebody who copies the store after each vote."),
        ];

    /// <summary>That the poll is secret, for those who do not vote by this card.</summary>
    public static IEnumerable<Element> Told(Poll poll) => poll.Secrecy is Secrecy.Named
        ? []
        : [Paragraph($"This is a secret vote: nobody is shown how a school voted, and a vote that is sent cannot be changed. At least {Words.Number(SecretBallots.Fewest)} schools have to vote, or nothing is counted.")];

    /// <summary>That the seat's vote is in, while voting runs or the votes are being counted.</summary>
    public static Message IsIn(VoterView view, Marker marker)
    {
        var (poll, own) = (view.Poll, marker.Person == view.Voter);
        var (heading, haveVoted) = (own ? "✓ Your vote is in" : "✓ Your school’s vote is in", PollCards.HaveVoted(poll, view.Voted));
        var card = new AdaptiveCard
        {
            FallbackText = $"{heading}. {haveVoted} The result comes after {When.DayAndTime(poll.ClosesAt)}.",
            Speak = $"{(own ? "Your vote" : "The vote")} for {view.Seat.Name} is in. {haveVoted} The result comes after {When.DayAtTime(poll.ClosesAt)}.",
            Refresh = PollCards.RefreshOf(view),
            Body =
            [
                FromLine(Bold(poll.GroupName), own ? " has your vote for " : " has the vote of ", Bold(view.Seat.Name), $". It arrived on {When.DayAtTime(marker.At)}."),
                Heading(heading),
                Paragraph("This is a secret vote. The bot keeps that your school voted, and cannot show what it chose. A school has one vote: the first that arrives is counted and cannot be changed."),
                NewParagraph(
                    Bold($"{haveVoted} "),
                    view.IsOver ? $"Voting closed on {When.DayAtTime(poll.ClosesAt)}. The votes are being counted, and the result comes here." : $"Nobody sees the counts until voting closes on {When.DayAndTime(poll.ClosesAt)}."),
                WhoCanSeeThis("only you. Everyone sees how many have voted."),
            ],
        };
        return new(card, $"{heading["✓ ".Length..]}. {haveVoted}");
    }

    /// <summary>Of the voter's own seat, beside the result.</summary>
    public static Element Yours(VoterView view) => view.Marker is null
        ? NewParagraph(Bold(view.Seat.Name), " did not vote.")
        : NewParagraph(Bold(view.Seat.Name), " voted. It was a secret vote: what your school chose is kept nowhere with its name.");

    /// <summary>The refusal of a list that there is not.</summary>
    public static Message NoVotesBySchool(Poll poll) => new Refusal
    {
        From = [Bold(poll.GroupName), " was asked how each of its schools voted."],
        Heading = "This was a secret vote",
        WhatHappened = "What each school chose is kept nowhere with its name, so there is no list of votes by school, for anybody.",
        WhatToDo = "Look at the result: it has how many schools voted and, where enough did, how many chose each priority.",
        Buttons = [new ActionExecute("Show the result", PollCards.FindBallot, new() { ["poll"] = poll.Id.Value })],
    }.ToMessage();
}
