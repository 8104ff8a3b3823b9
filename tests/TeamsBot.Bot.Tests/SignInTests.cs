using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Logging;
using Xunit;

namespace TeamsBot.Bot.Tests;

public sealed class SignInTests
{
    [Fact]
    public async Task GetToken_WhenSignInFails_TellsTheOperatorWhichSettingsAndStillFails()
    {
        var log = new Lines();
        var signIn = new SignIn(new Refused(), log);
        var scope = new TokenRequestContext(["https://api.botframework.com/.default"]);

        await Assert.ThrowsAsync<AuthenticationFailedException>(async () => await signIn.GetTokenAsync(scope, CancellationToken.None));
        Assert.Throws<AuthenticationFailedException>(() => signIn.GetToken(scope, CancellationToken.None));

        Assert.Equal(2, log.Said.Count);
        Assert.All(log.Said, line => Assert.Contains("api.botframework.com", line, StringComparison.Ordinal));
        Assert.All(log.Said, line => Assert.Contains("Bot:AppSecret", line, StringComparison.Ordinal));
    }

    private sealed class Refused : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new AuthenticationFailedException("AADSTS7000215");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new AuthenticationFailedException("AADSTS7000215");
    }

    private sealed class Lines : ILogger<SignIn>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Add(formatter(state, exception));
    }
}
