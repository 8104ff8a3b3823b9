using System.Globalization;
using System.Text.Json.Nodes;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>
/// Every network plays a round: its facilitator starts it and joins proposals, its schools propose, vote, name causes and suggest approaches, each by the cards
/// they see. In some the facilitator leaves out a stage.
/// </summary>
internal sealed class RoundActs(Cast cast, TeamsClient teams, Agenda agenda, Chance chance, Memory memory)
{
    public const string Start = "rounds.start", Again = "rounds.form", Propose = "rounds.propose", AddCause = "rounds.causes.add", AddApproach = "rounds.approaches.add";

    /// <summary>The heading by which a facilitator knows that a round stands.</summary>
    public const string Begins = "A round begins soon";

    private const string Merge = "rounds.merge", Skip = "rounds.skip";

    private static readonly DateTimeOffset ProposalsClose = At(1, 17), VoteOpens = At(3, 9), VoteCloses = At(7, 17), CausesClose = At(9, 17), ApproachesClose = At(11, 17);

    private static readonly string[] Wishes =
    [
        "Attendance of pupils who miss a day a week", "Early language: more children talking well by five", "Helping families support learning at home", "Places in special schools close to home",
        "Reading at the move to secondary school", "Speech therapy that comes into school", "Support for young carers", "Waiting times for mental health support",
    ];

    /// <summary>Puts down the start of every network's round, a minute apart.</summary>
    public void PutDown(DateTimeOffset start)
    {
        var networks = cast.Register.Groups.Where(group => group.Tier is Tier.Network).ToList();
        for (var at = 0; at < networks.Count; at++)
        {
            var (network, begins) = (networks[at], start.AddMinutes(at));
            agenda.AddAlways(begins, cancellation => StartAsync(network, begins, cancellation));
        }
    }

    private async Task StartAsync(Group network, DateTimeOffset begins, CancellationToken cancellation)
    {
        var facilitator = cast.AccountOf(cast.Register.HoldersOf(Role.Facilitator, network.Id).First());
        var round = memory.StartedRound(network.Id.Value) ?? await PressFormAsync(facilitator, network, cancellation);
        foreach (var school in cast.Register.SchoolsOf(network.Id).Where(school => cast.VotersOf(school).Count > 0))
        {
            PutDown(round, school, begins);
        }

        Steer(round, network, facilitator);
    }

    private void PutDown(string round, School school, DateTimeOffset begins)
    {
        var draw = chance.Of("round", school.Urn.Value);
        var (voters, seat) = (cast.VotersOf(school), $"school-{school.Urn}");
        var (proposes, votes, names, suggests) = (draw.NextDouble(), draw.NextDouble() < 0.9, draw.NextDouble() < 0.5, draw.NextDouble() < 0.4);
        var (first, last) = (cast.AccountOf(voters[0]), cast.AccountOf(voters[^1]));
        if (proposes < 0.75)
        {
            // A few come at the very instant of closing: that is too late.
            Add(proposes < 0.05 ? ProposalsClose : Between(draw, begins.AddMinutes(20), ProposalsClose), last, Propose, (message, action, inner) => ProposeAsync(last, message, action, school, inner));
        }

        if (votes)
        {
            agenda.Add(Between(draw, VoteOpens.AddMinutes(20), VoteCloses), first, Memory.Ballot($"{round}-vote", seat), inner => VoteAsync(first, round, seat, school, inner));
        }

        if (names)
        {
            Add(Between(draw, VoteCloses.AddMinutes(20), CausesClose), first, AddCause, (message, action, inner) => NameCauseAsync(first, message, action, school, inner));
        }

        if (suggests)
        {
            Add(Between(draw, CausesClose.AddMinutes(20), ApproachesClose), last, AddApproach, (message, action, inner) => SuggestAsync(last, message, action, school, inner));
        }

        void Add(DateTimeOffset at, string account, string verb, Func<SeenMessage, JsonObject, CancellationToken, Task> act) => agenda.Add(at, account, Memory.Contribution(round, seat, verb), async inner =>
        {
            if (await cast.FindInChatAsync(account, verb, inner, ("round", round), ("seat", seat)) is { } found)
            {
                await act(found.Message, found.Action, inner);
            }
        });
    }

    private void Steer(string round, Group network, string facilitator)
    {
        agenda.Add(At(2, 10), facilitator, Memory.Contribution(round, "", Merge), inner => MergeAsync(facilitator, round, inner));
        agenda.Add(At(3, 11), facilitator, Memory.Contribution(round, "", Skip), inner => SkipAsync(facilitator, round, "Vote", "Too few schools have proposed something. We talk about it in the spring.", onlyIf: "The vote waits", inner));
        if (chance.Of("skips a stage", network.Id.Value).NextDouble() < 0.1)
        {
            agenda.Add(At(8, 10), facilitator, Memory.Contribution(round, "", Skip), inner => SkipAsync(facilitator, round, "Approaches", "The board has asked for the causes only.", onlyIf: "", inner));
        }
    }

