using System.Collections.Immutable;
using System.Globalization;

namespace TeamsBot.Core.Escalations;

/// <summary>The verbs and inputs of a matter's cards, and what their buttons carry. All of it is a claim when it comes back.</summary>
internal static class MatterVerbs
{
    public const string Acknowledge = "escalations.acknowledge";
    public const string Accept = "escalations.accept";
    public const string Ask = "escalations.ask";
    public const string ReferUp = "escalations.referUp";
    public const string Return = "escalations.return";
    public const string Decline = "escalations.decline";
    public const string Progress = "escalations.progress";
    public const string Resolve = "escalations.resolve";
    public const string Reply = "escalations.reply";
    public const string Withdraw = "escalations.withdraw";

    /// <summary>Sends again what came back (rule E5). It makes another matter and moves none.</summary>
    public const string Again = "escalations.again";
    public const string Show = "escalations.show";

    public const string QuestionInput = "question";
    public const string UpInput = "upReason";
    public const string ReturnInput = "returnReason";
    public const string ReasonInput = "declineReason";
    public const string ProgressInput = "progress";
    public const string OutcomeInput = "outcome";
    public const string ReplyInput = "reply";
    public const string WithdrawInput = "withdrawReason";
    public const string AgainInput = "changed";
    public const string OwnerInput = "owner";
    public const string DateInput = "nextDate";

    /// <summary>The key under which an officer's card names its board, and the one under which it names the move that brought it there.</summary>
    public const string BoardKey = "board";
    public const string ArrivalKey = "arrival";

    /// <summary>The key that marks a facilitator's own card; a question's has none.</summary>
    public const string OriginKey = "origin";

    public static readonly ImmutableArray<(string Verb, Act Act)> Acts =
    [
        (Acknowledge, Act.Acknowledge), (Accept, Act.Accept), (Ask, Act.Ask), (ReferUp, Act.ReferUp), (Return, Act.Return), (Decline, Act.Decline), (Progress, Act.Progress),
        (Resolve, Act.Resolve), (Reply, Act.Reply), (Withdraw, Act.Withdraw),
    ];

    /// <summary>The input that holds an act's words; null where it has none.</summary>
    public static string? InputOf(Act act) => act switch
    {
        Act.Ask => QuestionInput,
        Act.ReferUp => UpInput,
        Act.Return => ReturnInput,
        Act.Decline => ReasonInput,
        Act.Progress => ProgressInput,
        Act.Resolve => OutcomeInput,
        Act.Reply => ReplyInput,
        Act.Withdraw => WithdrawInput,
        _ => null,
    };

    public static Dictionary<string, string> DataOf(Matter matter) => new()
    {
        ["matter"] = matter.Id.Value,
        ["version"] = matter.Version.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>What the facilitator's own card carries.</summary>
    public static Dictionary<string, string> OriginDataOf(Matter matter) => new(DataOf(matter)) { [OriginKey] = matter.Evidence.Origin.Id.Value };
}
