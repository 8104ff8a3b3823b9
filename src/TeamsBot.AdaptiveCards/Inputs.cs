using System.Text.Json.Serialization;

namespace TeamsBot.AdaptiveCards;

/// <summary>A field of a form. Its id names the answer beside the action's data, so it must differ from the data's keys.</summary>
public abstract record Input : Element
{
    private protected Input(string id) => Id = Require.Text(id, "an input's id");

    [JsonPropertyOrder(-3)]
    public string Id { get; }

    /// <summary>An instruction, seen and read aloud. It is Markdown in some clients, so it is escaped.</summary>
    [JsonPropertyOrder(-2)]
    public required string Label { get; init => field = PlainText.EscapeMarkdown(PlainText.Clean(Require.Text(value, "an input's label"))); }

    [JsonPropertyOrder(-1)]
    public bool IsRequired { get; init; }

    /// <summary>Says what to do, not only that something is wrong.</summary>
    [JsonPropertyOrder(7)]
    public required string ErrorMessage { get; init => field = PlainText.Clean(Require.Text(value, "an input's error message")); }
}

/// <summary>A line or, with <see cref="IsMultiline"/>, some lines of text.</summary>
public sealed record InputText : Input
{
    public InputText(string id) : base(id)
    {
    }

    public bool IsMultiline { get; init; }

    /// <summary>In UTF-16 characters. A client's check is a courtesy: the server checks again.</summary>
    public int? MaxLength { get; init; }

    public string? Placeholder { get; init; }

    public string? Value { get; init; }
}

/// <summary>A day. It comes back as <c>2026-11-27</c>, or as whatever a client without a calendar sends: the server reads it again.</summary>
public sealed record InputDate : Input
{
    public InputDate(string id) : base(id)
    {
    }

    public DateOnly? Min { get; init; }

    public DateOnly? Max { get; init; }

    public DateOnly? Value { get; init; }
}

/// <summary>Yes or no: comes back as <c>true</c> or <c>false</c>. Required means that only yes will do.</summary>
public sealed record InputToggle : Input
{
    /// <param name="title">What a yes says, beside the box. Some clients read it as Markdown, so it is cleaned and escaped (T3).</param>
    public InputToggle(string id, string title) : base(id) => Title = PlainText.EscapeMarkdown(PlainText.Clean(Require.Text(title, "a toggle's title")));

    public string Title { get; }

    public bool Wrap { get; } = true;

    [JsonIgnore]
    public bool IsOn { get; init; }

    [JsonInclude]
    internal string? Value => IsOn ? "true" : null;
}

/// <summary>One or several of a list, always wrapped.</summary>
public sealed record InputChoiceSet : Input
{
    public InputChoiceSet(string id) : base(id)
    {
    }

    public ChoiceStyle Style { get; init; }

    public bool IsMultiSelect { get; init; }

    public bool Wrap { get; } = true;

    public string? Placeholder { get; init; }

    /// <summary>What is chosen already: values joined by commas.</summary>
    public string? Value { get; init; }

    public required IReadOnlyList<Choice> Choices { get; init; }
}

/// <summary>A choice of an <see cref="InputChoiceSet"/>.</summary>
public sealed record Choice
{
    /// <param name="text">As people wrote it. Some clients read it as Markdown, so it is cleaned and escaped (T3).</param>
    /// <param name="value">Comes back when chosen, several joined by commas; one with a comma in it is refused.</param>
    public Choice(string text, string value)
    {
        if (Require.Text(value, "a choice's value").Contains(','))
        {
            throw new ArgumentException($"The choice value '{value}' has a comma; several choices come back joined by commas.", nameof(value));
        }

        (Title, Value) = (PlainText.EscapeMarkdown(PlainText.Clean(Require.Text(text, "a choice's title"))), value);
    }

    public string Title { get; }

    public string Value { get; }
}
