using TeamsBot.Bot.Local;
using TeamsBot.Core;
using TeamsBot.Core.Consultations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>
/// Whether every answer to the county's consultation that somebody was shown as in is the one that the store holds and the frozen counts count, whether there is one outcome, and
/// whether every card, as it finally stands, shows it.
/// </summary>
internal sealed class ConsultationCheck(TenantId tenant, ITable table, List<string> broken)
{
    private const string AnswerIsIn = "✓ Your answer is in";

    private readonly ConsultationStore consultations = new(table);

    public async Task<ConsultationCounts> RunAsync(IReadOnlyList<ShownAnswer> shown, IReadOnlyList<DeliveryRecord> rows, IReadOnlyList<AcceptedPost> posts, CancellationToken cancellation)
    {
        var ids = shown.Where(answer => answer.Verb == Memory.OpenConsultation && answer.Heading == Memory.ConsultationIsOpen).Select(answer => answer.Consultation!).Distinct().ToList();
        var presses = shown.Where(answer => answer.Verb == Memory.AnswerConsultation).ToList();
        var accepted = presses.Where(answer => answer.Heading == AnswerIsIn).ToList();
        if (ids is not [var id] || await consultations.FindAsync(tenant, new(id), cancellation) is not { Result: { } result } closed)
        {
            broken.Add($"One consultation should have been opened and have closed; {ids.Count} were shown as open.");
            return new(0, presses.Count, 0, 0, 0, 0, 0, 0);
        }

        var pairs = accepted.GroupBy(answer => (answer.Consultation, answer.Seat)).ToDictionary(pair => pair.Key, pair => pair.ToList());
        await CompareAsync(closed, result, seat => pairs.GetValueOrDefault((id, seat.Value))?[^1], cancellation);
        await CheckOneOutcomeAsync(closed, cancellation);
        CheckCards(closed, rows, posts);
        broken.AddRange(pairs.Keys.Where(pair => pair.Consultation != id || closed.Roll.Electorate.Find(new(pair.Seat ?? "")) is null).Select(pair => $"An answer of seat {pair.Seat} was shown as in for {pair.Consultation}, which did not ask it."));

        // A repeat is an accepted press that gave what stood already; a change is one that replaced another.
        var steps = pairs.Values.SelectMany(pair => pair.Zip(pair.Skip(1))).Select(step => TextOf(step.First) == TextOf(step.Second)).ToList();
        return new(
            result.Seats, presses.Count, pairs.Count, result.Answered, presses.Count - accepted.Count,
            presses.Count(answer => answer.Heading == "The consultation had closed"), steps.Count(same => same), steps.Count(same => !same));
    }

    private static string TextOf(ShownAnswer press) =>
        $"{Choices.Stored((string?)press.Inputs["part1"] ?? "")}|{Choices.Stored((string?)press.Inputs["part2"] ?? "")}|{(string?)press.Inputs["words1"]}|{(string?)press.Inputs["words2"]}";

    private static string TextOf(SchoolAnswer answer) => $"{string.Join('|', answer.Given.Choices)}|{string.Join('|', answer.Given.Texts)}";

    private static string TextOf(ConsultationResult result)
    {
        string Of(Breakdown breakdown) => string.Join(';', breakdown.Groups.Select(group => $"{group.Name} {group.Answered} of {group.Seats}: {string.Join('/', group.Counts.Select(part => string.Join(',', part)))}"));
        return $"{result.Answered} of {result.Seats}; {string.Join('/', result.Parts.Select(part => string.Join(',', part)))}; {Of(result.ByPhase)}; {Of(result.ByStatus)}";
    }

    private async Task CompareAsync(Consultation closed, ConsultationResult result, Func<SeatId, ShownAnswer?> lastOf, CancellationToken cancellation)
    {
        var stored = (await consultations.AnswersAsync(closed, cancellation)).ToDictionary(answer => answer.Seat);
        foreach (var seat in closed.Roll.Electorate.Seats)
        {
            var (answer, press) = (stored.GetValueOrDefault(seat.Id), lastOf(seat.Id));
            if ((answer is null ? null : TextOf(answer)) != (press is null ? null : TextOf(press)))
            {
                broken.Add($"Consultation {closed.Id}, seat {seat.Id}: shown as in was {(press is null ? "nothing" : $"'{TextOf(press)}'")}, the store holds {(answer is null ? "no answer" : $"'{TextOf(answer)}'")}.");
            }
        }

        var counted = ConsultationResult.Of(closed.Questions, closed.Roll, stored.Values);
        if (TextOf(counted) != TextOf(result))
        {
            broken.Add($"Consultation {closed.Id}: its answers count to {TextOf(counted)}, the frozen result says {TextOf(result)}.");
        }
    }

    private async Task CheckOneOutcomeAsync(Consultation closed, CancellationToken cancellation)
    {
        var closes = await table.ScanAsync(ConsultationStore.Partition(tenant, closed.Id), KeyRange.Under("audit|"), cancellation)
            .CountAsync(row => row.Fields.Text("what").StartsWith("close ", StringComparison.Ordinal), cancellation);
        if (closes != 1)
        {
            broken.Add($"Consultation {closed.Id} was closed {closes} times.");
        }
    }

    // Every head and deputy of every school has one card, every network's channel one, and none of them still asks.
    private void CheckCards(Consultation closed, IReadOnlyList<DeliveryRecord> rows, IReadOnlyList<AcceptedPost> posts)
    {
        var own = rows.Where(row => row.Partition == ConsultationStore.Partition(tenant, closed.Id)).ToLookup(row => row.Intent);
        var expected = closed.Roll.Electorate.Seats.Sum(seat => seat.Voters.Length);
        var (cards, channels, starter) = (own["open-cards"].Count(), own["open-channels"].Count(), own["closed-starter"].Count());
        if ((cards, channels, starter) != (expected, closed.Scope.Networks.Length, 1))
        {
            broken.Add($"Consultation {closed.Id} should have {expected} cards, {closed.Scope.Networks.Length} channels and one result for whoever asked; it has {cards}, {channels} and {starter}.");
        }

        var byActivity = posts.ToLookup(post => post.ActivityId);
        foreach (var (row, post) in own["open-cards"].Concat(own["open-channels"]).Concat(own["remind-first"]).Concat(own["remind-last"]).Where(row => row.State is DeliveryState.Sent).SelectMany(row => byActivity[row.ActivityId ?? ""].Take(1), (row, post) => (row, post)))
        {
            if (post.Heading != "What schools said" || post.Button(Memory.AnswerConsultation) is not null || post.Button("consultations.change") is not null || post.Button("consultations.find") is not null)
            {
                broken.Add($"Consultation {closed.Id} has closed, and the card {row.ActivityId} of {row.Recipient} says '{post.Heading}'.");
            }
        }
    }
}
