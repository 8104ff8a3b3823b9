using System.Globalization;
using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Agreements;

/// <summary>One school or service as those who keep agreements see it, with its history and the forms to add to it.</summary>
/// <param name="Note">What came of a press, or why it is not recorded.</param>
/// <param name="Typed">What was typed: it stays.</param>
internal sealed record PartyView(PartyLine Line, IReadOnlyList<AgreementRecord> History, Register Register, AgreementTerms Terms, LocalDate Today, string? Note = null, IReadOnlyDictionary<string, string>? Typed = null);

internal static class AgreementForm
{
    public const string Record = "agreements.record";
    public const string End = "agreements.end";

    public const string VersionInput = "agreementVersion";
    public const string SignedInput = "agreementSigned";
    public const string EndedInput = "agreementEnded";

    private const int Remembered = 6;

    public static Message Draw(PartyView view)
    {
        var (line, name) = (view.Line, view.Line.Party.Name);
        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form for an agreement. Open Teams on another device.",
            Speak = view.Note ?? $"The data-sharing agreement of {name}.",
            Body =
            [
                FromLine("You keep the agreement of ", Bold(name), line.Party.Party.AsSchool is { } urn ? $" (URN {urn})." : "."),
                Heading(line.State is AgreementState.InForce ? "✓ In force" : line.State switch { AgreementState.None => "No agreement on record", AgreementState.Ended => "The agreement has ended", AgreementState.NotYet => "The agreement has not begun", _ => "A newer version is needed" }),
                .. view.Note is null ? [] : (Element[])[Paragraph(Bold(view.Note))],
                Paragraph($"{Words.Sentence(AgreementWords.Of(line.State, line.Agreement))}. {(line.State is AgreementState.InForce ? "Restricted things may be sent to it and taken from it." : "Nothing restricted is sent to it or taken from it.")}"),
                .. view.History.Count == 0 ? [] : (IEnumerable<Element>)[PartTitle("What was recorded"), .. MarkedList(view.History.Reverse().Take(Remembered).Select(record => RecordOf(record, view.Register)))],
                WhoCanSeeThis("only you. The school or service sees how it stands, and the record keeps who wrote what.", underLine: true),
                Buttons([.. EndForm(view), Back(), RecordForm(view)]),
            ],
        };
        return new(card, view.Note ?? $"{name}: {AgreementWords.Of(line.State, line.Agreement)}");
    }

    private static MarkedLine RecordOf(AgreementRecord record, Register register)
    {
        var (agreement, who) = (record.Agreement, register.Find(new PersonId(record.Who))?.Name ?? (record.Who == "bot" ? "an import" : "somebody who has left"));
        return new("•", $"Version {agreement.Version}, signed on {When.DayAndYear(agreement.SignedOn)}{(agreement.EndedOn is { } ended ? $", ended on {When.DayAndYear(ended)}" : "")}. Recorded on {When.DayAndYear(record.At)} by {who}.");
    }

    private static ActionShowCard RecordForm(PartyView view)
    {
        var latest = Math.Max(view.Terms.RequiredVersion, view.History.Select(record => record.Agreement.Version).DefaultIfEmpty(1).Max());
        var versions = Enumerable.Range(1, Math.Min(latest + 1, Agreement.LatestVersion)).TakeLast(20).Select(version => new Choice($"Version {version}", version.ToString(CultureInfo.InvariantCulture))).ToList();
        var chosen = view.Typed?.GetValueOrDefault(VersionInput) ?? view.Terms.RequiredVersion.ToString(CultureInfo.InvariantCulture);
        return new ActionShowCard(
            "Record an agreement…",
            new InputChoiceSet(VersionInput) { Label = "Choose the version that was signed", ErrorMessage = "Choose a version.", IsRequired = true, Choices = versions, Value = versions.Any(choice => choice.Value == chosen) ? chosen : null },
            new InputDate(SignedInput) { Label = "Choose the day it was signed", ErrorMessage = "Choose a day.", IsRequired = true, Value = Kept(view, SignedInput) },
            SmallPrint("It holds from that day on. To put a mistake right, record the same version again with the right day."),
            Buttons(Main(new ActionExecute("Record this agreement", Record, DataOf(view)))));
    }

    private static IEnumerable<CardAction> EndForm(PartyView view) => view.Line is not { Agreement: { } agreement, State: not AgreementState.Ended } ? []
        :
        [
            new ActionShowCard(
                "It has ended…",
                new InputDate(EndedInput) { Label = $"Choose the day version {agreement.Version} ended", ErrorMessage = "Choose a day.", IsRequired = true, Value = Kept(view, EndedInput) ?? view.Today.ToDateOnly() },
                SmallPrint("From that day on nothing restricted is sent to it or taken from it. What it has received stays where it is."),
                Buttons(Main(new ActionExecute("Record that it ended", End, new(DataOf(view)) { ["version"] = agreement.Version.ToString(CultureInfo.InvariantCulture) })))),
        ];

    private static ActionExecute Back() => new("Show the list", AgreementCards.List, []) { AssociatedInputs = AssociatedInputs.None };

    private static Dictionary<string, string> DataOf(PartyView view) => new() { ["party"] = view.Line.Party.Party.Value, ["records"] = view.History.Count.ToString(CultureInfo.InvariantCulture) };

    private static DateOnly? Kept(PartyView view, string input) => view.Typed?.GetValueOrDefault(input) is { } typed && AgreementDay.Read(typed) is { } day ? day.ToDateOnly() : null;
}
