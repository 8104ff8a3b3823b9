using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;
using TeamsBot.Core;
using TeamsBot.Core.Workspace;

namespace TeamsBot.Adapters.Graph;

/// <content>Channels: listed, looked up, made at once or in their own time.</content>
public sealed partial class GraphWorkspace
{
    public Task<WorkspaceOutcome<ImmutableArray<WorkspaceChannel>>> ChannelsAsync(TenantId tenant, string team, CancellationToken cancellation) =>
        GraphCall.AskAsync<ImmutableArray<WorkspaceChannel>>(
            async () =>
            {
                var channels = ImmutableArray.CreateBuilder<WorkspaceChannel>();
                var page = await graph.Teams[team].Channels.GetAsync(cancellationToken: cancellation);
                while (page is not null)
                {
                    channels.AddRange((page.Value ?? []).Select(channel => new WorkspaceChannel(channel.Id!, channel.DisplayName ?? "")));
                    page = page.OdataNextLink is { } next ? await graph.Teams[team].Channels.WithUrl(next).GetAsync(cancellationToken: cancellation) : null;
                }

                return new WorkspaceOutcome<ImmutableArray<WorkspaceChannel>>.Done(channels.ToImmutable());
            },
            cancellation);

    public Task<WorkspaceOutcome<WorkspaceChannel>> FindChannelAsync(TenantId tenant, string team, string name, CancellationToken cancellation) =>
        GraphCall.AskAsync<WorkspaceChannel>(
            async () =>
            {
                var found = await graph.Teams[team].Channels.GetAsync(request => request.QueryParameters.Filter = $"displayName eq '{Quoted(name)}'", cancellation);
                return found?.Value?.FirstOrDefault(channel => string.Equals(channel.DisplayName, name, StringComparison.OrdinalIgnoreCase)) is { Id: { } id }
                    ? new WorkspaceOutcome<WorkspaceChannel>.Done(new(id, name))
                    : new WorkspaceOutcome<WorkspaceChannel>.NotFound();
            },
            cancellation);

    public Task<WorkspaceOutcome<ChannelCreation>> CreateChannelAsync(TenantId tenant, string team, string name, string description, CancellationToken cancellation)
    {
        var channel = new Channel { DisplayName = name, Description = description, MembershipType = ChannelMembershipType.Standard };
        var headers = new HeadersInspectionHandlerOption { InspectResponseHeaders = true };
        return GraphCall.AskAsync(
            async () =>
            {
                var made = await graph.Teams[team].Channels.PostAsync(channel, request => request.Options.Add(headers), cancellation);
                return made?.Id is { Length: > 0 } id ? Created(new ChannelCreation.Made(id))
                    : OperationOf(headers) is { } operation ? Created(new ChannelCreation.Making(operation))
                    : new WorkspaceOutcome<ChannelCreation>.Later(NotReady, "an answer without a channel and without a place to ask");
            },
            cancellation,
            said => said.IsAlready ? Created(new ChannelCreation.NameTaken()) : null);
    }

    public Task<WorkspaceOutcome<ChannelCreation>> FollowChannelAsync(TenantId tenant, string team, string operation, CancellationToken cancellation) =>
        GraphCall.AskAsync(
            async () => await graph.Teams[team].Operations[operation].GetAsync(cancellationToken: cancellation) switch
            {
                { Status: TeamsAsyncOperationStatus.Succeeded, TargetResourceId: { Length: > 0 } id } => Created(new ChannelCreation.Made(id)),
                { Status: TeamsAsyncOperationStatus.NotStarted or TeamsAsyncOperationStatus.InProgress } => Created(new ChannelCreation.Making(operation)),
                _ => new WorkspaceOutcome<ChannelCreation>.NotFound(),
            },
            cancellation);

    private static WorkspaceOutcome<ChannelCreation> Created(ChannelCreation creation) => new WorkspaceOutcome<ChannelCreation>.Done(creation);

    private static string? OperationOf(HeadersInspectionHandlerOption headers) =>
        headers.ResponseHeaders.TryGetValue("Location", out var location) && location.FirstOrDefault() is { } address && Operation().Match(address) is { Success: true } match
            ? Uri.UnescapeDataString(match.Groups[1].Value)
            : null;

    [GeneratedRegex(@"operations(?:\('|/)([^'/?()]+)")]
    private static partial Regex Operation();
}
