using System.Text;
using Xunit;

namespace TeamsBot.AdaptiveCards.Tests;

public sealed class AdaptiveCardTests
{
    [Fact]
    public void ToJson_ACardOfEveryPart_IsStable()
    {
        const string Expected =
            """
            {"$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"1.5","lang":"en","fallbackText":"F","speak":"S","refresh":{"type":"Refresh","action":{"type":"Action.Execute","verb":"polls.show","data":{"poll":"p"}},"userIds":["29:a"]},"msteams":{"width":"Full"},"body":[
            {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"*Alder* Vale ","weight":"Bolder","isSubtle":true},{"type":"TextRun","text":"link","color":"Accent","underline":true}]},
            {"type":"TextBlock","text":"Choose \u2026","wrap":true,"style":"heading","size":"Large","weight":"Bolder","spacing":"Small"},
            {"type":"Input.ChoiceSet","id":"choices","label":"Tick one","isRequired":true,"style":"expanded","isMultiSelect":true,"wrap":true,"value":"a,b","choices":[{"title":"\\*A\\*","value":"a"},{"title":"B","value":"b"}],"errorMessage":"Tick one."},
            {"type":"Input.Text","id":"why","label":"Why?","isMultiline":true,"maxLength":500,"errorMessage":"Write why."},
            {"type":"ColumnSet","columns":[{"type":"Column","width":"20px","items":[{"type":"TextBlock","text":"1","wrap":true}],"spacing":"None"}]},
            {"type":"FactSet","facts":[{"title":"Seats","value":"19"}]},
            {"type":"Container","selectAction":{"type":"Action.OpenUrl","title":"Read","url":"https://example.org/"},"items":[],"spacing":"Large","separator":true},
            {"type":"ActionSet","actions":[
            {"type":"Action.OpenUrl","title":"See","url":"https://example.org/a%20b"},
            {"type":"Action.ShowCard","id":"form","title":"Decline\u2026","card":{"type":"AdaptiveCard","body":[{"type":"TextBlock","text":"x","wrap":true}]}},
            {"type":"Action.Execute","id":"vote","title":"Send my vote","verb":"polls.vote","data":{"poll":"p","seat":"s"},"style":"positive","associatedInputs":"none","fallback":{"type":"Action.Submit","id":"vote","title":"Send my vote","data":{"verb":"polls.vote","poll":"p","seat":"s"},"style":"positive","associatedInputs":"none"}}]}]}
            """;

        Assert.Equal(Expected.ReplaceLineEndings("").Replace(@"\u2026", "…", StringComparison.Ordinal), CardOfEveryPart().ToJson());
    }

    [Fact]
    public void SizeInBytes_LettersOutsideAscii_CountsUtf8()
    {
        var card = new AdaptiveCard { FallbackText = "–", Speak = "’", Body = [] };

        Assert.Equal(Encoding.UTF8.GetByteCount(card.ToJson()), card.SizeInBytes);
        Assert.Equal(card.ToJson(), Encoding.UTF8.GetString(card.ToUtf8()));
    }

    [Fact]
    public void ActionExecute_TitleOf25Characters_IsRefused()
    {
        Assert.Equal(24, new ActionExecute(new string('x', 24), "v", []).Title.Length);
        Assert.Throws<ArgumentException>(() => new ActionExecute(new string('x', 25), "v", []));
    }

    [Theory, InlineData("verb"), InlineData("type"), InlineData("msteams")]
    public void ActionExecute_DataWithAKeyOfItsOwnMeaning_IsRefused(string key) =>
        Assert.Throws<ArgumentException>(() => new ActionExecute("Vote", "polls.vote", new() { [key] = "x" }));

    [Fact]
    public void ActionExecute_Renamed_ItsFallbackFollows()
    {
        var action = new ActionExecute("Vote", "polls.vote", []) { Id = "vote" } with { Style = ActionStyle.Positive };

        Assert.Equal(("vote", ActionStyle.Positive, "polls.vote"), (action.Fallback.Id, action.Fallback.Style, action.Fallback.Data["verb"]));
    }

    [Fact]
    public void Choice_ValueWithAComma_IsRefused() => Assert.Throws<ArgumentException>(() => new Choice("A", "a,b"));

    [Fact]
    public void Choice_TitleOfMarkdownAndDirections_IsPlain() => Assert.Equal(@"\*A\*", new Choice("*A\u202E*", "a").Title);

    [Fact]
    public void Input_WithoutALabelOrAnErrorMessage_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new InputText("a") { Label = " ", ErrorMessage = "x" });
        Assert.Throws<ArgumentException>(() => new InputText("a") { Label = "x", ErrorMessage = "" });
    }

    [Fact]
    public void Refresh_NobodyTooManyOrAnEntraId_IsRefused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new Refresh("v", [], []));
        Assert.ThrowsAny<ArgumentException>(() => new Refresh("v", [], [.. Enumerable.Range(0, 61).Select(number => $"29:{number}")]));
        Assert.ThrowsAny<ArgumentException>(() => new Refresh("v", [], ["00000000-0000-0000-0000-000000000000"]));
    }

    [Theory, InlineData("javascript:alert(1)", false), InlineData("http://example.org/", false), InlineData("http://127.0.0.1:5080/", true), InlineData("https://example.org/", true)]
    public void ActionOpenUrl_OnlyPages_AreTaken(string url, bool taken)
    {
        var refused = Record.Exception(() => new ActionOpenUrl("See", new Uri(url)));

        Assert.Equal(taken, refused is null);
    }

    private static AdaptiveCard CardOfEveryPart() => new()
    {
        FallbackText = "F",
        Speak = "S",
        FullWidth = true,
        Refresh = new Refresh("polls.show", new() { ["poll"] = "p" }, ["29:a"]),
        Body =
        [
            new RichTextBlock(new TextRun("*Alder* Vale ") { Weight = FontWeight.Bolder, IsSubtle = true }, new TextRun("link\u202E") { Color = TextColor.Accent, Underline = true }),
            new TextBlock("Choose …") { Style = TextStyle.Heading, Size = FontSize.Large, Weight = FontWeight.Bolder, Spacing = Spacing.Small },
            new InputChoiceSet("choices")
            {
                Label = "Tick one", ErrorMessage = "Tick one.", IsRequired = true, IsMultiSelect = true, Style = ChoiceStyle.Expanded, Value = "a,b",
                Choices = [new Choice("*A*", "a"), new Choice("B", "b")],
            },
            new InputText("why") { Label = "Why?", ErrorMessage = "Write why.", IsMultiline = true, MaxLength = 500 },
            new ColumnSet(new Column("20px", new TextBlock("1")) { Spacing = Spacing.None }),
            new FactSet(new Fact("Seats", "19")),
            new Container { SelectAction = new PageLink("Read", new Uri("https://example.org")), Spacing = Spacing.Large, Separator = true },
            new ActionSet(
                new ActionOpenUrl("See", new Uri("https://example.org/a b")),
                new ActionShowCard("Decline…", new TextBlock("x")) { Id = "form" },
                new ActionExecute("Send my vote", "polls.vote", new() { ["poll"] = "p", ["seat"] = "s" })
                {
                    Id = "vote", Style = ActionStyle.Positive, AssociatedInputs = AssociatedInputs.None,
                }),
        ],
    };
}
