using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Delivery;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>
/// A person presses an action of the card they see. Which action it is, its verb and its data come from the card; the client only says which it
/// means and what was filled in.
/// </summary>
internal static class PressAction
{
    public static async Task<Reply> HandleAsync(Tenant tenant, Call call)
    {
        var (seen, refusal) = Seeing.Message(tenant, call);
        if (seen is null)
        {
            return refusal!;
        }

        var asked = call.Body ?? [];
        var matching = seen.Card is null ? [] : CardActions.Find(seen.Card).Where(action => Matches(action.Action, asked)).ToList();
        if (matching is not [var pressed])
        {
            return matching.Count == 0
                ? Reply.Refuse(404, "NoSuchAction", "The card this person sees has no such action.")
                : Reply.Refuse(409, "AmbiguousAction", "Several actions of this card match. Name one by its id, or by verb and data.");
        }

        if (pressed.Action.Bool("isEnabled") == false)
        {
            return Reply.Refuse(409, "ActionDisabled", "The button is greyed out.");
        }

        IReadOnlyList<JsonObject> inputs = pressed.Action.String("associatedInputs") is { } none && none.Equals("none", StringComparison.OrdinalIgnoreCase)
            ? []
            : [.. CardActions.Inputs(pressed)];
        var (values, fault) = CardInputs.Fill(inputs, inputs.Count == 0 ? null : asked.Object("inputs"));
        if (fault is not null)
        {
            return Reply.Refuse(400, "InputInvalid", fault);
        }

        return pressed.Action.String("type") == "Action.Submit" || asked.Bool("asSubmit") == true
            ? await SubmitAsync(tenant, seen, pressed.Action, values, call.Cancelled)
            : await ExecuteAsync(tenant, seen, pressed.Action, values, "manual", call.Cancelled);
    }

    public static async Task<Reply> ExecuteAsync(
        Tenant tenant, Seen seen, JsonObject action, Dictionary<string, string> values, string trigger, CancellationToken cancellation)
    {
        var sent = new JsonObject { ["type"] = "Action.Execute" };
        if (action.String("id") is { } id)
        {
            sent["id"] = id;
        }

        sent["verb"] = action.String("verb") ?? "";
        sent["data"] = Merge(action["data"], values);
        var answer = await InvokeExchange.AskAsync(
            tenant,
            seen.Conversation,
            activity => Activities.Invoke(tenant, seen.Person, seen.Conversation, seen.Message, activity, sent, trigger),
            (activity, shown) => WriteDownAsync(tenant, seen, activity, action, values, shown),
            cancellation);
        return Answered(answer);
    }

    private static async Task<Reply> SubmitAsync(Tenant tenant, Seen seen, JsonObject action, Dictionary<string, string> values, CancellationToken cancellation)
    {
        var submit = action.String("type") == "Action.Submit" ? action : action.Object("fallback");
        if (submit.String("type") != "Action.Submit")
        {
            return Reply.Refuse(409, "NoFallback", "An old client does not show this action: it has no Action.Submit as its fallback.");
        }

        var id = await tenant.Database.WriteAsync(session => session.Sequence.NextMessageId(tenant.Now));
        var value = Merge(submit!["data"], values);
        var answer = await tenant.Bot.SendAsync(Activities.Submit(tenant, seen.Person, seen.Conversation, seen.Message, id, value).Text(), cancellation);
        var shown = answer.Accepted ? new ShownAnswer("none") : ShownAnswer.Unreachable;
        await WriteDownAsync(tenant, seen, id, submit, values, shown);
        return Answered(shown);
    }

    private static Task WriteDownAsync(Tenant tenant, Seen seen, string activity, JsonObject action, Dictionary<string, string> values, ShownAnswer shown) =>
        tenant.Database.WriteAsync(session => Views.WriteDown(session, new(
            0, tenant.Now, seen.Person.Id, seen.Conversation.Id, seen.Message.Id, activity, action.String("verb") ?? action.Object("data").String("verb"),
            action["data"]?.Text(), ToJson(values).Text(), shown.Kind, shown.Card?.Text(), shown.Text)));

    private static Reply Answered(ShownAnswer shown)
    {
        var body = new JsonObject { ["status"] = 200, ["kind"] = shown.Kind };
        switch (shown.Kind)
        {
            case "card":
                body["card"] = shown.Card!.DeepClone();
                break;
            case "message":
                body["message"] = shown.Text;
                break;
            case "error":
                body["error"] = new JsonObject { ["code"] = shown.Code, ["message"] = shown.Text };
                break;
        }

        return Reply.Ok(body);
    }

    private static bool Matches(JsonObject action, JsonObject asked) =>
        asked.String("actionId") is { } id
            ? action.String("id") == id
            : asked.String("verb") is { } verb
                && (action.String("verb") ?? action.Object("data").String("verb")) == verb
                && (asked["data"] is null || JsonNode.DeepEquals(asked["data"], action["data"]));

    private static JsonObject Merge(JsonNode? data, Dictionary<string, string> values)
    {
        var merged = data is JsonObject fields ? fields.DeepClone().AsObject() : [];
        foreach (var (id, value) in values)
        {
            merged[id] = value;
        }

        return merged;
    }

    private static JsonObject ToJson(Dictionary<string, string> values) => new(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)JsonValue.Create(value.Value))));
}
