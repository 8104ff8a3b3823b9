using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Consultations;

/// <summary>The cards of whoever started a consultation, while it is open.</summary>
internal static class StarterCards
{
    public const string Progress = "consultations.count";

    /// <summary>How many have answered, by phase too; never what they answered (rule V17). Small numbers are left out as in the result (requirement R113).</summary>
    public static Message IsOpen(Consultation asked, IReadOnlySet<SeatId> answered, DateTimeOffset now)
    {
        var seats = asked.Roll.Electorate.Seats;
        var empty = seats.Count(seat => seat.Voters.IsEmpty);
        var over = now >= asked.ClosesAt;
        var phases = ConsultationResult.Progress(asked.Roll, answered).Groups;
        var card = new AdaptiveCard
        {
            FallbackText = $"Your consultation is open until {When.DayAndTime(asked.ClosesAt)}. {AnswerCards.HaveAnswered(asked, answered.Count)}",
            Speak = $"Your consultation is open until {When.DayAtTime(asked.ClosesAt)}. {AnswerCards.HaveAnswered(asked, answered.Count)}",
            Body =
            [
                FromLine(["You asked schools on behalf of ", Bold(asked.AskedBy), .. asked.Scope.Locality is null ? (TextRun[])["."] : [", those of ", Bold(asked.Scope.Name), "."]]),
                Heading(over ? "The consultation has closed" : "✓ The consultation is open"),
                Paragraph(Bold(asked.Questions.Title)),
                Paragraph(Bold($"Closes {When.DayAndTime(asked.ClosesAt)}. "), AnswerCards.HaveAnswered(asked, answered.Count)),
                .. empty == 0 ? [] : (Element[])[Paragraph($"{Words.Sentence(Words.Some(empty, "school has", "schools have"))} no head or deputy in the directory and cannot answer yet.")],
                .. asked.WithoutNetwork == 0 ? [] : (Element[])[Paragraph($"{Words.Sentence(Words.Some(asked.WithoutNetwork, "open school is", "open schools are"))} in no network: they are not asked, and see what is published.")],
                .. phases.IsEmpty
                    ? []
                    : (IEnumerable<Element>)
                    [
                        PartTitle("Answered so far, by phase"),
                        .. MarkedList(phases.Select(group => new MarkedLine("•", group.Answered is null ? $"{group.Name} (not shown: too few)" : group.Name, group.Answered is { } count ? Words.Of(count, group.Seats) : "–"))),
                    ],
                WhoCanSeeThis("only you. Everyone in the networks’ teams sees the consultation in their channel.", underLine: true),
                Buttons(new ActionExecute("Count again", Progress, ConsultationChannelCards.DataOf(asked))),
            ],
        };
        return new(card, $"Your consultation is open until {When.ShortDay(asked.ClosesAt)}. {AnswerCards.HaveAnswered(asked, answered.Count)}");
    }

    /// <summary>The refusal of somebody who may not ask the county.</summary>
    public static Message NotAStarter() => new Refusal
    {
        From = [Bold("The bot"), " was asked to open a consultation."],
        Heading = "The county asks its schools",
        WhatHappened = "Only the partnership board’s administrator, chair and clerk open consultations, so none was opened.",
        WhatToDo = "Ask one of them to put your question. If you are one of them, ask for the directory to be looked at.",
    }.ToMessage();
}
