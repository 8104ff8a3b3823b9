namespace TeamsBot.Core.Delivery;

/// <summary>Whether a request may go out now, and otherwise when to ask again.</summary>
/// <param name="At">The instant at which it is allowed, as far as is known now.</param>
/// <param name="WholeTenant">Whether nothing of the tenant may be sent until then, not only to this conversation.</param>
internal readonly record struct Permit(bool IsGranted, DateTimeOffset At, bool WholeTenant);

/// <summary>
/// Keeps this process within what Teams allows: per conversation 7 in 1 s, 8 in 2 s, 60 in 30 s, 1800 in 3600 s; per tenant a budget a second, of
/// which a replica has the part of the shards it leases. In product time. It never waits; what it forgets at a restart, Teams' 429 says again.
/// </summary>
internal sealed class SendLimiter(TimeProvider clock, DeliveryOptions options)
{
    // A little longer than what Teams counts: its clock is not ours, and requests overtake one another on the way.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly (int Most, TimeSpan In)[] Windows = [(7, Second), (8, 2 * Second), (60, 30 * Second), (1800, 3600 * Second)];
    private const int Conversations = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(TenantId Tenant, string Conversation), Sends> conversations = [];
    private readonly Dictionary<TenantId, Sends> tenants = [];

    /// <summary>Counts one request where it is allowed.</summary>
    /// <param name="share">The part of the tenant's budget, 0 to 1. At least one a second is always allowed.</param>
    public Permit Take(TenantId tenant, string conversation, double share)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var budget = Math.Max(1, (int)(options.TenantPerSecond * share));
            var ofTenant = Of(tenants, tenant);
            if (ofTenant.AllowedAt(budget, Second + Margin) is var general && general > now)
            {
                return new(false, general, WholeTenant: true);
            }

            ForgetTheQuietest();
            var ofConversation = Of(conversations, (tenant, conversation));
            var special = Windows.Max(window => ofConversation.AllowedAt(window.Most, window.In + Margin));
            if (special > now)
            {
                return new(false, special, WholeTenant: false);
            }

            ofTenant.Add(now, Math.Max(budget, options.TenantPerSecond));
            ofConversation.Add(now, Windows[^1].Most);
            return new(true, now, WholeTenant: false);
        }
    }

    private static Sends Of<T>(Dictionary<T, Sends> sends, T key)
        where T : notnull => sends.TryGetValue(key, out var found) ? found : sends[key] = new();

    /// <summary>Of too many conversations, drops those quiet for the longest; Teams' 429 says what they still hold against us.</summary>
    private void ForgetTheQuietest()
    {
        if (conversations.Count < Conversations)
        {
            return;
        }

        foreach (var (key, _) in conversations.OrderBy(pair => pair.Value.Last).Take(Conversations / 10).ToList())
        {
            conversations.Remove(key);
        }
    }

    /// <summary>The instants of the last requests, as many as the widest window counts.</summary>
    private sealed class Sends
    {
        private readonly List<DateTimeOffset> instants = [];

        public DateTimeOffset Last => instants.Count == 0 ? DateTimeOffset.MinValue : instants[^1];

        /// <summary>When one more fits: the oldest of the last <paramref name="most"/> has left the window.</summary>
        public DateTimeOffset AllowedAt(int most, TimeSpan window) => instants.Count < most ? DateTimeOffset.MinValue : instants[^most] + window;

        public void Add(DateTimeOffset now, int most)
        {
            instants.Add(now);
            if (instants.Count > 2 * most)
            {
                instants.RemoveRange(0, instants.Count - most);
            }
        }
    }
}
