using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>A secret poll of Alder Vale Network, open.</summary>
internal static class SecretWorld
{
    public const string Chosen = "p1 p2 p3 p4 p5 p6 p7";

    public static async Task<PollWorld> OpenAsync(int schools = 6)
    {
        var world = await PollWorld.WithAsync(schools);
        Assert.NotNull(await world.Worker().Opening.TryOpenAsync(Of(schools), default));
        return world;
    }

    public static Poll Of(int schools) => A.Poll(schools) with { Secrecy = Secrecy.Secret, OpenedBy = PollWorld.Facilitator };

    /// <summary>Votes of the first heads, a minute apart.</summary>
    public static async Task VoteAsync(this PollWorld world, params IReadOnlyList<string?> choices)
    {
        for (var school = 1; school <= choices.Count; school++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.True(Assert.IsType<VoteOutcome.InBox>(await world.Worker().VoteAsync(school, choices[school - 1])).IsNew);
        }
    }

    public static async Task<Poll> CloseAsync(this PollWorld world)
    {
        world.Clock.MoveTo(A.Closes);
        Assert.IsType<Core.Delivery.DueOutcome.Finished>(await world.Worker().CloseAsync());
        return await world.Worker().FindAsync();
    }

    public static string Box(this PollWorld world) => Assert.Single(world.Rows("box")).Fields.Text("bag0");

    /// <summary>All that a row holds, key and values.</summary>
    public static string Words(this Row row) => string.Join(' ', row.Fields.Select(field => $"{field.Key}={field.Value}").Prepend(row.Key));
}
