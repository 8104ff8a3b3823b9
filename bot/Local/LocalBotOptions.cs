using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Tables;

namespace TeamsBot.Bot.Local;

/// <summary>How a bot is started beside a local Teams. The defaults are those of a trial on one's own machine.</summary>
internal sealed record LocalBotOptions
{
    public required string DataFolder { get; init; }

    /// <summary>Fixed, because the bot keeps the addresses that Teams tells it. Port 0 takes a free one, for runs that nobody resumes.</summary>
    public string TeamsAddress { get; init; } = "http://127.0.0.1:5100";

    public string BotAddress { get; init; } = "http://127.0.0.1:0";

    /// <summary>Whether unsigned activities are taken from clients on this machine.</summary>
    public bool Anonymous { get; init; }

    /// <summary>Product time; a clock that keeps how far it was moved unless given.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Moves <see cref="Clock"/> where one is given.</summary>
    public Action<DateTimeOffset>? Move { get; init; }

    /// <summary>Opens the store; a SQLite file in the data folder unless given.</summary>
    public Func<TimeProvider, CancellationToken, Task<ITable>>? OpenTable { get; init; }

    /// <summary>How long the boards of each tier have to answer.</summary>
    public ResponsePolicies Responses { get; init; } = ResponsePolicies.Default;

    /// <summary>Whether the engine runs by itself; otherwise <see cref="LocalBot.Engine"/> is stepped.</summary>
    public bool RunEngine { get; init; } = true;

    /// <summary>Replaces or adds services, for a test.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}
