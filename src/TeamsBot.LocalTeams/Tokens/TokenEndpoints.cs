using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Tokens;

/// <summary>Client credentials for the bot, and the documents by which the bot verifies what Teams sends it.</summary>
internal static class TokenEndpoints
{
    private static readonly Dictionary<string, string> Audiences = new()
    {
        ["https://api.botframework.com/.default"] = Bearer.Connector,
        ["https://graph.microsoft.com/.default"] = Bearer.Graph,
    };

    public static void Map(IEndpointRouteBuilder routes, Tenant tenant)
    {
        RequestDelegate metadata = context => Reply.Ok(Metadata(tenant)).WriteAsync(context);
        RequestDelegate keys = context => Reply.Ok(new JsonObject { ["keys"] = new JsonArray(tenant.Key.ToJwk()) }).WriteAsync(context);
        RequestDelegate token = async context => await (await IssueAsync(tenant, context)).WriteAsync(context);
        routes.MapGet("/.well-known/openidconfiguration", metadata);
        routes.MapGet("/.well-known/keys", keys);
        routes.MapPost("/{tenant}/oauth2/v2.0/token", token);
    }

    private static JsonObject Metadata(Tenant tenant) => new()
    {
        ["issuer"] = tenant.Issuer,
        ["authorization_endpoint"] = $"{tenant.Base}/authorize-is-not-used",
        ["jwks_uri"] = $"{tenant.Base}/.well-known/keys",
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post"),
    };

    private static async Task<Reply> IssueAsync(Tenant tenant, HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return Refused(400, "invalid_request", "AADSTS900144: the request body must be a form.");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if ((string?)context.Request.RouteValues["tenant"] != tenant.Id)
        {
            return Refused(400, "invalid_request", "AADSTS90002: tenant not found.");
        }

        if (form["grant_type"] != "client_credentials")
        {
            return Refused(400, "unsupported_grant_type", "AADSTS70003: only client_credentials is offered here.");
        }

        if (form["client_id"] != tenant.Options.AppId || !IsSecret(tenant, form["client_secret"].ToString()))
        {
            return Refused(401, "invalid_client", "AADSTS7000215: invalid client or client secret provided.");
        }

        return Audiences.TryGetValue(form["scope"].ToString(), out var audience)
            ? Reply.Ok(Token(tenant, audience))
            : Refused(400, "invalid_scope", $"AADSTS70011: the scope '{form["scope"]}' is not one this Teams gives tokens for.");
    }

    private static JsonObject Token(Tenant tenant, string audience) => new()
    {
        ["token_type"] = "Bearer",
        ["expires_in"] = (int)SigningKey.LifetimeFromBot.TotalSeconds,
        ["ext_expires_in"] = (int)SigningKey.LifetimeFromBot.TotalSeconds,
        ["access_token"] = tenant.Key.Sign(
            Bearer.Issuer(tenant), audience, SigningKey.LifetimeFromBot, new() { ["appid"] = tenant.Options.AppId, ["tid"] = tenant.Id, ["ver"] = "1.0" }),
    };

    private static bool IsSecret(Tenant tenant, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(tenant.Options.AppSecret));

    private static Reply Refused(int status, string error, string why) => new(status, new JsonObject { ["error"] = error, ["error_description"] = why });
}
