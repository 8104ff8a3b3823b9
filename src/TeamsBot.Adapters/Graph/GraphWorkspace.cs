using System.Collections.Immutable;
using Azure.Core;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Teams.Item.Members.Add;
using TeamsBot.Core;
using TeamsBot.Core.Workspace;

namespace TeamsBot.Adapters.Graph;

/// <summary>The workspace through Microsoft Graph: one request an operation, no retries of its own, no waiting.</summary>
/// <remarks>The tenant is the one the credential gets tokens for.</remarks>
public sealed partial class GraphWorkspace : IWorkspace, IDisposable
{
    /// <summary>The advice for a team that cannot be made yet.</summary>
    private static readonly TimeSpan NotReady = TimeSpan.FromSeconds(10);

    private readonly GraphServiceClient graph;
    private readonly GraphOptions options;

    /// <param name="transport">What carries the requests; a handler of its own unless given.</param>
    public GraphWorkspace(TokenCredential credential, GraphOptions options, HttpMessageHandler? transport = null) =>
        (graph, this.options) = (GraphClient.Create(credential, options, transport), options);

    public Task<WorkspaceOutcome<AccountId>> FindUserAsync(TenantId tenant, string userPrincipalName, CancellationToken cancellation) =>
        GraphCall.AskAsync<AccountId>(
            async () => await graph.Users[userPrincipalName].GetAsync(request => request.QueryParameters.Select = ["id"], cancellation) is { Id: { } id }
                ? new WorkspaceOutcome<AccountId>.Done(Account(id))
                : new WorkspaceOutcome<AccountId>.NotFound(),
            cancellation);

    public Task<WorkspaceOutcome<string>> FindAppAsync(TenantId tenant, CancellationToken cancellation) =>
        GraphCall.AskAsync(
            async () =>
            {
                var found = await graph.AppCatalogs.TeamsApps.GetAsync(request => request.QueryParameters.Filter = $"externalId eq '{Quoted(options.ManifestId)}'", cancellation);
                return OneOrNone(found?.Value?.FirstOrDefault()?.Id);
            },
            cancellation);

    public Task<WorkspaceOutcome<string>> FindGroupAsync(TenantId tenant, string mailNickname, CancellationToken cancellation) =>
        GraphCall.AskAsync(
            async () =>
            {
                var found = await graph.Groups.GetAsync(
                    request => (request.QueryParameters.Filter, request.QueryParameters.Select) = ($"mailNickname eq '{Quoted(mailNickname)}'", ["id"]), cancellation);
                return OneOrNone(found?.Value?.FirstOrDefault()?.Id);
            },
            cancellation);

    public Task<WorkspaceOutcome<string>> CreateGroupAsync(TenantId tenant, string name, string mailNickname, ImmutableArray<AccountId> owners, CancellationToken cancellation)
    {
        var group = new Group
        {
            DisplayName = name,
            MailNickname = mailNickname,
            Description = $"{name}: schools deciding together.",
            GroupTypes = ["Unified"],
            MailEnabled = true,
            SecurityEnabled = false,
            Visibility = "Private",
            AdditionalData = new Dictionary<string, object> { ["owners@odata.bind"] = owners.Select(UserAddress).ToList() },
        };
        return GraphCall.AskAsync(
            async () => OneOrNone((await graph.Groups.PostAsync(group, cancellationToken: cancellation))?.Id),
            cancellation,
            said => said.IsAlready ? new WorkspaceOutcome<string>.Later(NotReady, "the nickname is taken") : null);
    }

    public Task<WorkspaceOutcome<string>> MakeTeamAsync(TenantId tenant, string group, CancellationToken cancellation)
    {
        var team = new Team { MemberSettings = new() { AllowCreateUpdateChannels = false, AllowDeleteChannels = false, AllowAddRemoveApps = false } };
        return GraphCall.AskAsync<string>(
            async () =>
            {
                await graph.Groups[group].Team.PutAsync(team, cancellationToken: cancellation);
                return new WorkspaceOutcome<string>.Done(group);
            },
            cancellation,
            said => said.IsAlready ? new WorkspaceOutcome<string>.Done(group)
                : said.Status == 404 ? new WorkspaceOutcome<string>.Later(said.After ?? NotReady, "the group is not there yet")
                : null);
    }

