using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Escalations;

/// <summary>What came of a vote, to everyone who voted (rule E7). What the person chose is not on it: they hear because they voted.</summary>
internal static class MatterAnswerCards
{
    private const int MostSeats = 3;

    /// <param name="move">The decision or the end that it tells; what came after it has a card of its own.</param>
    public static Message AnswerDown(Matter matter, Move move, PersonId voter)
    {
        var (option, status) = (matter.Evidence.Option, MatterWords.StatusOf(move));
        var card = new AdaptiveCard
        {
            FallbackText = $"{status} by {move.By.Name}: {option.Text}{(move.Text is { } why ? $" {TitleOf(move)}: {why}" : "")}",
            Speak = $"What came of your vote. {status.Word} by {move.By.Name}: {option.Text}",
            Body =
            [
                FromLine([.. Who(matter, move), $" You hear because {Named([.. matter.Evidence.SeatsVotedBy(voter)])} voted."]),
                Heading(move.Act is Act.Withdraw ? $"{status} by the {SenderWords.Asker(matter)}" : $"{status} by the board"),
                Paragraph(Bold($"{option.Text} "), MatterWords.Backing(matter)),
                PartTitle(TitleOf(move)),
                .. What(matter, move).Select(line => Paragraph(line)),
                .. OnTheWay(matter, move),
                PartTitle("What you need to do"),
                Paragraph("Nothing now."),
                WhoCanSeeThis($"only you.{MatterForms.InChannels(matter, $" Your {SenderWords.Own(matter)}’s channel shows the same answer.")}", underLine: true),
            ],
        };
        return new(card, $"{status}: {option.Brief}");
    }

    private static TextRun[] Who(Matter matter, Move move) => move.Act switch
    {
        Act.Withdraw => [Bold(move.By.Name), " no longer asks ", Bold(matter.Holder.Name), " for this."],
        Act.Resolve => [Bold(move.By.Name), " has finished what it did for ", Bold(matter.Evidence.Origin.Name), "."],
        _ => [Bold(move.By.Name), " has answered ", Bold(matter.Evidence.Origin.Name), "."],
    };

    private static string Named(IReadOnlyList<string> seats) => seats.Count <= MostSeats ? Words.Join(seats) : Words.Join([.. seats.Take(MostSeats - 1), $"{Words.Number(seats.Count - MostSeats + 1)} more"]);

    private static string TitleOf(Move move) => move.Act switch
    {
        Act.Accept or Act.Confirm or Act.Resolve => "What came of it",
        Act.Withdraw => "Why it was withdrawn",
        _ => "The board’s reason",
    };

    private static IEnumerable<string> What(Matter matter, Move move)
    {
        if (move.Text is { } text)
        {
            yield return text;
        }

        switch (move.Act)
        {
            case Act.Accept or Act.Confirm:
                yield return $"The board acts on it. {MatterWords.Plan(move.Owner, move.NextDate)}".TrimEnd();
                yield return "Acceptance does not promise money. You hear again when it ends.";
                break;
            case Act.Return:
                yield return $"The board did not decide. Your {SenderWords.Sender(matter)} may send it again when what is missing is there.";
                break;
        }

        if (move.Together is { } others)
        {
            yield return $"It was answered together with {others}, which raised the same.";
        }
    }

    private static IEnumerable<Element> OnTheWay(Matter matter, Move move) => matter.Moves.Take(move.Number).LastOrDefault(before => before.Act is Act.ReferUp) is { } referral && referral.To!.Id == move.By.Id
        ? [PartTitle("On the way"), Paragraph($"{referral.By.Name} referred it up to {referral.To.Name}. “{referral.Text}”")]
        : [];
}
