using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Misbehaviour;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>Takes orders for bad days: all of a request's or, when one of them is unclear, none.</summary>
internal static class AskForFaults
{
    private static readonly string[] Operations = ["post", "update", "create", "members", "invoke", "graph"];

    public static Reply Handle(Tenant tenant, Call call)
    {
        List<Misbehaviour.Misbehaviour> faults = [];
        foreach (var next in call.Body.Array("next") ?? [])
        {
            if (!Enum.TryParse<Fault>(next.String("kind"), ignoreCase: true, out var fault) || !Enum.IsDefined(fault)
                || next.String("operation") is { } operation && !Operations.Contains(operation))
            {
                return Reply.Refuse(400, "BadFault", $"No such kind or operation: {next?.Text()}");
            }

            var one = new Misbehaviour.Misbehaviour(fault, next.String("operation"), next.String("conversation"), next.Number("seconds") ?? 1);
            faults.AddRange(Enumerable.Repeat(one, (int)Math.Clamp(next.Number("count") ?? 1, 1, 10_000)));
        }

        tenant.Misbehaviours.Add(faults);
        return Reply.Ok(new JsonObject { ["added"] = faults.Count });
    }
}