    public Task<WorkspaceOutcome<ImmutableArray<AccountId>>> MembersAsync(TenantId tenant, string team, CancellationToken cancellation) =>
        GraphCall.AskAsync<ImmutableArray<AccountId>>(
            async () =>
            {
                var accounts = ImmutableArray.CreateBuilder<AccountId>();
                var page = await graph.Teams[team].Members.GetAsync(request => request.QueryParameters.Top = 999, cancellation);
                while (page is not null)
                {
                    accounts.AddRange((page.Value ?? []).OfType<AadUserConversationMember>().Where(member => member.UserId is not null).Select(member => Account(member.UserId!)));
                    page = page.OdataNextLink is { } next ? await graph.Teams[team].Members.WithUrl(next).GetAsync(cancellationToken: cancellation) : null;
                }

                return new WorkspaceOutcome<ImmutableArray<AccountId>>.Done(accounts.ToImmutable());
            },
            cancellation);

    public Task<WorkspaceOutcome<ImmutableArray<AccountId>>> AddMembersAsync(TenantId tenant, string team, ImmutableArray<AccountId> accounts, CancellationToken cancellation)
    {
        var body = new AddPostRequestBody
        {
            Values = [.. accounts.Select(MemberToBe)],
        };
        return GraphCall.AskAsync<ImmutableArray<AccountId>>(
            async () =>
            {
                var results = (await graph.Teams[team].Members.Add.PostAsAddPostResponseAsync(body, cancellationToken: cancellation))?.Value ?? [];
                var failed = results.OfType<AadUserConversationMemberResult>().Where(result => result.Error is not null && result.UserId is not null);
                return new WorkspaceOutcome<ImmutableArray<AccountId>>.Done([.. failed.Select(result => Account(result.UserId!))]);
            },
            cancellation);
    }

    public Task<WorkspaceOutcome<bool>> HasAppAsync(TenantId tenant, string team, string app, CancellationToken cancellation) =>
        GraphCall.AskAsync<bool>(
            async () =>
            {
                var found = await graph.Teams[team].InstalledApps.GetAsync(
                    request => (request.QueryParameters.Expand, request.QueryParameters.Filter) = (["teamsApp"], $"teamsApp/id eq '{Quoted(app)}'"), cancellation);
                return new WorkspaceOutcome<bool>.Done(found?.Value?.Count > 0);
            },
            cancellation);

    public Task<WorkspaceOutcome<bool>> InstallInTeamAsync(TenantId tenant, string team, string app, CancellationToken cancellation) =>
        InstallAsync(() => graph.Teams[team].InstalledApps.PostAsync(new TeamsAppInstallation { AdditionalData = AppAddress(app) }, cancellationToken: cancellation), cancellation);

    public Task<WorkspaceOutcome<bool>> InstallForAsync(TenantId tenant, AccountId account, string app, CancellationToken cancellation) =>
        InstallAsync(
            () => graph.Users[account.Value].Teamwork.InstalledApps.PostAsync(new UserScopeTeamsAppInstallation { AdditionalData = AppAddress(app) }, cancellationToken: cancellation),
            cancellation);

    public void Dispose() => graph.Dispose();

    private static Task<WorkspaceOutcome<bool>> InstallAsync(Func<Task> request, CancellationToken cancellation) =>
        GraphCall.AskAsync<bool>(
            async () =>
            {
                await request();
                return new WorkspaceOutcome<bool>.Done(true);
            },
            cancellation,
            said => said.IsAlready ? new WorkspaceOutcome<bool>.Done(true) : null);

    private static WorkspaceOutcome<string> OneOrNone(string? id) => id is { Length: > 0 } ? new WorkspaceOutcome<string>.Done(id) : new WorkspaceOutcome<string>.NotFound();

    private static AccountId Account(string id) => new(id.ToLowerInvariant());

    private static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    private AadUserConversationMember MemberToBe(AccountId account) =>
        new() { Roles = [], AdditionalData = new Dictionary<string, object> { ["user@odata.bind"] = UserAddress(account) } };

    private string UserAddress(AccountId account) => $"{options.Address.AbsoluteUri.TrimEnd('/')}/users('{account}')";

    private Dictionary<string, object> AppAddress(string app) => new() { ["teamsApp@odata.bind"] = $"{options.Address.AbsoluteUri.TrimEnd('/')}/appCatalogs/teamsApps/{app}" };
}
