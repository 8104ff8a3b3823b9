using TeamsBot.Core.Language;

namespace TeamsBot.Core.Conversations;

/// <summary>The person behind the activity in hand, found by its verified account, never by anything a card carries (rule V2).</summary>
public sealed record Caller(TenantId Tenant, PersonId Person, AccountId Account);

/// <summary>Where something was pressed or typed.</summary>
public abstract record Place
{
    private Place()
    {
    }

    public sealed record Personal : Place;

    /// <param name="Group">The group whose channel it is; null for a channel that is none of ours.</param>
    public sealed record Channel(GroupId? Group) : Place;
}

/// <summary>A card's action as it came in.</summary>
/// <param name="CardActivityId">The activity that holds the card; null where Teams did not say.</param>
/// <param name="Data">The action's flat data with the inputs merged in. All of it is a claim: only <paramref name="Caller"/> is verified.</param>
/// <param name="TeamsUserId">The caller's <c>29:</c> id, for the <c>refresh</c> of an answering card.</param>
public sealed record Press(Caller Caller, Place Place, string? CardActivityId, IReadOnlyDictionary<string, string> Data, string? TeamsUserId)
{
    /// <summary>A value of the data, or the empty string: an absent value is as wrong as an empty one and is refused alike.</summary>
    public string this[string name] => Data.GetValueOrDefault(name, "");
}

/// <summary>A typed command: its word, and what came after it.</summary>
public sealed record Typed(Caller Caller, Place Place, string Word, string Rest, string? TeamsUserId);

/// <summary>What the person who pressed or typed is shown.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>A card, in place of the one pressed and for that person only.</summary>
    public sealed record Show(Message Message) : Answer;

    /// <summary>A short line; the card pressed stays.</summary>
    public sealed record Say(string Text) : Answer;
}
