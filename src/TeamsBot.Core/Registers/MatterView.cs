using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Registers;

/// <summary>A matter as somebody reads it who came to it through a list: where it is, what happened, what stands behind it. It has no button that decides.</summary>
internal static class MatterView
{
    /// <param name="ofOrigin">Whether the reader is of the group that sent it: its members read a board's question too, as its channel shows it.</param>
    /// <param name="back">Leads back to the list.</param>
    public static Message Draw(Matter matter, bool ofOrigin, CardAction back)
    {
        var (origin, option, status) = (matter.Evidence.Origin, matter.Evidence.Option, MatterWords.StatusOf(matter));
        var card = new AdaptiveCard
        {
            FallbackText = $"{status}: {option.Text} ({matter.Holder.Name}). This version of Teams cannot show the whole matter.",
            Speak = $"{status.Word}, {matter.Holder.Name}: {option.Text}",
            FullWidth = true,
            Body =
            [
                FromLine(Bold(origin.Name), " agreed this and asks ", Bold(matter.Holder.Name), $" for {MatterWords.Of(matter.Evidence.Ask)}."),
                Heading(status.ToString()),
                MatterWords.Priority(matter),
                .. GatheredWords.Of(matter),
                .. MatterWords.History(matter, act => act is not (Act.Reply or Act.Ask) || (ofOrigin && act is Act.Ask)),
                PartTitle("How it was agreed"),
                Paragraph(MatterWords.Backing(matter)),
                WhoCanSeeThis(matter.Evidence.Visibility is Visibility.Public ? "everybody." : "you here, and the members of the groups it went through.", underLine: true),
                Buttons(back),
            ],
        };
        return new(card, $"{status}: {option.Brief}, {matter.Holder.Name}");
    }
}
