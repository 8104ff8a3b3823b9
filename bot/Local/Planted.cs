using System.Text.Json.Nodes;

namespace TeamsBot.Bot.Local;

/// <summary>A word that a rehearsal writes into restricted text and nowhere else: wherever it stands, restricted text stands (rule T5).</summary>
internal static class Planted
{
    public const string Word = "quillwort";

    public static bool StandsIn(JsonObject card) => card.ToJsonString().Contains(Word, StringComparison.OrdinalIgnoreCase);
}
