namespace TeamsBot.Core.Waiting;

/// <summary>What a feature asks of people under one kind of intent, read back as it stands for the list of what waits for somebody.</summary>
public abstract class WaitingReader
{
    /// <summary>The kind of intent whose dispatch notes it.</summary>
    public abstract string Kind { get; }

    /// <summary>The verb of this feature that draws the card of an item from the item's data, whoever claims it.</summary>
    public abstract string Opens { get; }

    /// <summary>Subjects that may wait for the person though nobody was asked by name: what came before they were appointed. None by default.</summary>
    public virtual Task<IReadOnlyList<string>> OthersAsync(TenantId tenant, PersonId person, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>What waits for that person under that subject now. The person's part in it is looked up again: the index only says that it was asked once.</summary>
    public abstract Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation);
}

/// <summary>What waits now, if anything.</summary>
/// <param name="IsOver">Whether nothing can ever wait for that person under that subject again; it is then put aside.</param>
public sealed record WaitingNow(IReadOnlyList<WaitingItem> Items, bool IsOver)
{
    public static readonly WaitingNow Nothing = new([], IsOver: false);
    public static readonly WaitingNow Over = new([], IsOver: true);

    public static WaitingNow For(params IReadOnlyList<WaitingItem> items) => new(items, IsOver: false);
}

/// <summary>One thing that a person has to do.</summary>
/// <param name="Title">What to do, beginning with a verb; people's words may stand in it.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="Due">Until when it can be done; null where no date is set.</param>
/// <param name="Button">A verb's phrase of at most 24 characters.</param>
/// <param name="Data">For <see cref="WaitingReader.Opens"/>.</param>
public sealed record WaitingItem(string Title, DateTimeOffset Since, DateTimeOffset? Due, string Button, IReadOnlyDictionary<string, string> Data);
