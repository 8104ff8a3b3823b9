using TeamsBot.Core.Resources;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Core.Tests.Themes;
using TeamsBot.Testing.Cards;
using Xunit;

namespace TeamsBot.Core.Tests.Resources;

/// <summary>The directory of who can help, the whole way of a press from the activity to the row.</summary>
public sealed class ResourceTurnTests
{
    private static readonly PersonId Head = A.Head(1);
    private static readonly string Partition = ResourceStore.Partition(A.Tenant);

    private readonly Town town = new();
    private ResourceStore store = null!;

    [Fact]
    public async Task Resources_OfATheme_AreWhatNamesItOrAThemeOnItsLine_AToZ()
    {
        await SetUpAsync();

        var list = await town.PressAsync(Head, ResourceCards.Show, (ResourceCards.ThemeInput, "early-literacy"));

        string[] expected = ["Department for Education programmes", "Education Endowment Foundation", "English Hub", "Regional resource (BBL)", "Research Schools"];
        Assert.Equal(expected, expected.OrderBy(name => list.IndexOf(name, StringComparison.Ordinal)));
        Assert.All(expected, name => Assert.Contains(name, list, StringComparison.Ordinal));
        Assert.DoesNotContain("Maths Hub", list, StringComparison.Ordinal);
        Assert.Contains("English Hub", await town.TypeAsync(Head, "resources phonics"), StringComparison.Ordinal);
        Assert.DoesNotContain("Maths Hub", await town.TypeAsync(Head, "resources phonics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_EveryTheme_HasTheEightOfTheCounty_AndNoFormToSomebodyWhoMayNotEdit()
    {
        await SetUpAsync();

        var list = await town.PressAsync(Head, ResourceCards.Show);

        Assert.Contains("eight entries", list, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Add a resource", await town.TypeAsync(Head, "resources"), StringComparison.Ordinal);
        Assert.Contains("Add a resource", await town.TypeAsync(Town.Editor, "resources"), StringComparison.Ordinal);
        Assert.Contains("Add a resource", await town.TypeAsync(Town.Administrator, "resources"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task V7_Save_ANewResourceTwice_AddsOne_OnTheRecord()
    {
        await SetUpAsync();

        var saved = await AddAsync("Library service", "literacy");
        var rows = town.Rows(Partition, "").Count;
        var again = await AddAsync("Library service", "literacy");

        Assert.Contains("✓ Saved.", saved, StringComparison.Ordinal);
        Assert.Contains("✓ Saved.", again, StringComparison.Ordinal);
        Assert.Equal(2, rows); // the entry and its audit row (T6)
        Assert.Equal(rows, town.Rows(Partition, "").Count);
        Assert.Equal("add r1", town.Rows(Partition, "audit|r1").Single().Fields.Text("what"));
        Assert.Contains("Library service", await town.PressAsync(Head, ResourceCards.Show, (ResourceCards.ThemeInput, "literacy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_AnOldCard_IsAnsweredWithTheEntryAsItStands()
    {
        await SetUpAsync();

        await ChangeAsync(Town.Editor, "0", "Help with phonics.");
        var late = await ChangeAsync(Town.Administrator, "0", "Help with reading.");

        Assert.Contains("it has changed since", late, StringComparison.Ordinal);
        Assert.Contains("Help with phonics.", late, StringComparison.Ordinal);
        Assert.Equal("Help with phonics.", (await store.FindAsync(A.Tenant, new("english-hub"), default))!.Offers);
    }

    [Fact]
    public async Task Retire_IsNoLongerOffered_AndCanComeBack()
    {
        await SetUpAsync();

        Assert.Contains("✓ Retired.", await town.PressAsync(Town.Editor, ResourceCards.Retire, ("resource", "english-hub"), ("version", "0")), StringComparison.Ordinal);

        Assert.DoesNotContain("English Hub", await town.PressAsync(Head, ResourceCards.Show), StringComparison.Ordinal);
        Assert.Contains("English Hub", await town.PressAsync(Town.Editor, ResourceCards.Show), StringComparison.Ordinal);
        Assert.Contains("✓ It is offered again.", await town.PressAsync(Town.Editor, ResourceCards.BringBack, ("resource", "english-hub"), ("version", "1")), StringComparison.Ordinal);
        Assert.Contains("English Hub", await town.PressAsync(Head, ResourceCards.Show), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ResourceEntryCards.NameInput, "  ", "Write its name")]
    [InlineData(ResourceEntryCards.NameInput, "english HUB", "The list already has English Hub")]
    [InlineData(ResourceEntryCards.OffersInput, "", "Say what it offers")]
    [InlineData(ResourceEntryCards.LinkInput, "http://hub.example", "A link begins with https://")]
    [InlineData(ResourceEntryCards.LinkInput, "hub", "A link begins with https://")]
    [InlineData(ResourceEntryCards.AskInput, "", "Say whom to ask")]
    [InlineData(ResourceEntryCards.ThemesInput, "no-such-theme", "Choose themes of the county’s list")]
    [InlineData(ResourceEntryCards.ThemesInput, "a|b", "Choose themes of the county’s list")]
    [InlineData(ResourceEntryCards.ContactInput, "7", "Choose to whom requests go")]
    [InlineData(ResourceEntryCards.OffersInput, "Ask for UPN A123456789012", "unique pupil number")] // T4
    public async Task Save_SomethingWrong_SaysWhatToDoAndKeepsWhatWasTyped(string input, string text, string why)
    {
        await SetUpAsync();
        var data = Form("Library service", "literacy").Where(pair => pair.Name != input).Append((input, text)).ToArray();

        var answer = await town.PressAsync(Town.Editor, ResourceCards.Save, data);

        Assert.Contains(why, answer, StringComparison.Ordinal);
        Assert.Contains(input == ResourceEntryCards.NameInput ? "Books by the box." : "Library service", answer, StringComparison.Ordinal);
        Assert.Empty(town.Rows(Partition, ""));
    }

    [Theory]
    [InlineData(ResourceCards.Form)]
    [InlineData(ResourceCards.Save)]
    [InlineData(ResourceCards.Retire)]
    [InlineData(ResourceCards.BringBack)]
    public async Task Press_SomebodyWhoMayNotEdit_ChangesNothing(string verb)
    {
        await SetUpAsync();

        var answer = await town.PressAsync(Head, verb, [.. Form("Library service", "literacy"), ("resource", "english-hub"), ("version", "0")]);

        Assert.Contains("An editor keeps this list", answer, StringComparison.Ordinal);
        Assert.Empty(town.Rows(Partition, ""));
    }

    [SkippableFact]
    public Task Samples_KeepTheCardLanguage() => CardCheck.CheckAsync(ResourceSamples.Of(ThemeListTests.Starter, ResourceFileTests.Starter.All).Select(sample => (sample.State, sample.Message.Card)));

    private Task<string> AddAsync(string name, string themes) => town.PressAsync(Town.Editor, ResourceCards.Save, Form(name, themes));

    private Task<string> ChangeAsync(PersonId by, string version, string offers) => town.PressAsync(
        by, ResourceCards.Save, [.. Form("English Hub", "literacy").Where(pair => pair.Name is not ("newResource" or ResourceEntryCards.OffersInput)), ("resource", "english-hub"), ("version", version), (ResourceEntryCards.OffersInput, offers)]);

    private static (string Name, string Value)[] Form(string name, string themes) =>
    [
        ("newResource", "r1"), (ResourceEntryCards.NameInput, name), (ResourceEntryCards.OffersInput, "Books by the box."), (ResourceEntryCards.ThemesInput, themes), (ResourceEntryCards.LinkInput, ""),
        (ResourceEntryCards.AskInput, "The library’s school lead"), (ResourceEntryCards.ContactInput, nameof(Contact.Editor)),
    ];

    private async Task SetUpAsync()
    {
        await town.ImportAsync(Town.RegisterOf());
        store = new ResourceTown(town).Sources.Resources;
    }
}
