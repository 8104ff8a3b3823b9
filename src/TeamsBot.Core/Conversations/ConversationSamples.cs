using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Conversations;

/// <summary>What the bot says for itself.</summary>
internal static class ConversationSamples
{
    private const string Part = "The bot itself";

    /// <summary>A line in a conversation: a card only because everything the bot sends is one, and so without a heading.</summary>
    public const string Lines = "Lines";

    public static IEnumerable<CardSample> Of(FeatureMap map) =>
    [
        new(Part, "Help", HelpCards.Draw(map.Commands, [Role.Head], understood: true)),
        new(Part, "Help, a facilitator’s", HelpCards.Draw(map.Commands, [Role.Facilitator], understood: true)),
        new(Part, "Help, of every role", HelpCards.Draw(map.Commands, Enum.GetValues<Role>(), understood: true)),
        new(Part, "Not understood", HelpCards.Draw(map.Commands, [], understood: false)),
        new(Part, "An account it does not know", ConversationCards.UnknownAccount),
        new(Part, "A button it does not know", ConversationCards.UnknownVerb),
        new(Part, "A card not brought up to date", MessageOf(ConversationCards.NotRefreshed(Pressed))),
        new(Part, "A fault", MessageOf(ConversationCards.Failed())),
        new(Part, "A fault after a press", MessageOf(ConversationCards.Failed(Pressed))),
        new(Lines, "Answered in the personal chat", ConversationCards.AnsweredInChat),
        new(Lines, "No personal chat", ConversationCards.NoChat),
        new(Lines, "A short answer", ConversationCards.Said("The teams and channels are being set up and checked. What is there already stays as it is.")),
    ];

    private static Incoming.Pressed Pressed { get; } = new(
        new Sender(new("account"), "29:head", new ChatAddress(new("tenant"), "chat", new Uri("https://teams.example")), IsPersonal: true),
        "polls.show",
        "activity",
        new Dictionary<string, string> { ["poll"] = "poll-1" },
        Automatic: false);

    private static Message MessageOf(Answer answer) => ((Answer.Show)answer).Message;
}
