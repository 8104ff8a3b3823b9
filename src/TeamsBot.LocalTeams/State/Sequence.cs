namespace TeamsBot.LocalTeams.State;

/// <summary>
/// The running numbers of one state file: one for every change a person can see, one for message ids. Drawn only by the single writer; a number
/// whose transaction failed is never used again.
/// </summary>
internal sealed class Sequence(long lastChange, long lastMessage)
{
    private long change = lastChange;
    private long message = lastMessage;

    public long LastChange => Interlocked.Read(ref change);

    public long NextChange() => Interlocked.Increment(ref change);

    /// <summary>Teams' message ids are milliseconds since 1970 and unique in their conversation; here they are unique everywhere.</summary>
    public string NextMessageId(DateTimeOffset now)
    {
        message = Math.Max(message + 1, now.ToUnixTimeMilliseconds());
        return message.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
