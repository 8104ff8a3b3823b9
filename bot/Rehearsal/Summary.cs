using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>What a rehearsal reports: counts from what local Teams recorded and what the store holds, and every difference between the two.</summary>
/// <param name="Recounted">Polls in which ballots, history, audit and frozen result agree.</param>
internal sealed record Summary(
    int Schools,
    int Groups,
    int Channels,
    PollCounts Polls,
    BallotCounts Ballots,
    ConsultationCounts Consultation,
    RoundCounts Rounds,
    EscalationCounts Escalations,
    StepCounts Steps,
    IReadOnlyList<TierTimes> Tiers,
    PatternCounts Patterns,
    ServiceCounts Services,
    ConcernCounts Concerns,
    ProjectCounts Projects,
    DeliveryCounts Deliveries,
    DigestCounts Digest,
    int Recounted,
    IReadOnlyList<string> Broken,
    double Seconds)
{
    public string ToJson() => JsonSerializer.Serialize(this, SummaryJson.Default.Summary);

    public string ToText() => $"""
        {Schools} schools, {Groups} groups, {Channels} channels
        polls: {Polls.Opened} opened; {Polls.Agreed} agreed, {Polls.NotAgreed} not agreed, {Polls.Tied} tied, {Polls.NotQuorate} not quorate; {Polls.Secret} were secret
        ballots: {Ballots.Sent} sent, {Ballots.Acknowledged} acknowledged, {Ballots.Counted} counted, {Ballots.Refused} refused
        consultation: {Consultation.Asked} schools asked; {Consultation.Sent} answers sent, {Consultation.Acknowledged} acknowledged, {Consultation.Counted} counted, {Consultation.Refused} refused
        rounds: {Rounds.Started} started, {Rounds.Finished} ended; {Rounds.Agreed} agreed, {Rounds.Skipped} stages skipped; {Rounds.Proposals} proposals, {Rounds.Merges} merges, {Rounds.Causes} causes, {Rounds.Approaches} approaches
        escalations: {Escalations.Raised} raised; {Escalations.Accepted} accepted, {Escalations.Asked} asked, {Escalations.Declined} declined, {Escalations.Referred} referred, {Escalations.Returned} returned, {Escalations.Withdrawn} withdrawn, {Escalations.Resolved} resolved, {Escalations.SentAgain} sent again, {Escalations.TakenOver} taken over
        the clock: {Steps.Reminders} reminders, {Steps.Covers} asked to cover, {Steps.Agenda} on the next tier's agenda
        {string.Join($"{Environment.NewLine}", Tiers.Select(tier => tier.ToText()))}
        patterns: {Patterns.Locality} told to locality boards ({Patterns.Joined} joined, {Patterns.KeptApart} kept apart), {Patterns.Partnership} to the partnership board, {Patterns.County} of primary schools
        services: {Services.Asked} asked; {Services.Answered} answered, {Services.NoCapacity} without capacity, {Services.Chased} reminders; {Services.Observed} needs observed
        concerns: {Concerns.Raised} raised, {Concerns.Closed} closed; projects: {Projects.Started} with {Projects.Schools} schools
        deliveries: {Deliveries.Planned} planned; {Deliveries.Sent} sent, {Deliveries.Failed} failed, {Deliveries.Uncertain} uncertain; {Deliveries.Ambiguous} answered ambiguously
        digest of {Digest.Period}: {Digest.Sent} of {Digest.Recipients} sent
        recount: {Recounted} polls agree
        {(Broken.Count == 0 ? "Every promise held." : $"BROKEN:{Environment.NewLine}{string.Join(Environment.NewLine, Broken)}")}
        {Seconds:0.0} seconds
        """;
}

/// <param name="Secret">How many of those opened were secret.</param>
internal sealed record PollCounts(int Opened, int Agreed, int NotAgreed, int Tied, int NotQuorate, int Secret);

/// <param name="Sent">Vote presses.</param>
/// <param name="Acknowledged">(Poll, seat) pairs whose last accepted press the person was shown as counted.</param>
/// <param name="Counted">Ballots in frozen tallies.</param>
/// <param name="Refused">Presses answered with a refusal.</param>
internal sealed record BallotCounts(int Sent, int Acknowledged, int Counted, int Refused, int Late, int Repeated, int Changed);

/// <param name="Asked">Schools with a seat in the county's consultation.</param>
/// <param name="Sent">Presses that sent an answer.</param>
/// <param name="Acknowledged">Schools whose last accepted press the person was shown as in.</param>
/// <param name="Counted">Answers in the frozen counts.</param>
/// <param name="Refused">Presses answered with a refusal.</param>
internal sealed record ConsultationCounts(int Asked, int Sent, int Acknowledged, int Counted, int Refused, int Late, int Repeated, int Changed);

/// <param name="Agreed">Rounds whose vote agreed something, which went up at their end.</param>
/// <param name="Skipped">Stages left out by a facilitator, with a note.</param>
internal sealed record RoundCounts(int Started, int Finished, int Agreed, int Skipped, int Proposals, int Merges, int Causes, int Approaches)
{
    public static RoundCounts operator +(RoundCounts one, RoundCounts other) => new(
        one.Started + other.Started, one.Finished + other.Finished, one.Agreed + other.Agreed, one.Skipped + other.Skipped,
        one.Proposals + other.Proposals, one.Merges + other.Merges, one.Causes + other.Causes, one.Approaches + other.Approaches);
}

/// <summary>Matters in which such a move was made.</summary>
/// <param name="SentAgain">Matters that followed one that was declined or returned.</param>
internal sealed record EscalationCounts(int Raised, int Acknowledged, int Accepted, int Asked, int Declined, int Referred, int Returned, int Withdrawn, int Resolved, int SentAgain, int TakenOver);

/// <summary>What the clock of the matters did, each step once.</summary>
internal sealed record StepCounts(int Reminders, int Covers, int Agenda);

/// <param name="Locality">Told to a locality board: enough of its networks have the theme.</param>
/// <param name="Partnership">Told to the partnership board: enough locality boards have it.</param>
/// <param name="County">Told to the partnership board: enough primary schools have it.</param>
internal sealed record PatternCounts(int Locality, int Partnership, int County, int Joined, int KeptApart);

/// <param name="Asked">Services that a request went to, once for each request.</param>
/// <param name="NoCapacity">Of the answers: each is an unmet need.</param>
/// <param name="Chased">Reminders and words to a clerk about who is silent.</param>
internal sealed record ServiceCounts(int Asked, int Answered, int NoCapacity, int Chased, int Observed);

internal sealed record ConcernCounts(int Raised, int Closed);

/// <param name="Schools">Those that are in a project.</param>
internal sealed record ProjectCounts(int Started, int Schools);

/// <param name="Planned">All delivery rows; sent, failed and uncertain add up to it.</param>
/// <param name="Ambiguous">Posts whose answer local Teams lost on request. A press may have settled some of them since.</param>
internal sealed record DeliveryCounts(int Planned, int Sent, int Failed, int Uncertain, int Ambiguous);

internal sealed record DigestCounts(string Period, int Recipients, int Sent);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Summary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
