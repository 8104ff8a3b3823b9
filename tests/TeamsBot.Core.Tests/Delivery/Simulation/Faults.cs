namespace TeamsBot.Core.Tests.Delivery.Simulation;

/// <summary>What the simulation does to a process.</summary>
internal enum Fault
{
    CrashBeforeCall,
    CrashAfterCall,
    LostAnswer,
    LostRequest,
    StoreAway,
    PauseAtStore,
    CrashBeforePost,
    CrashAfterPost,
    Throttled,
    ThrottledWithoutAnHour,
    AmbiguousDelivered,
    AmbiguousNotDelivered,
    Closed,
    PauseBeforePost,
    PauseAfterPost,
    UseCaseCrashedAfterAnnouncing,
    UseCasePausedAfterAnnouncing,
}

/// <summary>Decides by the seed what goes wrong and counts it. A run has a purse of faults; when it is empty everything works.</summary>
internal sealed class Faults(Random random, int purse, double rate)
{
    public Dictionary<Fault, int> Injected { get; } = [];

    public bool IsOver { get; private set; }

    public void Stop() => IsOver = true;

    /// <summary>One of the faults possible here, or none; more often than elsewhere, as posts are few among all calls.</summary>
    public Fault? DrawForPost(params ReadOnlySpan<Fault> possible) => Draw(8 * rate, possible);

    public Fault? Draw(params ReadOnlySpan<Fault> possible) => Draw(rate, possible);

    private Fault? Draw(double chance, ReadOnlySpan<Fault> possible)
    {
        if (IsOver || random.NextDouble() >= chance)
        {
            return null;
        }

        var fault = possible[random.Next(possible.Length)];
        Injected[fault] = Injected.GetValueOrDefault(fault) + 1;
        IsOver = --purse <= 0;
        return fault;
    }

    /// <summary>From a second to more than a lease lasts; as often short as long.</summary>
    public TimeSpan Pause() => TimeSpan.FromSeconds(random.Next(1, random.Next(2) == 0 ? 10 : 100));
}
