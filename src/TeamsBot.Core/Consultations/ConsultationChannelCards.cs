using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Consultations;

/// <summary>A consultation's card in a network's channel, and what a press on it asks of somebody with several schools. No school is named on it.</summary>
internal static class ConsultationChannelCards
{
    public static Message ForChannel(Consultation asked, int answered, DateTimeOffset now)
    {
        if (asked.Result is { } result)
        {
            return ConsultationResultCards.ForChannel(asked, result);
        }

        var over = now >= asked.ClosesAt;
        var card = new AdaptiveCard
        {
            FallbackText = $"{asked.AskedBy} asks what schools think, until {When.DayAndTime(asked.ClosesAt)}.",
            Speak = $"{asked.AskedBy} asks what schools think, until {When.DayAtTime(asked.ClosesAt)}: {asked.Questions.Title}",
            Body =
            [
                FromLine(Bold(asked.AskedBy), $" asks {Words.Count(asked.Roll.Electorate.Seats.Length, "school")} what they think."),
                Heading(over ? "The consultation has closed" : "Have your school’s say"),
                .. AnswerCards.About(asked),
                NewParagraph(
                    Bold($"{AnswerCards.HaveAnswered(asked, answered)} "),
                    over ? "The answers are being counted. The result comes here." : $"This number is brought up to date every morning. Nobody sees the counts until it closes on {When.DayAndTime(asked.ClosesAt)}."),
                WhoCanSeeThis(over ? "everyone in this team." : "everyone in this team. Your school’s answer opens in a view of your own."),
                .. over ? [] : (Element[])[Buttons(Main(new ActionExecute("Answer for your school", AnswerCards.Find, DataOf(asked))))],
            ],
        };
        return new(card, over ? $"{asked.AskedBy}: the consultation has closed" : $"{asked.AskedBy} asks what your school thinks, until {When.ShortDay(asked.ClosesAt)}");
    }

    /// <summary>For a person with several schools: whose answer to open.</summary>
    public static Message ChooseSeat(Consultation asked, IReadOnlyList<Seat> seats)
    {
        var card = new AdaptiveCard
        {
            FallbackText = $"You answer for {Words.Count(seats.Count, "school")}. Each has a card of its own in your chat with me.",
            Speak = $"You answer for {Words.Count(seats.Count, "school")}. Choose one.",
            Body =
            [
                FromLine(Bold(asked.AskedBy), " asks for the answers of your schools."),
                Heading("Choose a school"),
                new InputChoiceSet(AnswerCards.SeatInput)
                {
                    Label = "Choose the school to answer for",
                    ErrorMessage = "Choose one of your schools.",
                    Style = ChoiceStyle.Expanded,
                    IsRequired = true,
                    Choices = [.. seats.OrderBy(seat => seat.Name, StringComparer.OrdinalIgnoreCase).Select(seat => new Choice(seat.Name, seat.Id.Value))],
                },
                WhoCanSeeThis("only you.", underLine: true),
                Buttons(Main(new ActionExecute("Open this school’s card", AnswerCards.Find, DataOf(asked)))),
            ],
        };
        return new(card, $"{asked.AskedBy}: choose which of your schools to answer for");
    }

    internal static Dictionary<string, string> DataOf(Consultation asked) => new() { ["consultation"] = asked.Id.Value };
}
