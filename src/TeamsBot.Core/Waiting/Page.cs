using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Waiting;

/// <summary>One page of a list that may be longer than a card.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Last">The number of the last; 1 where the list is empty.</param>
internal readonly record struct Page(int Number, int Last)
{
    public const int Size = 10;

    /// <summary>In UTF-16 characters: ten entries of people's words fit a card however much they wrote.</summary>
    public const int LongestTitle = 240;
    public const int LongestText = 600;

    /// <summary>The name of the page in a card's data.</summary>
    public const string Key = "page";

    /// <summary>The claimed page, or the nearest that there is: the list may have become shorter, and a card's data may be forged.</summary>
    public static Page Of(string claimed, int items)
    {
        var last = Math.Max(1, (items + Size - 1) / Size);
        return new(int.TryParse(claimed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, last) : 1, last);
    }

    public bool HasNext => Number < Last;

    public bool HasPrevious => Number > 1;

    public IEnumerable<T> Cut<T>(IEnumerable<T> all) => all.Skip((Number - 1) * Size).Take(Size);

    /// <summary>What leads to the neighbouring pages, if there are any.</summary>
    public IEnumerable<Element> Buttons(string verb, string back, string on)
    {
        List<CardAction> turns =
        [
            .. HasPrevious ? [new ActionExecute(back, verb, Data(on: -1)) { Id = $"{verb}.back" }] : (CardAction[])[],
            .. HasNext ? [new ActionExecute(on, verb, Data(on: 1)) { Id = $"{verb}.on" }] : (CardAction[])[],
        ];
        return turns.Count == 0 ? [] : [CardParts.Buttons(turns)];
    }

    /// <summary>The data of a button that leads so many pages on.</summary>
    public Dictionary<string, string> Data(int on = 0) => new() { [Key] = (Number + on).ToString(CultureInfo.InvariantCulture) };
}
