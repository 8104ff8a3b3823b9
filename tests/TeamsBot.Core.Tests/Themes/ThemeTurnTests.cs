using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Core.Themes;
using TeamsBot.Testing;
using TeamsBot.Testing.Cards;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Themes;

/// <summary>The whole way of a press from the activity to the row.</summary>
public sealed class ThemeTurnTests
{
    private static readonly PersonId Editor = new("editor"), Administrator = new("administrator"), Head = A.Head(1);

    private readonly InMemoryTable table = new();
    private readonly ManualClock clock = new(A.Opened);
    private int lastId;

    [Fact]
    public async Task Themes_Typed_ShowsTheListInItsOrder_AndNoFormToSomebodyWhoMayNotEdit()
    {
        await SetUpAsync();

        var list = await TypeAsync(Head);

        Assert.True(list.IndexOf("Language and literacy", StringComparison.Ordinal) < list.IndexOf("Early language", StringComparison.Ordinal));
        Assert.Contains("(also absence, persistent absence)", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Add this theme", list, StringComparison.Ordinal);
        Assert.Contains("Add this theme", await TypeAsync(Editor), StringComparison.Ordinal);
        Assert.Contains("Add this theme", await TypeAsync(Administrator), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ThemeCards.Add)]
    [InlineData(ThemeCards.Open)]
    [InlineData(ThemeCards.Save)]
    [InlineData(ThemeCards.Retire)]
    [InlineData(ThemeCards.BringBack)]
    public async Task Press_SomebodyWhoMayNotEdit_ChangesNothing(string verb)
    {
        await SetUpAsync();

        var answer = await PressAsync(Head, verb, ("newTheme", "t1"), ("theme", "maths"), ("version", "0"), ("newThemeName", "Chess"), ("themeName", "Chess"), ("themeParent", "_top"), ("themeSynonyms", ""));

        Assert.Contains("An editor keeps this list", answer, StringComparison.Ordinal);
        Assert.Empty(Rows());
    }

    [Fact]
    public async Task V7_Add_PressedTwice_AddsOneTheme_OnTheRecord()
    {
        await SetUpAsync();

        await PressAsync(Editor, ThemeCards.Add, ("newTheme", "t1"), ("version", "0"), ("newThemeName", " Forest  \u202Eschool "));
        var rows = Rows().Count;
        var again = await PressAsync(Editor, ThemeCards.Add, ("newTheme", "t1"), ("version", "0"), ("newThemeName", "Forest school"));

        Assert.Contains("✓ Added", again, StringComparison.Ordinal);
        Assert.Equal(rows, Rows().Count);
        var list = await ListAsync();
        Assert.Equal((1, "Forest school"), (list.Version, list.Find(new("t1"))!.Name));
        Assert.NotNull(list.Find(new("maths"))); // The starter list came along.
        Assert.Equal(["add t1"], Audit());
    }

    [Fact]
    public async Task Save_NameParentAndSynonyms_AreOneVersion_AndThePreviousOneCanStillBeRead()
    {
        await SetUpAsync();

        var answer = await SaveAsync("maths", 0, "Number and maths", "school-readiness", "maths\nnumeracy\nsums");

        Assert.Contains("✓ Saved.", answer, StringComparison.Ordinal);
        var theme = (await ListAsync()).Find(new("maths"))!;
        Assert.Equal(("Number and maths", new ThemeId("school-readiness")), (theme.Name, theme.Parent));
        Assert.Equal(["maths", "numeracy", "sums"], theme.Synonyms.AsEnumerable());
        Assert.Equal(["change maths: name parent synonyms"], Audit());
        await SaveAsync("maths", 1, "Mathematics", "_top", "");
        Assert.Equal(["version|000001", "version|000002"], Rows().Where(key => key.StartsWith("version|", StringComparison.Ordinal)));
        Assert.Empty((await ListAsync()).Find(new("maths"))!.Synonyms);
    }

    [Theory]
    [InlineData("", "_top", "", "A name is words")]
    [InlineData(" \u202E.,- ", "_top", "", "A name is words")]
    [InlineData("LONG", "_top", "", "at most 60 characters")]
    [InlineData("READING", "_top", "", "already one of Literacy")]
    [InlineData("Sums", "_top", "literácy", "already one of Literacy")]
    [InlineData("Sums", "maths", "", "cannot stand under itself")]
    [InlineData("Sums", "gone", "", "one that is in the list")]
    [InlineData("Sums", "a|b", "", "one that is in the list")]
    [InlineData("Sums", "early-literacy", "", "three levels deep")]
    [InlineData("Sums", "_top", "Sam Alder, born 3 May 2018", "pupil")] // T4
    [InlineData("Sums", "_top", "MANY", "at most 12 other names")]
    public async Task Save_WhatCannotStand_SaysWhyKeepsWhatWasTypedAndWritesNothing(string name, string parent, string synonyms, string why)
    {
        await SetUpAsync();

        var answer = await SaveAsync("maths", 0, name is "LONG" ? new string('m', 10_000) : name, parent, synonyms is "MANY" ? string.Join('\n', Enumerable.Range(1, 13).Select(n => $"other {n}")) : synonyms);

        Assert.Contains("Not saved yet.", answer, StringComparison.Ordinal);
        Assert.Contains(why, answer, StringComparison.Ordinal);
        Assert.Empty(Rows());
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(answer) < CardRules.MostBytes);
        if (name is "Sums")
        {
            Assert.Contains("\"value\":\"Sums\"", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Save_FromAnOlderCard_ChangesNothingAndShowsTheThemeAsItStands()
    {
        await SetUpAsync();
        await SaveAsync("maths", 0, "Number", "_top", "");

        var late = await SaveAsync("maths", 0, "Sums", "_top", "");
        var same = await SaveAsync("maths", 0, "Number", "_top", "");

        Assert.Contains("the list has changed since", late, StringComparison.Ordinal);
        Assert.Contains("✓ Saved.", same, StringComparison.Ordinal); // V7: it is so already.
        Assert.Equal("Number", (await ListAsync()).Find(new("maths"))!.Name);
        Assert.Single(Audit());
    }

    [Fact]
    public async Task Save_TwoEditorsAtOnce_OneWinsAndTheOtherIsTold()
    {
        await SetUpAsync();
        var store = new ThemeStore(table, new(ThemeListTests.Starter));
        var read = await store.ReadAsync(A.Tenant, default);
        var next = new ThemeList(1, read.List.All);

        Assert.Equal(Committed.Done, await store.SaveAsync(PollWorld.CallerOf(Editor), read, next, "one", A.Opened, default));
        Assert.Equal(Committed.Lost, await store.SaveAsync(PollWorld.CallerOf(Administrator), read, next, "two", A.Opened, default));
    }

    [Fact]
    public async Task Retire_KeepsTheThemeAndNoLongerOffersIt_AndItCanComeBack()
    {
        await SetUpAsync();

        await PressAsync(Editor, ThemeCards.Retire, ("theme", "maths"), ("version", "0"));

        var list = await ListAsync();
        Assert.True(list.Find(new("maths"))!.IsRetired);
        Assert.Null(list.FindOffered("maths"));
        Assert.DoesNotContain("Mathematics", await TypeAsync(Head), StringComparison.Ordinal);
        Assert.Contains("Mathematics (retired)", await TypeAsync(Editor), StringComparison.Ordinal);
        await PressAsync(Editor, ThemeCards.BringBack, ("theme", "maths"), ("version", "1"));
        Assert.NotNull((await ListAsync()).FindOffered("maths"));
        Assert.Equal(["retire maths", "bring back maths"], Audit());
    }

    [Fact]
    public async Task Retire_WithThemesUnderIt_IsRefused()
    {
        await SetUpAsync();

        Assert.Contains("Other themes stand under it", await PressAsync(Editor, ThemeCards.Retire, ("theme", "literacy"), ("version", "0")), StringComparison.Ordinal);
        Assert.Empty(Rows());
    }

    [Theory]
    [InlineData("a|b")]
    [InlineData("")]
    [InlineData("no-such-theme")]
    public async Task Press_AForgedTheme_ChangesNothing(string id)
    {
        await SetUpAsync();

        foreach (var verb in new[] { ThemeCards.Save, ThemeCards.Retire, ThemeCards.BringBack, ThemeCards.Open })
        {
            await PressAsync(Editor, verb, ("theme", id), ("pickedTheme", id), ("version", "x"), ("themeName", "Sums"));
        }

        Assert.Empty(Rows());
    }

    [SkippableFact]
    public async Task Samples_AndTheLongestList_KeepTheCardLanguage()
    {
        var themes = Enumerable.Range(0, ThemeList.OfferedAtMost).Select(number => new Theme(new($"{number:D2}" + new string('x', 18)), $"{number:D2}" + new string('é', 58), null, [.. Enumerable.Range(10, Theme.SynonymsAtMost).Select(other => $"{number:D2}{other}" + new string('*', 56))])).ToList();
        var longest = new ThemeList(1, [.. themes, .. Enumerable.Range(100, 180).Select(number => new Theme(new($"r{number}"), $"{number}" + new string('é', 57), null, [], IsRetired: true))]);

        await CardCheck.CheckAsync(
        [
            .. ThemeSamples.Of(ThemeListTests.Starter).Select(sample => (sample.State, sample.Message.Card)),
            ("the longest list", ThemeCards.List(longest, 0, new("fresh")).Card),
            ("the longest list, its end", ThemeCards.List(longest, 59, new("fresh"), "Not added yet.", new string('é', 10_000)).Card),
            ("a theme of the longest list", ThemeCards.Edit(longest, longest.All[0]).Card),
            ("Markdown", ThemeCards.Edit(new(1, [new(new("m"), "*bold* [link](https://x.example)", null, ["# heading"])]), new(new("m"), "*bold* [link](https://x.example)", null, ["# heading"])).Card),
        ]);
    }

    private async Task SetUpAsync()
    {
        var store = new DirectoryStore(table);
        Register register = new(1, [], [], [new(Editor, "Editor", "e@x.example", [new(Role.Editor, null, null)]), new(Administrator, "Administrator", "a@x.example", [new(Role.Administrator, null, null)]), new(Head, "Head", "h@x.example", [new(Role.Head, new("1"), null)])]);
        await store.WriteAsync(A.Tenant, new(register, ImmutableSortedDictionary<string, PersonId>.Empty), default);
        await store.CommitHeadAsync(A.Tenant, null, DirectoryHead.Empty with { Generation = 1, People = 3 }, [], default);
    }

    private Task<string> SaveAsync(string theme, int version, string name, string parent, string synonyms) =>
        PressAsync(Editor, ThemeCards.Save, ("theme", theme), ("version", $"{version}"), ("themeName", name), ("themeParent", parent), ("themeSynonyms", synonyms));

    private async Task<string> PressAsync(PersonId person, string verb, params (string Name, string Value)[] data)
    {
        var answer = await (await TurnAsync(person)).PressAsync(new(SenderOf(person), verb, "card-1", data.ToDictionary(pair => pair.Name, pair => pair.Value), Automatic: false), default);
        return Assert.IsType<Answer.Show>(answer).Message.Card.ToJson();
    }

    private async Task<string> TypeAsync(PersonId person)
    {
        var reply = await (await TurnAsync(person)).TakeAsync(new Incoming.Said(SenderOf(person), "themes"), default);
        return Assert.IsType<Answer.Show>(reply!.Answer).Message.Card.ToJson();
    }

    private async Task<Turn> TurnAsync(PersonId person)
    {
        var (bindings, directory, starter) = (new Bindings(table), new DirectoryStore(table), new StarterThemes(ThemeListTests.Starter));
        await bindings.BindAsync(A.Tenant, SenderOf(person).Account, person, "bot", clock.GetUtcNow(), default);
        var themes = new ThemeStore(table, starter);
        var feature = new ThemeFeature(new(new(themes, directory, clock), themes, () => $"fresh-{++lastId}"), starter);
        return new(new([feature]), bindings, new(table, bindings), new([A.Tenant]), NullLogger<Turn>.Instance);
    }

    private static Sender SenderOf(PersonId person) => new(PollWorld.CallerOf(person).Account, $"29:{person}", new(A.Tenant, $"a:{person}", new("https://teams.example/")), IsPersonal: true);

    private Task<ThemeList> ListAsync() => new ThemeStore(table, new(ThemeListTests.Starter)).CurrentAsync(A.Tenant, default);

    private List<string> Rows() => [.. table.AllRows.Where(row => row.Partition == ThemeStore.Partition(A.Tenant)).Select(row => row.Key)];

    private List<string> Audit() => [.. table.AllRows.Where(row => row.Partition == ThemeStore.Partition(A.Tenant) && row.Key.StartsWith("audit|", StringComparison.Ordinal)).Select(row => row.Fields.Text("what"))];
}
