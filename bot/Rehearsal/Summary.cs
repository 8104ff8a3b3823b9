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
        escalations: {Escalations.Raised} raised; {Escalations.Accepted} accepted, {Escalations.Asked} asked, {Escalations.Declined} declined, {Escalations.Referred} referred
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

internal sealed record EscalationCounts(int Raised, int Accepted, int Asked, int Declined, int Referred);

/// <param name="Planned">All delivery rows; sent, failed and uncertain add up to it.</param>
/// <param name="Ambiguous">Posts whose answer local Teams lost on request. A press may have settled some of them since.</param>
internal sealed record DeliveryCounts(int Planned, int Sent, int Failed, int Uncertain, int Ambiguous);

internal sealed record DigestCounts(string Period, int Recipients, int Sent);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Summary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
