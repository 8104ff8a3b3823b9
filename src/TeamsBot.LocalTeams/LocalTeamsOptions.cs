using TeamsBot.LocalTeams.Clients;

namespace TeamsBot.LocalTeams;

/// <summary>What a local Teams is started with. Every address is on the loopback interface; any other is refused.</summary>
public sealed record LocalTeamsOptions
{
    /// <summary>The SQLite file that holds all its state. A restart on the same file goes on where it was killed.</summary>
    public required string StateFile { get; init; }

    /// <summary>Where the bot takes activities (…/api/messages). May be set later on the server; until then activities wait.</summary>
    public Uri? BotEndpoint { get; init; }

    public required string TenantId { get; init; }

    public required string AppId { get; init; }

    public required string AppSecret { get; init; }

    public string BotName { get; init; } = "Schools bot";

    /// <summary>The manifest's id, which the catalogue calls the external id. The app id when nothing else is said, as the manifest has it.</summary>
    public string? ManifestId { get; init; }

    /// <summary>Port 0 takes a free one. A bot keeps service URLs, so a state file that is to be reopened wants a fixed port.</summary>
    public string Address { get; init; } = "http://127.0.0.1:0";

    /// <summary>Product time: messages are dated and limits counted by it.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Moves product time on to an instant and returns when all that fell due has run. Null when the host's time cannot be moved.</summary>
    public Func<DateTimeOffset, CancellationToken, Task>? MoveClock { get; init; }

    /// <summary>The cards of the page /gallery; null for none.</summary>
    public Func<IEnumerable<GalleryCard>>? Gallery { get; init; }

    /// <summary>How often PUT /groups/{id}/team answers 404 after the group was made, as Graph does while the group is on its way. Ends early after 30 seconds of product time.</summary>
    public int TeamNotReadyAnswers { get; init; } = 2;
}
