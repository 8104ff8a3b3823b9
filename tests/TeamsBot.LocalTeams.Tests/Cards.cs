using System.Text.Json.Nodes;

namespace TeamsBot.LocalTeams.Tests;

internal static class Cards
{
    public static JsonObject Plain(string text) => JsonNode.Parse($$"""
        { "type": "AdaptiveCard", "version": "1.5", "body": [ { "type": "TextBlock", "text": "{{text}}" } ] }
        """)!.AsObject();

    /// <summary>A vote: two choices of which one is required, a reason folded in, and an action that needs no input.</summary>
    public static JsonObject Vote() => JsonNode.Parse("""
        {
          "type": "AdaptiveCard", "version": "1.5",
          "body": [
            { "type": "Input.ChoiceSet", "id": "choices", "isMultiSelect": true, "isRequired": true, "label": "Choose", "errorMessage": "Choose one.",
              "choices": [ { "title": "Reading", "value": "reading" }, { "title": "Attendance", "value": "attendance" } ] },
            { "type": "ActionSet", "actions": [
              { "type": "Action.Execute", "id": "vote", "title": "Vote", "verb": "polls.vote", "data": { "poll": "p1", "verb": "polls.vote" },
                "fallback": { "type": "Action.Submit", "title": "Vote", "data": { "poll": "p1", "verb": "polls.vote" } } },
              { "type": "Action.Execute", "id": "show", "title": "Show", "verb": "polls.show", "associatedInputs": "none", "data": { "poll": "p1" } },
              { "type": "Action.ShowCard", "title": "Decline…", "card": { "type": "AdaptiveCard", "body": [
                { "type": "Input.Text", "id": "reason", "isRequired": true, "maxLength": 20, "label": "Why" } ],
                "actions": [ { "type": "Action.Execute", "title": "Decline", "verb": "matters.decline", "data": { "matter": "m1" } } ] } }
            ] }
          ]
        }
        """)!.AsObject();

    public static JsonObject Refreshing(params string[] userIds) => JsonNode.Parse($$"""
        {
          "type": "AdaptiveCard", "version": "1.5", "body": [],
          "refresh": { "action": { "type": "Action.Execute", "verb": "polls.show", "data": { "poll": "p1" } }, "userIds": [{{string.Join(',', userIds.Select(id => $"\"{id}\""))}}] }
        }
        """)!.AsObject();
}
