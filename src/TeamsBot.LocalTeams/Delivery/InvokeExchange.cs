using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Connector;
using TeamsBot.LocalTeams.Misbehaviour;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Delivery;

/// <summary>What a person sees after a press: a card, a line of text, an error, or nothing.</summary>
internal sealed record ShownAnswer(string Kind, JsonObject? Card = null, string? Text = null, string? Code = null)
{
    public static ShownAnswer Unreachable { get; } = new("error", Text: "Unable to reach app. Please try again.", Code: "UnableToReachApp");
}

/// <summary>
/// Sends an invoke and reads its answer as Teams does: a missing, late or malformed answer is an app that cannot be reached, and the same press is
/// sent once more under a new id (platform facts 1d, 2c).
/// </summary>
internal static class InvokeExchange
{
    /// <param name="activity">Builds the same invoke under the id given.</param>
    /// <param name="writeDown">Writes an answer down, under the id of the activity it answers, before it is shown.</param>
    public static async Task<ShownAnswer> AskAsync(
        Tenant tenant, Conversation conversation, Func<string, JsonObject> activity, Func<string, ShownAnswer, Task> writeDown, CancellationToken cancellation)
    {
        var fault = tenant.Misbehaviours.Take("invoke", conversation.Id);
        if (fault is { Fault: Fault.Late })
        {
            await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), TimeProvider.System, cancellation);
        }

        var id = Activities.NewEventId();
        var answer = await SendAsync(tenant, activity(id), cancellation);
        if (answer is null || fault is { Fault: Fault.Drop or Fault.AcceptThen502 })
        {
            id = Activities.NewEventId();
            answer = await SendAsync(tenant, activity(id), cancellation);
        }
        else if (tenant.Misbehaviours.TakeOnly(Fault.DuplicateInvoke, "invoke", conversation.Id))
        {
            await writeDown(id, answer);
            id = Activities.NewEventId();
            answer = await SendAsync(tenant, activity(id), cancellation);
        }

        answer ??= ShownAnswer.Unreachable;
        await writeDown(id, answer);
        return answer;
    }

    private static async Task<ShownAnswer?> SendAsync(Tenant tenant, JsonObject activity, CancellationToken cancellation)
    {
        var answer = await tenant.Bot.SendAsync(activity.Text(), cancellation);
        return answer is { Status: 200, Body: { } body } ? Read(body) : null;
    }

    /// <summary>Null for anything that Teams could not show.</summary>
    private static ShownAnswer? Read(JsonObject body) => ((int?)body.Number("statusCode"), body.String("type"), body["value"]) switch
    {
        (200, CardRules.CardType, JsonObject card) when CardRules.Fault(card) is null => new("card", Card: card),
        (200, "application/vnd.microsoft.activity.message", JsonValue text) when text.TryGetValue<string>(out var said) => new("message", Text: said),
        (400 or 500, "application/vnd.microsoft.error", JsonObject error) => Error(error),
        (412, "application/vnd.microsoft.error.preconditionFailed", JsonObject error) => Error(error),
        (401, "application/vnd.microsoft.activity.loginRequest", JsonObject) => new("error", Text: "The app asks you to sign in, which this Teams does not offer.", Code: "LoginRequest"),
        _ => null,
    };

    private static ShownAnswer? Error(JsonObject error) =>
        error.String("code") is { } code && error.String("message") is { } message ? new("error", Text: message, Code: code) : null;
}
