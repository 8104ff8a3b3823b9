namespace TeamsBot.Core.Tables;

/// <summary>
/// Repeats a use case whose commit was lost or unknown. The retry lives around the whole use case because only there, on what is read anew, can
/// the rule be applied again.
/// </summary>
public static class Race
{
    /// <summary>Enough for 32 voters on one gate; more means that something keeps writing and is reported, not hidden.</summary>
    public const int Attempts = 64;

    private static readonly object Done = new();

    /// <summary>Runs <paramref name="attempt"/> until it answers true. False means: the commit was not done, read and decide again.</summary>
    public static Task UntilDoneAsync(Func<Task<bool>> attempt) => RetryAsync(async () => await attempt() ? Done : null);

    /// <summary>Runs <paramref name="attempt"/> until it answers something other than null. Null means: the commit was not done, read and decide again.</summary>
    public static async Task<T> RetryAsync<T>(Func<Task<T?>> attempt)
        where T : class
    {
        for (var tried = 0; tried < Attempts; tried++)
        {
            if (await attempt() is { } outcome)
            {
                return outcome;
            }
        }

        throw new TableUnavailableException($"A commit was lost or unknown {Attempts} times in a row.");
    }
}
