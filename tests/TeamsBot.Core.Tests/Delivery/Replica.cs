using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Tests.Delivery;

/// <summary>One process of the product, put together as the host does, on a table, a Teams and a clock of the test's.</summary>
internal sealed class Replica
{
    public Replica(ITable table, ITeams teams, TimeProvider clock, string owner, IReadOnlyList<Dispatch> dispatches, DeliveryOptions? options = null, bool postsBeforeClaiming = false, params Feature[] features)
    {
        options ??= new();
        Table = table;
        Log = new();
        Store = new(table);
        Due = new(table, clock);
        Outbox = new(table, Due, clock);
        Addresses = new(table, new Bindings(table));
        Leases = new(table, clock, new(owner));
        Sweep = new(table, Store, Due, clock, new Log<Sweep>(Log));
        var map = new FeatureMap([new DeliveryFeature(Sweep), new Says(dispatches), .. features]);
        var limiter = new SendLimiter(clock, options);
        var settlements = new Settlements(Store, Due, clock);
        var sending = new SendRows(Store, new(Store, Addresses, teams, limiter, clock), limiter, new(teams, clock, options, new Log<SendOne>(Log)), settlements) { PostsBeforeClaiming = postsBeforeClaiming };
        var delivery = new DeliverIntent(Store, new(Store, new(table)), new(Store, clock), sending, map, clock, options);
        Engine = new(Leases, new(table, clock, options), delivery, settlements, map, new Log<Engine>(Log));
        Report = new(Store);
    }

    public ITable Table { get; }

    public Engine Engine { get; }

    public DueWork Due { get; }

    public Outbox Outbox { get; }

    public AddressBook Addresses { get; }

    public Leases Leases { get; }

    public Sweep Sweep { get; }

    public DeliveryStore Store { get; }

    public DeliveryReport Report { get; }

    /// <summary>What was logged, a line each.</summary>
    public List<string> Log { get; }

    private sealed class Says(IReadOnlyList<Dispatch> dispatches) : Feature
    {
        public override void Map(FeatureMap map)
        {
            foreach (var dispatch in dispatches)
            {
                map.Sends(dispatch);
            }
        }
    }
}
