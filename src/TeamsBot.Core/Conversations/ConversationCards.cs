using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Conversations;

/// <summary>What the bot says for itself, before any feature does.</summary>
internal static class ConversationCards
{
    public static readonly Message UnknownAccount = new Refusal
    {
        From = [Bold("The bot"), " could not find you in its directory."],
        Heading = "I do not know this account yet",
        WhatHappened = "Your Teams account is not yet linked to anyone in the directory of schools and boards. Nothing was changed.",
        WhatToDo = "Ask your network's facilitator or your board's clerk to add the address you sign in to Teams with. Then try again.",
    }.ToMessage();

    public static readonly Message UnknownVerb = new Refusal
    {
        From = [Bold("The bot"), " could not follow this button."],
        Heading = "This button no longer works",
        WhatHappened = "The card is older than the bot, and the bot no longer knows this button. Nothing was changed.",
        WhatToDo = "Write help in this chat to see what you can do now.",
    }.ToMessage();

    /// <summary>The line left in a channel once somebody was answered in their own chat.</summary>
    public static readonly Message AnsweredInChat = Line("I have answered in our personal chat.", "everyone in this channel.");

    public static readonly Message NoChat = Line("I answer in a personal chat, and could not open one. Please add this app to your own Teams, then ask again.", "everyone in this channel.");

    public static Message Said(string text) => Line(text, "only you.");

    /// <summary>The answer to a client's own question that could not be answered: neutral, and asked again by hand. An error here would end all asking.</summary>
    public static Answer NotRefreshed(Incoming.Pressed pressed) => new Answer.Show(new Refusal
    {
        From = [Bold("The bot"), " could not bring this card up to date."],
        Heading = "This card is not up to date",
        WhatHappened = "Nothing was changed, and nothing is lost.",
        WhatToDo = "Press the button to see how things stand.",
        Buttons = pressed.Verb.Length > 0 ? [Main(new ActionExecute("Show it now", pressed.Verb, Repeatable(pressed.Data)) { AssociatedInputs = AssociatedInputs.None })] : [],
    }.ToMessage());

    /// <summary>The answer to a fault. With the press it offers to try again: the answer stands in place of the card, and with it of what was filled in.</summary>
    public static Answer Failed(Incoming.Pressed? pressed = null) => new Answer.Show(new Refusal
    {
        From = [Bold("The bot"), " could not finish what you asked for."],
        Heading = "Something went wrong here",
        WhatHappened = "The fault is on our side and has been noted.",
        WhatToDo = "Please try again in a minute. It is safe to press again: nothing is counted twice.",
        Buttons = pressed is { Verb: { Length: > 0 } verb } ? [Main(new ActionExecute("Try again", verb, Repeatable(pressed.Data)) { AssociatedInputs = AssociatedInputs.None })] : [],
    }.ToMessage());

    private static Message Line(string text, string whoCanSee) => new(
        new AdaptiveCard { FallbackText = text, Speak = text, Body = [Paragraph(text), WhoCanSeeThis(whoCanSee)] },
        text);

    private static Dictionary<string, string> Repeatable(IReadOnlyDictionary<string, string> data) =>
        data.Where(pair => pair.Key is not ("verb" or "type" or "msteams")).ToDictionary(pair => pair.Key, pair => PlainText.CleanLines(pair.Value), StringComparer.Ordinal);
}
