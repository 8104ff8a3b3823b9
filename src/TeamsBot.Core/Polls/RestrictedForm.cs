using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>The part of the form for a new poll that says who may see it (R112).</summary>
internal static class RestrictedForm
{
    public const string Input = "visibility";

    /// <summary>The schools without an agreement that the facilitator was told of, by URN.</summary>
    public const string Without = "without";

    /// <summary>A form drawn before there was a choice carries none: its polls are for members.</summary>
    public static Visibility? Read(string claimed) => claimed switch { "" or nameof(Visibility.Members) => Visibility.Members, nameof(Visibility.Restricted) => Visibility.Restricted, _ => null };

    public static IEnumerable<Element> Fields(string? chosen) =>
    [
        new InputChoiceSet(Input)
        {
            Label = "Say who may see this", ErrorMessage = "Choose one.", IsRequired = true, Value = Read(chosen ?? "")?.ToString(),
            Choices = [new(nameof(Visibility.Members), nameof(Visibility.Members)), new(nameof(Visibility.Restricted), nameof(Visibility.Restricted))],
        },
        SmallPrint("Members: the channel and the updates show it. Restricted: only those who vote, run it or answer it see it, each in their own chat, and that they did is on record. A school needs a data-sharing agreement to take part."),
    ];

    /// <summary>The schools that would get the reason in place of a ballot: none where the poll is not restricted.</summary>
    public static IReadOnlyList<School> Lacking(Register register, GateToday gate, NewPoll asked) => asked.Visibility is not Visibility.Restricted ? []
        : [.. register.SchoolsOf(asked.Group).Where(school => school.IsOpen && !gate.IsOpenTo(school.Urn)).OrderBy(school => school.Name, StringComparer.OrdinalIgnoreCase)];

    public static string KeyOf(IEnumerable<School> lacking) => string.Join('.', lacking.Select(school => school.Urn.Value).Order(StringComparer.Ordinal));

    /// <summary>Why a restricted poll is not opened by this press; null where it may be. The electorate stays every open school (rule V1): those without an agreement count, and cannot vote.</summary>
    /// <param name="named">The schools that the form had named already.</param>
    public static string? Problem(int schools, IReadOnlyList<School> lacking, Secrecy secrecy, string named)
    {
        var able = schools - lacking.Count;
        return lacking.Count == 0 ? null
            : able * 2 < schools ? $"Only {Words.Of(able, schools)} schools have a data-sharing agreement in force. Half of the schools must vote, so nothing could be agreed. Without one: {Names(lacking)}."
            : secrecy is Secrecy.Secret && able < SecretBallots.Fewest ? OpenPoll.NotSecret(able)
            : named == KeyOf(lacking) ? null
            : $"{Words.Sentence(Words.Some(lacking.Count, "school has", "schools have"))} no data-sharing agreement in force and will get the reason in place of a ballot: {Names(lacking)}. They count as schools that did not vote. To open it all the same, press again.";
    }

    private static string Names(IEnumerable<School> lacking) => Words.Join(lacking.Select(school => school.Name));
}

/// <summary>The line that says who can see a poll's card.</summary>
internal static class WhoSees
{
    private const string OnRecord = "It is restricted: please do not pass it on. That it was shown to you is on record.";

    /// <param name="otherwise">What it says where the poll is not restricted.</param>
    public static string Poll(Poll poll, string otherwise) => poll.IsRestricted ? $"only you. {OnRecord}" : otherwise;

    public static string Result(Poll poll, string otherwise) => poll.IsRestricted ? $"you here, and those who vote or run it, each in their own chat. {OnRecord}" : otherwise;
}
