using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>A poll's card in the group's channel, and what a press on it asks of somebody with several seats.</summary>
internal static class PollChannelCards
{
    /// <summary>The channel's card: how many have voted, never how. A press on Vote is answered in the presser's own view.</summary>
    public static Message ForChannel(Poll poll, int voted, DateTimeOffset now)
    {
        if (poll.Result is { } result)
        {
            return ResultCards.ForChannel(poll, result);
        }

        var over = now >= poll.ClosesAt;
        var haveVoted = PollCards.HaveVoted(poll, voted);
        var card = new AdaptiveCard
        {
            FallbackText = $"{poll.GroupName} is voting on its priorities until {When.DayAndTime(poll.ClosesAt)}. {haveVoted}",
            Speak = $"{poll.GroupName} is voting on its priorities until {When.DayAtTime(poll.ClosesAt)}. {haveVoted}",
            Body =
            [
                FromLine(Bold(poll.GroupName), $" is choosing what its {Words.Count(poll.Electorate.Seats.Length, poll.Electorate.Says.One)} {PollCards.Puts(poll)}."),
                Heading(over ? "Voting has closed" : "Voting is open"),
                Paragraph(Bold($"{haveVoted} "), over ? "The votes are being counted. The result comes here." : $"Nobody sees the counts until voting closes on {When.DayAndTime(poll.ClosesAt)}."),
                .. SecretCards.Told(poll),
                .. PollStory.Told(poll),
                PartTitle("The options"),
                .. PointList(poll.Wording.Options.Select(option => option.Text).Order(StringComparer.OrdinalIgnoreCase)),
                WhoCanSeeThis(over ? "everyone in this team." : "everyone in this team. Your vote opens in a view of your own.", underLine: true),
                .. over ? [] : (Element[])[Buttons(Main(new ActionExecute("Vote", PollCards.FindBallot, new() { ["poll"] = poll.Id.Value })))],
            ],
        };
        return new(card, over ? $"{poll.GroupName}: voting has closed" : $"{poll.GroupName}: voting on priorities until {When.ShortDay(poll.ClosesAt)}");
    }

    /// <summary>For a person with several seats: which school's ballot to open.</summary>
    public static Message ChooseSeat(Poll poll, IReadOnlyList<Seat> seats)
    {
        var card = new AdaptiveCard
        {
            FallbackText = $"You vote for {Words.Count(seats.Count, "school")} in {poll.GroupName}. Each has a card of its own in your chat with me.",
            Speak = $"You vote for {Words.Count(seats.Count, "school")} in {poll.GroupName}. Choose one.",
            Body =
            [
                FromLine(Bold(poll.GroupName), " asks for your votes."),
                Heading("Choose a school"),
                new InputChoiceSet(PollCards.SeatInput)
                {
                    Label = "Choose the school to vote for",
                    ErrorMessage = "Choose one of your schools.",
                    Style = ChoiceStyle.Expanded,
                    IsRequired = true,
                    Choices = [.. seats.OrderBy(seat => seat.Name, StringComparer.OrdinalIgnoreCase).Select(seat => new Choice(seat.Name, seat.Id.Value))],
                },
                WhoCanSeeThis("only you.", underLine: true),
                Buttons(Main(new ActionExecute("Open this ballot", PollCards.FindBallot, new() { ["poll"] = poll.Id.Value }))),
            ],
        };
        return new(card, $"{poll.GroupName}: choose which of your schools to vote for");
    }
}
