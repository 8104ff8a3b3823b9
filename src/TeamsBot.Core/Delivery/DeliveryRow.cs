using TeamsBot.Core.Conversations;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>Where one recipient stands. The last three are final, but an uncertain one may yet prove to be sent.</summary>
public enum DeliveryState
{
    Planned,

    /// <summary>Claimed: from here on it may have been delivered.</summary>
    Sending,
    Sent,
    Failed,

    /// <summary>It may have been delivered and is never blindly sent again.</summary>
    Uncertain,
}

/// <summary>Who sends a row: the owner of its shard's lease, the fence of that lease, and which try at this row it is. Together they name one claim.</summary>
internal readonly record struct Claim(string Owner, long Fence, int Attempt);

/// <summary>One recipient of an intent: <c>planned → sending → sent | failed | uncertain</c>. Each method is one arrow and writes nothing.</summary>
internal sealed record DeliveryRow(string Intent, Recipient Recipient, bool IsReminder)
{
    /// <summary>What the keys of all rows begin with.</summary>
    public const string Prefixes = "delivery|";

    private const string ReminderSuffix = "~reminder";

    public DeliveryState State { get; private init; }

    public DateTimeOffset? NotBefore { get; private init; }

    /// <summary>Who claimed it last; kept after settling, so that a sender recognises its own row.</summary>
    public Claim By { get; private init; } = new("", 0, 0);

    public ChatAddress? Address { get; private init; }

    /// <summary>For an update under way or done: the activity it replaces. Null for a post.</summary>
    public string? Card { get; private init; }

    public string? ActivityId { get; private init; }

    public string? Why { get; private init; }

    /// <summary>When it became uncertain.</summary>
    public DateTimeOffset? Since { get; private init; }

    public Row? Stored { get; private init; }

    /// <summary>Whether somebody taken for dead updated the same card meanwhile, so that it has to be updated once more.</summary>
    public bool IsOutdated { get; private init; }

    /// <summary>The recipient's id, marked for a reminder: unique within the intent.</summary>
    public string RecipientKey => IsReminder ? Recipient.Id + ReminderSuffix : Recipient.Id;

    public string Key => KeyOf(Intent, RecipientKey);

    public bool IsOpen => State is DeliveryState.Planned or DeliveryState.Sending;

    public static string Prefix(string intent) => $"{Prefixes}{intent}|";

    public static string KeyOf(string intent, string recipient) => Prefix(intent) + recipient;

    public DeliveryRow Wait(DateTimeOffset until, string why) => this with { State = DeliveryState.Planned, NotBefore = until, Why = why, Card = null, IsOutdated = false };

    public DeliveryRow Claimed(string owner, long fence, ChatAddress address, string? card) =>
        this with { State = DeliveryState.Sending, By = new(owner, fence, By.Attempt + 1), Address = address, Card = card, NotBefore = null, Why = null };

    public DeliveryRow Sent(string activityId) => this with { State = DeliveryState.Sent, ActivityId = activityId, Why = null };

    public DeliveryRow Failed(string why) => this with { State = DeliveryState.Failed, Why = why };

    public DeliveryRow Uncertain(string why, DateTimeOffset now) => this with { State = DeliveryState.Uncertain, Why = why, Since = now };

    /// <summary>The same outcome on the row as another read found it.</summary>
    public DeliveryRow On(DeliveryRow read) => this with { Stored = read.Stored };

    public DeliveryRow Outdated() => this with { IsOutdated = true };

    /// <summary>The marked reminder of this uncertain post.</summary>
    public DeliveryRow Reminder() => new(Intent, Recipient, IsReminder: true);

    public bool IsReminderOf(DeliveryRow post) => IsReminder && Intent == post.Intent && Recipient.Id == post.Recipient.Id;

    public Write ToWrite() => Write.Put(Stored, Key, ToFields());

    public static DeliveryRow From(Row row)
    {
        var f = row.Fields;
        var intent = row.Key.Split('|')[1];
        Target target = f.Text("to") == "channel" ? new Target.Channel(new(f.Text("whose"))) : new Target.Person(new(f.Text("whose")));
        (string, string)? updates = f.TextOrNull("updatesIntent") is { } of ? (of, f.Text("updatesRecipient")) : null;
        return new(intent, new(f.Text("recipient"), target, updates, f.Flag("postIfNone")), f.Flag("reminder"))
        {
            State = Enum.Parse<DeliveryState>(f.Text("state")),
            NotBefore = f.InstantOrNull("notBefore"),
            By = new(f.Text("owner"), f.Number("fence"), (int)f.Number("attempt")),
            Address = f.TextOrNull("conversation") is { } id ? new(new(f.Text("tenant")), id, new(f.Text("service"))) : null,
            Card = f.TextOrNull("card"),
            ActivityId = f.TextOrNull("activity"),
            Why = f.TextOrNull("why"),
            Since = f.InstantOrNull("since"),
            IsOutdated = f.Flag("outdated"),
            Stored = row,
        };
    }

    private Fields ToFields()
    {
        var (to, whose) = Recipient.Target switch
        {
            Target.Channel channel => ("channel", channel.Id.Value),
            Target.Person person => ("person", person.Id.Value),
            _ => throw new InvalidOperationException($"No such target: {Recipient.Target}."),
        };
        return new(v: 1)
        {
            { "recipient", Recipient.Id }, { "to", to }, { "whose", whose }, { "reminder", IsReminder },
            { "updatesIntent", Recipient.Updates?.Intent }, { "updatesRecipient", Recipient.Updates?.Recipient }, { "postIfNone", Recipient.PostIfNone },
            { "state", State.ToString() }, { "notBefore", NotBefore }, { "owner", By.Owner }, { "fence", By.Fence }, { "attempt", By.Attempt },
            { "tenant", Address?.Tenant.Value }, { "conversation", Address?.ConversationId }, { "service", Address?.ServiceUrl.ToString() },
            { "card", Card }, { "activity", ActivityId }, { "why", Why }, { "since", Since }, { "outdated", IsOutdated },
        };
    }
}
