using TeamsBot.Core.Delivery;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Resources;
using TeamsBot.Core.Tests.Delivery;
using TeamsBot.Core.Tests.Themes;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Tests.Resources;

/// <summary>The town with all that helps schools, on the real engine. What it posts is kept.</summary>
internal sealed class ResourceTown
{
    private readonly Replica replica;

    public ResourceTown(Town town)
    {
        Town = town;
        var (starter, clock) = (new StarterThemes(ThemeListTests.Starter), new PollClock(town.Clock, town.NewId));
        var outbox = new Outbox(town.Table, new(town.Table, town.Clock), town.Clock);
        Sources = new(new(town.Table, ResourceFileTests.Starter), new(town.Table), new(town.Table, starter), town.Directory);
        Requests = new(town.Table);
        var turn = new RequestTurn(new(Requests, Sources, outbox, town.Clock), Requests, outbox);
        News = new(new(Requests), new(Requests), new(Requests), new(Requests, turn));
        Core.Conversations.Feature[] features =
        [
            new ResourceFeature(new(new(Sources.Resources, Sources.Themes, town.Directory, town.Clock), Sources, clock), ResourceFileTests.Starter, starter),
            new StrengthFeature(new(new(Sources.Strengths, Sources.Themes, town.Directory, outbox, town.Clock), Sources, clock), new(Sources.Strengths), starter),
            new RequestFeature(turn, News),
        ];
        town.Wire(features);
        replica = new(town.Table, Teams, town.Clock, "one", [], features: features);
    }

    public Town Town { get; }

    public FakeTeams Teams { get; } = new();

    public ResourceSources Sources { get; }

    public RequestStore Requests { get; }

    public RequestNews News { get; }

    public static async Task<ResourceTown> StartAsync()
    {
        var town = new ResourceTown(new());
        await town.Town.ImportAsync(Town.RegisterOf());
        return town;
    }

    /// <summary>Runs what is due, and gives the posts since the last time: to whom, and what their toast says.</summary>
    public async Task<IReadOnlyList<(PersonId To, string Words)>> PostedAsync()
    {
        for (var steps = 0; steps < 10_000 && await replica.Engine.StepAsync(default) is var step && (step is not EngineStep.Idle idle || idle.Next < Town.Clock.GetUtcNow().AddMinutes(1)); steps++)
        {
            if (step is EngineStep.Idle { Next: { } next } && next > Town.Clock.GetUtcNow())
            {
                Town.Clock.MoveTo(next);
            }
        }

        List<(PersonId, string)> posted = [.. Teams.Posts.Select(post => (new PersonId(post.Conversation["a:account-of-".Length..]), post.Words.Replace('\u00A0', ' '))).OrderBy(post => post.Item1.Value, StringComparer.Ordinal)];
        Teams.Posts.Clear();
        return posted;
    }
}
