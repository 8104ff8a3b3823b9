using Microsoft.AspNetCore.Http;

namespace TeamsBot.LocalTeams.Tokens;

/// <summary>Each surface takes only a token made for it: one for the connector opens no Graph.</summary>
internal static class Bearer
{
    public const string Connector = "https://api.botframework.com";
    public const string Graph = "https://graph.microsoft.com";

    public static string Issuer(Tenant tenant) => $"{tenant.Base}/{tenant.Id}/v2.0";

    public static async Task<bool> IsGoodAsync(Tenant tenant, HttpContext context, string audience)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && await tenant.Key.VerifiesAsync(header["Bearer ".Length..].Trim(), Issuer(tenant), audience);
    }
}
