using Azure.Core;
using Azure.Identity;

namespace TeamsBot.Bot;

/// <summary>
/// The bot's credential, with every sign-in that fails told to the operator. What is sent meanwhile waits and is tried again, so without a line in the log a
/// wrong secret or a missing permission would be a bot that is merely silent.
/// </summary>
internal sealed partial class SignIn(TokenCredential credential, ILogger<SignIn> log) : TokenCredential
{
    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        try
        {
            return await credential.GetTokenAsync(requestContext, cancellationToken);
        }
        catch (AuthenticationFailedException fault)
        {
            LogFailed(fault, string.Join(' ', requestContext.Scopes));
            throw;
        }
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        try
        {
            return credential.GetToken(requestContext, cancellationToken);
        }
        catch (AuthenticationFailedException fault)
        {
            LogFailed(fault, string.Join(' ', requestContext.Scopes));
            throw;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The bot could not sign in for {Scope}. Look at Bot:AppId, Bot:TenantId and Bot:AppSecret or Bot:ManagedIdentityClientId; what is to be sent waits.")]
    private partial void LogFailed(Exception fault, string scope);
}
