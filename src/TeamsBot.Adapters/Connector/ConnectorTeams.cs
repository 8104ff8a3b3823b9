using System.Runtime.CompilerServices;
using Azure.Core;
using Polly;
using Polly.Retry;
using TeamsBot.Core;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;

namespace TeamsBot.Adapters.Connector;

/// <summary>Teams by the Bot Connector's REST interface, version 3. A POST is sent once, whatever comes of it; only the list of members is asked for again.</summary>
/// <param name="credential">Null for unsigned calls: local mode speaks so to an unsigned client (see <see cref="UnsignedClients"/>).</param>
public sealed class ConnectorTeams(HttpClient http, TokenCredential? credential, ConnectorOptions options, AddressBook book) : ITeams
{
    private const int PageSize = 500;

    private static readonly ResiliencePipeline<CallOutcome> Reads = new ResiliencePipelineBuilder<CallOutcome>()
        .AddRetry(new RetryStrategyOptions<CallOutcome>
        {
            ShouldHandle = new PredicateBuilder<CallOutcome>().HandleResult(outcome => outcome is CallOutcome.Later { After: null } or CallOutcome.Ambiguous),
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        })
        .Build();

    private readonly ConnectorCall call = new(http, credential, options);

    public Task<SendOutcome> PostAsync(ChatAddress to, Message message, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, to, $"/{Uri.EscapeDataString(to.ConversationId)}/activities", message, knownId: null, cancellation);

    public Task<SendOutcome> UpdateAsync(ChatAddress at, string activityId, Message message, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, at, $"/{Uri.EscapeDataString(at.ConversationId)}/activities/{Uri.EscapeDataString(activityId)}", message, activityId, cancellation);

    public async Task<OpenChatOutcome> OpenPersonalChatAsync(TenantId tenant, AccountId account, string? teamsUserId, CancellationToken cancellation)
    {
        var service = await book.ServiceUrlAsync(tenant, cancellation);
        var parameters = OutgoingActivity.PersonalChat(options.BotId, teamsUserId ?? account.Value, tenant);
        return await call.SendAsync(HttpMethod.Post, service, "", parameters, cancellation) switch
        {
            CallOutcome.Done { Answer.Id: { Length: > 0 } id } done => new OpenChatOutcome.Opened(new(tenant, id, ServiceOf(done.Answer) ?? service)),
            CallOutcome.Done => new OpenChatOutcome.Later(null, "Teams opened a chat and did not say which"),
            CallOutcome.Later later => new OpenChatOutcome.Later(later.After, later.Why),
            CallOutcome.Ambiguous unclear => new OpenChatOutcome.Later(null, unclear.Why),
            CallOutcome.Refused refused => new OpenChatOutcome.Closed(refused.Why),
            var other => throw new InvalidOperationException($"{other} is no outcome of a call."),
        };
    }

    public async IAsyncEnumerable<ChatMember> MembersAsync(ChatAddress of, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var next = "";
        do
        {
            var path = $"/{Uri.EscapeDataString(of.ConversationId)}/pagedmembers?pageSize={PageSize}{(next.Length > 0 ? $"&continuationToken={Uri.EscapeDataString(next)}" : "")}";
            var outcome = await Reads.ExecuteAsync(async token => await call.SendAsync(HttpMethod.Get, of.ServiceUrl, path, null, token), cancellation);
            var page = outcome is CallOutcome.Done { Answer: { } answer } ? answer : throw new HttpRequestException($"The members of a conversation could not be read: {outcome}.");
            foreach (var member in (page.Members ?? []).Select(ActivityReader.ToMember).OfType<ChatMember>())
            {
                yield return member;
            }

            next = page.ContinuationToken ?? "";
        }
        while (next.Length > 0);
    }

    private async Task<SendOutcome> SendAsync(HttpMethod method, ChatAddress to, string path, Message message, string? knownId, CancellationToken cancellation)
    {
        var activity = OutgoingActivity.Of(message);
        if (activity.Length > OutgoingActivity.SizeLimit)
        {
            return new SendOutcome.Closed($"the message is too big: {activity.Length} bytes, where Teams takes {OutgoingActivity.SizeLimit}");
        }

        return await call.SendAsync(method, to.ServiceUrl, path, activity, cancellation) switch
        {
            CallOutcome.Done done => (knownId ?? done.Answer?.Id) is { Length: > 0 } id ? new SendOutcome.Sent(id) : new SendOutcome.Ambiguous("Teams took it and gave no id"),
            CallOutcome.Later later => new SendOutcome.Later(later.After, later.Why),
            CallOutcome.Ambiguous unclear => new SendOutcome.Ambiguous(unclear.Why),
            CallOutcome.Refused refused => new SendOutcome.Closed(refused.Why),
            var other => throw new InvalidOperationException($"{other} is no outcome of a call."),
        };
    }

    private Uri? ServiceOf(ConnectorAnswer answer) =>
        Uri.TryCreate(answer.ServiceUrl, UriKind.Absolute, out var url) && options.AllowsService(url) ? url : null;
}