    private async Task<string> PressFormAsync(string account, Group network, CancellationToken cancellation)
    {
        // A form that stands there was typed for before a kill, and perhaps pressed: pressed again it shows the round it started (rule V7).
        if (await cast.FindInChatAsync(account, Start, cancellation) is null && await cast.FindInChatAsync(account, Again, cancellation) is null)
        {
            await teams.TypeAsync(account, await cast.ChatAsync(account, cancellation), "round", cancellation);
        }

        if (await cast.FindInChatAsync(account, Start, cancellation) is null && await cast.FindInChatAsync(account, Again, cancellation) is { } other)
        {
            await teams.PressAsync(account, other.Message, other.Action, [], cancellation);
        }

        var (message, action) = await cast.FindInChatAsync(account, Start, cancellation) ?? throw new InvalidOperationException($"The facilitator of {network.Name} sees no form for a round.");
        var inputs = new JsonObject
        {
            ["roundGroup"] = network.Id.Value,
            ["roundAtMost"] = "3",
            ["roundAsk"] = CardReading.Choices(message.Card!, "roundAsk")[chance.Of("ask of a round", network.Id.Value).Next(4)],
        };
        foreach (var (input, day) in new[] { ("proposalsDay", ProposalsClose), ("voteDay", VoteCloses), ("causesDay", CausesClose), ("approachesDay", ApproachesClose) })
        {
            if (CardReading.HasInput(message.Card!, input))
            {
                inputs[input] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            }
        }

        var answer = await teams.PressAsync(account, message, action, inputs, cancellation);
        return CardReading.Heading(answer ?? []) == Begins
            ? (string)action["data"]!["round"]!
            : throw new InvalidOperationException($"The round of {network.Name} did not start: {CardReading.Heading(answer ?? [])}");
    }

    private async Task ProposeAsync(string account, SeenMessage message, JsonObject action, School school, CancellationToken cancellation)
    {
        var draw = chance.Of("proposal", school.Urn.Value);
        var themes = CardReading.Choices(message.Card!, "proposalTheme");
        await teams.PressAsync(
            account,
            message,
            action,
            new JsonObject { ["proposalText"] = Wishes[draw.Next(Wishes.Length)], ["proposalTheme"] = themes[draw.Next(themes.Count)], ["proposalWhy"] = draw.NextDouble() < 0.5 ? "" : "It comes up in every class." },
            cancellation);
    }

    private async Task VoteAsync(string account, string round, string seat, School school, CancellationToken cancellation)
    {
        if (await cast.FindInChatAsync(account, "polls.vote", cancellation, ("poll", $"{round}-vote"), ("seat", seat)) is not { } found)
        {
            return;
        }

        // Most want what stands first: a round whose vote agrees nothing ends there.
        var (draw, options) = (chance.Of("vote of a round", school.Urn.Value), CardReading.Choices(found.Message.Card!, "choices"));
        var chosen = Enumerable.Range(0, Math.Min(3, options.Count - 1)).Select(place => draw.NextDouble() < 0.85 ? place : draw.Next(options.Count)).Distinct().Select(place => options[place]);
        await teams.PressAsync(account, found.Message, found.Action, new JsonObject { ["choices"] = string.Join(',', chosen) }, cancellation);
    }

    private async Task NameCauseAsync(string account, SeenMessage message, JsonObject action, School school, CancellationToken cancellation)
    {
        var draw = chance.Of("cause", school.Urn.Value);
        var (causes, marks) = (CardReading.Choices(message.Card!, "listedCause").Where(cause => cause != "_own").ToList(), CardReading.Choices(message.Card!, "causeMark"));
        var own = draw.NextDouble() < 0.2;
        await teams.PressAsync(
            account,
            message,
            action,
            new JsonObject
            {
                ["listedCause"] = own ? "_own" : causes[draw.Next(causes.Count)], ["ownCause"] = own ? "Families move often" : "", ["causeMark"] = marks[draw.Next(marks.Count)],
                ["causeEvidence"] = draw.NextDouble() < 0.5 ? "" : "Our own count of last term.",
            },
            cancellation);
    }

    private async Task SuggestAsync(string account, SeenMessage message, JsonObject action, School school, CancellationToken cancellation)
    {
        var draw = chance.Of("approach", school.Urn.Value);
        var (leads, strengths) = (CardReading.Choices(message.Card!, "approachLead"), CardReading.Choices(message.Card!, "approachStrength"));
        var strength = strengths[draw.Next(strengths.Count)];
        await teams.PressAsync(
            account,
            message,
            action,
            new JsonObject
            {
                ["approachText"] = "A reading café for parents, once a month in every school", ["approachLead"] = leads[draw.Next(leads.Count)], ["approachStart"] = "2027-01-11",
                ["approachStrength"] = strength, ["approachSource"] = strength == strengths[0] ? "" : "The toolkit of the Education Endowment Foundation",
            },
            cancellation);
    }

    private async Task MergeAsync(string account, string round, CancellationToken cancellation)
    {
        if (await cast.FindInChatAsync(account, Merge, cancellation, ("round", round)) is not { } found || CardReading.Choices(found.Message.Card!, "joined") is not { Count: > 3 } standing)
        {
            return;
        }

        await teams.PressAsync(
            account,
            found.Message,
            found.Action,
            new JsonObject { ["joined"] = $"{standing[0]},{standing[1]}", ["mergedText"] = "Attendance and early language, together", ["mergedTheme"] = CardReading.Choices(found.Message.Card!, "mergedTheme")[0] },
            cancellation);
    }

    private async Task SkipAsync(string account, string round, string stage, string note, string onlyIf, CancellationToken cancellation)
    {
        if (await cast.FindInChatAsync(account, Skip, cancellation, ("round", round)) is { } found && CardReading.Heading(found.Message.Card!).Contains(onlyIf, StringComparison.Ordinal))
        {
            await teams.PressAsync(account, found.Message, found.Action, new JsonObject { ["skippedStage"] = stage, ["skipNote"] = note }, cancellation);
        }
    }

    private static DateTimeOffset At(int day, int hour) => Rehearsal.Start.AddDays(day).AddHours(hour - Rehearsal.Start.Hour);

    private static DateTimeOffset Between(Random draw, DateTimeOffset from, DateTimeOffset closes) => from.AddMinutes(draw.NextInt64((long)(closes.AddHours(-1) - from).TotalMinutes));
}
