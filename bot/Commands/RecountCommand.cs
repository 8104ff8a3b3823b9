using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsBot.Core.Minutes;

namespace TeamsBot.Bot.Commands;

/// <summary>
/// <c>recount [&lt;poll id&gt; | --all]</c>: counts closed polls again from their ballots and histories, follows their audit chains, and compares with the frozen results.
/// It only reads. The exit code is 0 only if everything agrees.
/// </summary>
internal static class RecountCommand
{
    public static readonly Argument<string?> Poll = new("poll id") { Description = "One poll. Its result's card and its minutes name it.", Arity = ArgumentArity.ZeroOrOne };
    public static readonly Option<bool> All = new("--all") { Description = "Every poll that has closed." };
    private static readonly Option<bool> Json = new("--json") { Description = "Prints one JSON object and nothing else." };

    public static void AddTo(RootCommand root)
    {
        var recount = new Command("recount", "Counts closed polls again and compares with their frozen results.") { Poll, All, Json };
        recount.Validators.Add(result =>
        {
            if (result.GetValue(All) && result.GetValue(Poll) is not null)
            {
                result.AddError("Name one poll or --all, not both.");
            }
        });
        recount.SetAction((parsed, cancellation) => BotCommand.RunAsync(() => RunAsync(parsed, cancellation)));
        root.Subcommands.Add(recount);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var records = await OpenedRecords.OpenAsync(parsed.GetValue(BotCommand.Data), cancellation);
        var report = await ReportAsync(records, parsed.GetValue(Poll), cancellation);
        Console.WriteLine(parsed.GetValue(Json) ? JsonSerializer.Serialize(report, RecountJson.Default.RecountReport) : report.ToText());
        return report.Agrees ? 0 : 1;
    }

    /// <param name="id">Null for every poll that has closed.</param>
    internal static async Task<RecountReport> ReportAsync(OpenedRecords records, string? id, CancellationToken cancellation)
    {
        var polls = new List<RecountedPoll>();
        foreach (var (tenant, poll) in await records.PollsAsync(id, cancellation))
        {
            if (await records.Recount.HandleAsync(tenant, poll, cancellation) is not { } recounted)
            {
                polls.AddRange(id is null ? [RecountedPoll.None(poll.Value, "It was noted as closed, and there is no such poll.")] : []);
            }
            else if (!recounted.IsOpen || id is not null)
            {
                polls.Add(RecountedPoll.Of(recounted)); // Noted as closed before its close was committed, a poll may be open still; one that was asked for by name says so.
            }
        }

        return id is not null && polls.Count == 0
            ? new(0, 0, [RecountedPoll.None(id, "There is no such poll. The command recount --all lists those that have closed.")])
            : new(polls.Count(poll => poll.Outcome is not null), polls.Count(poll => poll.Agrees), polls);
    }
}

/// <param name="Recounted">How many closed polls were counted again.</param>
/// <param name="Agreeing">In how many of them everything agrees.</param>
internal sealed record RecountReport(int Recounted, int Agreeing, IReadOnlyList<RecountedPoll> Polls)
{
    [JsonIgnore]
    public bool Agrees => Polls.All(poll => poll.Agrees);

    public string ToText() => string.Join(Environment.NewLine, Polls.SelectMany(LinesOf).Append(Polls.Count == 0 ? "No poll has closed yet." : $"{Recounted} recounted; {Agreeing} agree."));

    private static IEnumerable<string> LinesOf(RecountedPoll poll) =>
    [
        poll.Agrees ? $"✓ {poll.Id} {poll.Group}: {poll.Outcome}, {poll.Cast} of {poll.Seats}; all that is stored agrees" : $"! {poll.Id} {poll.Group}: {(poll.Outcome is null ? "not recounted" : "does not agree")}",
        .. poll.Differences.Select(difference => $"    {difference}"),
    ];
}

/// <param name="Outcome">Null where it was not counted again.</param>
internal sealed record RecountedPoll(string Id, string Group, string? Outcome, int Cast, int Seats, bool Agrees, IReadOnlyList<string> Differences)
{
    public static RecountedPoll Of(Recounted recounted) => recounted switch
    {
        { Record.Poll: { Result: { } result } poll } => new(poll.Id.Value, poll.GroupName, result.Outcome.ToString(), result.Cast, result.Seats, recounted.Agrees, recounted.Differences),
        { Record: not null } => None(recounted.Id.Value, "It is still open. There is no result yet to compare with."),
        _ => None(recounted.Id.Value, [.. recounted.Differences]),
    };

    public static RecountedPoll None(string id, params string[] why) => new(id, "", null, 0, 0, Agrees: false, why);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RecountReport))]
internal sealed partial class RecountJson : JsonSerializerContext;
