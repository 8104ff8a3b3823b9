using Microsoft.Extensions.Configuration;
using TeamsBot.Bot.Settings;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Directory;
using Xunit;

namespace TeamsBot.Bot.Tests;

/// <summary>When the bot starts, and as what (rule T1, design section 6).</summary>
public sealed class SettingsTests
{
    private const string Guid = "11111111-1111-1111-1111-111111111111";

    [Fact]
    public void Read_WithNothingConfigured_IsATrial() => Assert.IsType<Startup.Local>(Read());

    [Theory]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://localhost:5080;http://[::1]:5081")]
    public void Read_WithLoopbackAddresses_IsATrialInAnyEnvironmentButProduction(string urls) => Assert.IsType<Startup.Local>(Read(("urls", urls), ("ENVIRONMENT", "Staging")));

    [Theory]
    [InlineData("ENVIRONMENT", "Production")]
    [InlineData("urls", "http://127.0.0.1:5080;http://0.0.0.0:5080")]
    [InlineData("urls", "http://*:5080")]
    [InlineData("urls", "http://bot.example:80")]
    [InlineData("http_ports", "8080")]
    [InlineData("https_ports", "8443")]
    [InlineData("Kestrel:Endpoints:Public:Url", "http://10.0.0.4:80")]
    public void Read_WithoutAnAppIdWhereOthersCouldReachIt_RefusesAndNamesTheKey(string key, string value) => Assert.Contains("Bot:AppId", Assert.Throws<SettingsException>(() => Read((key, value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Store:File", "bot.db")]
    [InlineData("Bot:TenantId", Guid)]
    public void Read_WithAnythingConfiguredAndNoAppId_IsNoTrial(string key, string value) => Assert.Contains("Bot:AppId is not set", Assert.Throws<SettingsException>(() => Read((key, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void T1_Read_AnonymousBesideAnAppId_IsRefused() => Assert.Contains("--anonymous", Assert.Throws<SettingsException>(() => Read(
        anonymous: true, ("Bot:AppId", Guid), ("Bot:TenantId", Guid), ("Bot:AppSecret", "s"), ("Store:File", "bot.db"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("urls", "http://0.0.0.0:3978")]
    [InlineData("ENVIRONMENT", "Production")]
    public void T1_Read_AnonymousWhereOthersCouldReachIt_IsRefused(string key, string value) => Assert.Throws<SettingsException>(() => Read(anonymous: true, (key, value)));

    [Fact]
    public void Read_WithManyFaults_TellsAllOfThemByTheirKeys()
    {
        var faults = Assert.Throws<SettingsException>(() => Read(("Bot:AppId", "bot"), ("Bot:AppType", "MultiTenant"), ("Bot:Tenants:0", "x"), ("Bot:ServiceUrl", "http://teams.example"), ("Store:Table", "1"))).Faults;

        Assert.All(["Bot:AppId", "Bot:TenantId", "Bot:AppType", "Bot:Tenants:0", "Bot:ServiceUrl", "Bot:ManagedIdentityClientId", "Store:TableEndpoint", "Store:Table is"], key =>
            Assert.Contains(faults, fault => fault.Contains(key, StringComparison.Ordinal)));
    }

    [Fact]
    public void Read_WithWhatTheBicepSets_IsABotByManagedIdentityServingItsOwnTenant()
    {
        var real = Assert.IsType<Startup.Real>(Read(
            ("Bot:AppId", Guid), ("Bot:TenantId", Guid), ("Bot:ManagedIdentityClientId", Guid), ("Store:TableEndpoint", "https://county.table.core.windows.net/"), ("Store:Table", "teamsbot")));

        Assert.Equal(AppType.UserAssignedMsi, real.Bot.AppType);
        Assert.Equal([Guid], real.Bot.Tenants);
    }

    [Fact]
    public void Read_WithASecret_IsASingleTenantBot() =>
        Assert.Equal(AppType.SingleTenant, Assert.IsType<Startup.Real>(Read(("Bot:AppId", Guid), ("Bot:TenantId", Guid), ("Bot:AppSecret", "s"), ("Store:File", "bot.db"))).Bot.AppType);

    [Fact]
    public void Read_WithASecretBesideAManagedIdentity_IsRefused() =>
        Assert.Contains("Bot:AppSecret", Assert.Throws<SettingsException>(() =>
            Read(("Bot:AppId", Guid), ("Bot:TenantId", Guid), ("Bot:AppType", "UserAssignedMsi"), ("Bot:AppSecret", "s"), ("Bot:ManagedIdentityClientId", Guid), ("Store:File", "bot.db"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_WithTwoStores_IsRefused() =>
        Assert.Contains("Store:ConnectionString and Store:File", Assert.Throws<SettingsException>(() =>
            Read(("Bot:AppId", Guid), ("Bot:TenantId", Guid), ("Bot:AppSecret", "s"), ("Store:File", "bot.db"), ("Store:ConnectionString", "x"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("garbage", "a part without '='")]
    [InlineData("AccountKey=Zm9v", "no AccountName")]
    [InlineData("AccountName=county", "no AccountKey")]
    [InlineData("AccountName=county;AccountKey=%secret%", "not Base64")]
    [InlineData("AccountName=county;AccountKey=Zm9v;TableEndpoint=nowhere", "no address")]
    public void Read_WithAConnectionStringThatIsNone_NamesTheKeyAndNothingOfWhatItHolds(string connection, string why)
    {
        var message = Assert.Throws<SettingsException>(() => Read(("Bot:AppId", Guid), ("Bot:TenantId", Guid), ("Bot:AppSecret", "s"), ("Store:ConnectionString", connection))).Message;

        Assert.Contains("Store:ConnectionString cannot be used.", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Theory] // E3
    [InlineData("Response:Locality:RespondDays", "soon", "is not a number of school working days")]
    [InlineData("Response:Locality:RespondDays", "0", "is not a number of school working days from 1 to 120")]
    [InlineData("Response:Partnership:RespondDays", "3", "use more than AcknowledgeDays")]
    [InlineData("Response:Children:ClerkDays", "9", "AgendaDays cannot be used")]
    [InlineData("Response:Locality:AnswerDays", "9", "is no setting")]
    [InlineData("Response:Network:RespondDays", "9", "names no tier that answers")]
    public void E3_Read_WithAWrongNumberOfDays_RefusesToStartAndNamesTheKey(string key, string value, string why)
    {
        var message = Assert.Throws<SettingsException>(() => Read((key, value))).Message;

        Assert.Contains(string.Join(':', key.Split(':')[..2]), message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    [Fact]
    public void E3_Read_WithDaysOfOneTier_KeepsTheDefaultsOfTheOthers()
    {
        var responses = Read(("Response:Locality:RespondDays", "20"), ("response:locality:agendaDays", "6")).Responses;

        Assert.Equal(new ResponsePolicy(RespondDays: 20, AgendaDays: 6), responses.Of(Tier.Locality));
        Assert.Equal(new ResponsePolicy(), responses.Of(Tier.Partnership));
    }

    private static Startup Read(params (string Key, string Value)[] settings) => Read(anonymous: false, settings);

    private static Startup Read(bool anonymous, params (string Key, string Value)[] settings) =>
        Startup.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(), anonymous);
}
