using System.Text.Json.Serialization;

namespace TeamsBot.AdaptiveCards;

/// <summary>A button. Its title is a verb's phrase of at most 24 characters, so that it fits a phone.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ActionExecute), "Action.Execute")]
[JsonDerivedType(typeof(ActionOpenUrl), "Action.OpenUrl")]
[JsonDerivedType(typeof(ActionShowCard), "Action.ShowCard")]
public abstract record CardAction
{
    public const int LongestTitle = 24;

    private protected CardAction(string title)
    {
        if (Require.Text(title, "a button's title").Length > LongestTitle)
        {
            throw new ArgumentException($"The button title '{title}' has {title.Length} characters; {LongestTitle} is the most.", nameof(title));
        }

        Title = title;
    }

    [JsonPropertyOrder(-9)]
    public string? Id { get; init; }

    [JsonPropertyOrder(-8)]
    public string Title { get; }

    /// <summary>Positive on the main button of a row, the last one, and on no other.</summary>
    [JsonPropertyOrder(8)]
    public ActionStyle Style { get; init; }
}

/// <summary>A press that comes back to the bot under its verb.</summary>
public sealed record ActionExecute : CardAction
{
    /// <param name="data">Flat, of strings. The keys <c>verb</c>, <c>type</c> and <c>msteams</c> have a meaning of their own and are refused.</param>
    public ActionExecute(string title, string verb, Dictionary<string, string> data) : base(title)
    {
        (Verb, Data) = (Require.Text(verb, "a verb"), ActionData.Check(data));
        Id = verb;
    }

    public string Verb { get; }

    public IReadOnlyDictionary<string, string> Data { get; }

    [JsonPropertyOrder(9)]
    public AssociatedInputs AssociatedInputs { get; init; }

    /// <summary>The same button for clients older than Action.Execute: it arrives as a message, so its data carries the verb too.</summary>
    [JsonPropertyOrder(10)]
    public ActionSubmit Fallback => new(this);
}

/// <summary>Only ever the fallback of an <see cref="ActionExecute"/>, and made from it.</summary>
public sealed record ActionSubmit
{
    internal ActionSubmit(ActionExecute action)
    {
        (Id, Title, Style, AssociatedInputs) = (action.Id, action.Title, action.Style, action.AssociatedInputs);
        Data = new OrderedDictionary<string, string>([new(ActionData.Verb, action.Verb), .. action.Data]);
    }

    public string Type { get; } = "Action.Submit";

    public string? Id { get; }

    public string Title { get; }

    public IReadOnlyDictionary<string, string> Data { get; }

    public ActionStyle Style { get; }

    public AssociatedInputs AssociatedInputs { get; }
}

/// <summary>Opens a page.</summary>
public sealed record ActionOpenUrl : CardAction
{
    public ActionOpenUrl(string title, Uri page) : base(title) => Url = Require.Page(page);

    public string Url { get; }
}

/// <summary>Opens a form under the buttons. Its title ends in …, and the form's own button says the whole act. A closed form's inputs do not block its siblings.</summary>
public sealed record ActionShowCard : CardAction
{
    public ActionShowCard(string title, params IReadOnlyList<Element> form) : base(title) => Card = new(form);

    public ShownCard Card { get; }
}

/// <summary>The card inside an <see cref="ActionShowCard"/>: a body and nothing else.</summary>
public sealed record ShownCard(IReadOnlyList<Element> Body)
{
    [JsonPropertyOrder(-1)]
    public string Type { get; } = "AdaptiveCard";
}

/// <summary>A whole <see cref="Container"/> as a link. The title is what a screen reader says of it, so it may be as long as the line.</summary>
public sealed record PageLink
{
    public PageLink(string title, Uri page) => (Title, Url) = (PlainText.Clean(Require.Text(title, "a link's title")), Require.Page(page));

    public string Type { get; } = "Action.OpenUrl";

    public string Title { get; }

    public string Url { get; }
}
