using System.Text.Json;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Adapters.Connector;

/// <summary>The body that answers an <c>adaptiveCard/action</c>. HTTP says 200 whenever the bot took the press; what became of it stands in here.</summary>
internal static class InvokeAnswer
{
    public const string CardType = "application/vnd.microsoft.card.adaptive";
    private const string MessageType = "application/vnd.microsoft.activity.message";
    private const string ErrorType = "application/vnd.microsoft.error";

    public static byte[] Of(Answer answer) => answer switch
    {
        Answer.Show show => Write(200, CardType, json => json.WriteRawValue(show.Message.Card.ToUtf8(), skipInputValidation: true)),
        Answer.Say say => Write(200, MessageType, json => json.WriteStringValue(say.Text)),
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "An answer is shown or said."),
    };

    public static byte[] BadRequest(string why) => Write(400, ErrorType, json =>
    {
        json.WriteStartObject();
        json.WriteString("code", "BadRequest");
        json.WriteString("message", why);
        json.WriteEndObject();
    });

    private static byte[] Write(int status, string type, Action<Utf8JsonWriter> writeValue)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("statusCode", status);
            json.WriteString("type", type);
            json.WritePropertyName("value");
            writeValue(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
