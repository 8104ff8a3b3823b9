using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Conversations;

/// <summary>What somebody can write, by what they come for; what is for other roles stands at the end, by its word alone.</summary>
internal static class HelpCards
{
    /// <param name="roles">The roles of whoever asks.</param>
    /// <param name="understood">Whether they asked for it, or wrote something that is no command.</param>
    public static Message Draw(IEnumerable<CommandWord> commands, IEnumerable<Role> roles, bool understood)
    {
        var heading = understood ? "What you can write to me" : "I did not understand that";
        var held = roles.Distinct().ToList();
        var (mine, others) = (commands.Where(command => command.IsFor(held)).ToList(), commands.Where(command => !command.IsFor(held)).ToList());
        return new(
            new AdaptiveCard
            {
                FallbackText = $"{heading}. Write one of these words: {Words.Join(mine.Select(command => command.Word))}.",
                Speak = $"{heading}. Here are the words I know.",
                Body =
                [
                    FromLine(Bold("The bot"), " answers a few words; most things come to you as a card."),
                    Heading(heading),
                    .. mine.GroupBy(command => command.Purpose).OrderBy(group => group.Key).SelectMany((group, at) => Part(group.Key, group, at)),
                    .. others.Count == 0 ? [] : (Element[])[PartTitle("For other roles"), Paragraph($"{Words.Sentence(Words.Join(others.Select(Named)))}.")],
                    WhoCanSeeThis("only you.", underLine: true),
                ],
            },
            understood ? "What you can write to me" : "I did not understand that: here is what I know");
    }

    private static IEnumerable<Element> Part(Purpose purpose, IEnumerable<CommandWord> commands, int at) =>
    [
        at == 0 ? FirstPartTitle(TitleOf(purpose)) : PartTitle(TitleOf(purpose)),
        .. MarkedList(commands.Select(command => new MarkedLine("•", [Bold(command.Word), $": {command.Hint}"]))),
    ];

    // "poll (facilitators)": enough to know whom to ask.
    private static string Named(CommandWord command) => $"{command.Word} ({Words.Join(command.Roles.Select(Many), "or")})";

    private static string TitleOf(Purpose purpose) => purpose switch
    {
        Purpose.Mine => "For you",
        Purpose.LookUp => "To look something up",
        Purpose.WorkTogether => "To get help and to work together",
        Purpose.Decide => "To ask your schools or your board",
        _ => "To set it up and to look after it",
    };

    private static string Many(Role role) => role switch
    {
        Role.ViceChair => "vice-chairs",
        Role.BoardMember => "board members",
        Role.ServiceLead => "service leads",
        Role.RegionalRepresentative => "regional representatives",
        Role.Deputy => "deputies",
        _ => $"{role.ToString().ToLowerInvariant()}s",
    };
}
