using System.Collections.Immutable;

namespace TeamsBot.Core.Polls;

/// <summary>The reminders that a poll's voters have had: two at most (rule V20).</summary>
public sealed record Reminders(ImmutableArray<Reminder> Sent)
{
    public const int AtMost = 2;

    /// <summary>The occasions: by the plan, or because a facilitator asked.</summary>
    public const string First = "first";
    public const string Last = "last";
    public const string Asked = "asked";

    public static readonly Reminders None = new([]);

    public int Left => AtMost - Sent.Length;

    /// <summary>Whether the occasion has had its reminder, for the deadline that was set at that instant.</summary>
    public bool Has(string occasion, DateTimeOffset since) => Sent.Any(reminder => reminder.Occasion == occasion && reminder.At >= since);

    /// <summary>One more, if one is left.</summary>
    public Reminders? With(string occasion, DateTimeOffset at) => Left > 0 ? new(Sent.Add(new(occasion, at))) : null;
}

/// <summary>One reminder, to everyone whose seat had not voted.</summary>
public sealed record Reminder(string Occasion, DateTimeOffset At);
