using System.Globalization;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Workspace;

/// <summary>One going-over of the whole workspace. Asking for another while one is under way joins it.</summary>
/// <param name="Generation">Of the register when it began.</param>
/// <param name="App">The app's id in the catalogue; null until looked up, empty where it is not there.</param>
internal sealed record RunState(int Number, int Generation, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string? App)
{
    public const string Key = "run";

    public static RunState From(Row row) => new(
        (int)row.Fields.Number("number"), (int)row.Fields.Number("generation"), row.Fields.Instant("startedAt"), row.Fields.InstantOrNull("finishedAt"),
        row.Fields.TextOrNull("app"));

    public Fields ToFields() => new(v: 1) { { "number", Number }, { "generation", Generation }, { "startedAt", StartedAt }, { "finishedAt", FinishedAt }, { "app", App } };
}

/// <summary>How far a team is. Stored ids are tried first; what follows from them is checked once in each run.</summary>
/// <param name="App">The last run that saw the app installed.</param>
/// <param name="Listed">The last run that compared the channels.</param>
/// <param name="Members">The last run that compared the members.</param>
/// <param name="Refused">The last run in which a request was refused for good; the team is then left for the next.</param>
internal sealed record TeamState(TeamStage Stage, string? Group, int App, int Listed, int Members, int Refused, string? Problem)
{
    public static TeamState None => new(TeamStage.Unknown, null, 0, 0, 0, 0, null);

    public static string Key(string team) => $"team|{team}";

    public static TeamState From(Row row) => new(
        Enum.Parse<TeamStage>(row.Fields.Text("stage")), row.Fields.TextOrNull("group"), (int)row.Fields.Number("app"), (int)row.Fields.Number("listed"),
        (int)row.Fields.Number("members"), (int)row.Fields.Number("refused"), row.Fields.TextOrNull("problem"));

    public Fields ToFields() => new(v: 1)
    {
        { "stage", Stage.ToString() }, { "group", Group }, { "app", App }, { "listed", Listed }, { "members", Members }, { "refused", Refused }, { "problem", Problem },
    };
}

internal enum TeamStage
{
    /// <summary>To be looked up: never made, or an answer was not clear.</summary>
    Unknown,
    Absent,
    Group,
    Team,
}

/// <summary>How far a channel is.</summary>
/// <param name="Choice">Which choice of name is being tried, from 1.</param>
/// <param name="Attempts">Creations begun under this name, counted before each: with more than one, a taken name may be our own.</param>
/// <param name="Since">When the first of them began.</param>
/// <param name="Taken">Whether Teams said that the name is taken.</param>
internal sealed record ChannelState(ChannelStage Stage, string? Id, int Choice, int Attempts, DateTimeOffset? Since, bool Taken, string? Operation, int Refused, string? Problem)
{
    public static ChannelState None => new(ChannelStage.Unknown, null, 1, 0, null, false, null, 0, null);

    public static string Key(GroupId group) => $"channel|{group}";

    public static ChannelState From(Row row) => new(
        Enum.Parse<ChannelStage>(row.Fields.Text("stage")), row.Fields.TextOrNull("id"), (int)row.Fields.Number("choice"), (int)row.Fields.Number("attempts"),
        row.Fields.InstantOrNull("since"), row.Fields.Flag("taken"), row.Fields.TextOrNull("operation"), (int)row.Fields.Number("refused"), row.Fields.TextOrNull("problem"));

    public Fields ToFields() => new(v: 1)
    {
        { "stage", Stage.ToString() }, { "id", Id }, { "choice", Choice }, { "attempts", Attempts }, { "since", Since }, { "taken", Taken }, { "operation", Operation },
        { "refused", Refused }, { "problem", Problem },
    };

    /// <summary>The same group under the next choice of name.</summary>
    public ChannelState NextName() => None with { Choice = Choice + 1 };

    public ChannelState Made(string id) => this with { Stage = ChannelStage.Made, Id = id, Operation = null, Taken = false, Problem = null };
}

internal enum ChannelStage
{
    /// <summary>To be looked up by name: an answer was not clear, or a creation was begun and not settled.</summary>
    Unknown,
    Absent,
    Making,
    Made,
}

/// <summary>What is known of a person: <c>no account</c> and <c>refused</c> are asked again in the next run, <c>installed</c> never.</summary>
internal sealed record PersonState(PersonStage Stage, int Run)
{
    public static string Key(PersonId person) => $"person|{person}";

    public static PersonState From(Row row) => new(Enum.Parse<PersonStage>(row.Fields.Text("stage")), (int)row.Fields.Number("run"));

    public Fields ToFields() => new(v: 1) { { "stage", Stage.ToString() }, { "run", Run } };
}

internal enum PersonStage
{
    NoAccount,
    OtherAccount,
    Installed,
    Refused,
}

internal static class StateText
{
    public static string Of(PersonId person, PersonStage stage) => string.Create(CultureInfo.InvariantCulture, $"{person}: {stage switch
    {
        PersonStage.NoAccount => "no account",
        PersonStage.OtherAccount => "the account found is bound to somebody else, or the person to another account",
        _ => "the app could not be installed",
    }}");
}
