using System.Globalization;
using NodaTime;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Agreements;

/// <summary>Answers the command and the buttons of the agreements. All that a card carries is a claim; who keeps them comes from the register.</summary>
public sealed class AgreementTurn(RecordAgreement record, AgreementStore agreements, DirectoryStore directory, AgreementTerms terms, TimeProvider clock)
{
    public const string Command = "agreements";

    public Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation) => ListAsync(typed.Caller, nameof(AgreementFilter.All), typed.Rest, "", cancellation);

    public Task<Answer> ListAsync(Press press, CancellationToken cancellation) => ListAsync(
        press.Caller,
        press[AgreementCards.FilterInput] is { Length: > 0 } filter ? filter : press["filter"],
        press.Data.GetValueOrDefault(AgreementCards.FindInput) ?? press["find"],
        press[Page.Key],
        cancellation);

    public async Task<Answer> OpenAsync(Press press, CancellationToken cancellation) =>
        press[AgreementCards.PartyInput].Length == 0 ? await ListAsync(press, cancellation) : await ShowAsync(press, press[AgreementCards.PartyInput], note: null, cancellation);

    public Task<Answer> RecordAsync(Press press, CancellationToken cancellation) => ChangeAsync(press, (_, today) => Signed(press, today), "✓ Recorded.", cancellation);

    public Task<Answer> EndAsync(Press press, CancellationToken cancellation) => ChangeAsync(press, (book, today) => Ended(press, book, today), "✓ Recorded.", cancellation);

    private static (Agreement?, string?) Signed(Press press, LocalDate today) =>
        !int.TryParse(press[AgreementForm.VersionInput], NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version is < 1 or > Agreement.LatestVersion ? (null, "Choose the version that was signed.")
        : AgreementDay.Read(press[AgreementForm.SignedInput]) is not { } day ? (null, "Choose the day it was signed.")
        : AgreementDay.Problem(day, today) is { } problem ? (null, problem)
        : (new Agreement(new(press["party"]), version, day, null), null);

    private static (Agreement?, string?) Ended(Press press, AgreementBook book, LocalDate today)
    {
        var version = int.TryParse(press["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return book.HistoryOf(new(press["party"])).LastOrDefault(record => record.Agreement.Version == version)?.Agreement is not { } agreement ? (null, "There is no such agreement to end.")
            : AgreementDay.Read(press[AgreementForm.EndedInput]) is not { } day ? (null, "Choose the day it ended.")
            : AgreementDay.Problem(day, today) is { } problem ? (null, problem)
            : day <= agreement.SignedOn ? (null, $"It was signed on {When.DayAndYear(agreement.SignedOn)}. Choose a later day.")
            : (agreement with { EndedOn = day }, null);
    }

    private async Task<Answer> ChangeAsync(Press press, Func<AgreementBook, LocalDate, (Agreement?, string?)> make, string done, CancellationToken cancellation)
    {
        if (!AgreementParty.IsWellFormed(press["party"]))
        {
            return new Answer.Show(AgreementCards.NotAParty());
        }

        // A count that is no number is an old or forged card's: nobody has so many records.
        var count = int.TryParse(press["records"], NumberStyles.None, CultureInfo.InvariantCulture, out var records) ? records : int.MaxValue;
        return await record.HandleAsync(press.Caller, new(press["party"]), count, make, cancellation) switch
        {
            AgreementOutcome.Recorded => await ShowAsync(press, press["party"], done, cancellation),
            AgreementOutcome.Wrong wrong => await ShowAsync(press, press["party"], $"Not recorded yet. {wrong.Why}", cancellation),
            AgreementOutcome.Overtaken => await ShowAsync(press, press["party"], "Not recorded: something else was recorded since your card was made. This is how it stands now.", cancellation),
            _ => new Answer.Show(AgreementCards.NotAParty()),
        };
    }

    private async Task<Answer> ShowAsync(Press press, string claimed, string? note, CancellationToken cancellation)
    {
        if (!AgreementParty.IsWellFormed(claimed) || await directory.CurrentAsync(press.Caller.Tenant, cancellation) is not { } register
            || !Keepers.MayKeep(register, press.Caller.Person) || AgreementParties.NameOf(register, new(claimed)) is not { } name)
        {
            return await ListAsync(press.Caller, "", "", "", cancellation);
        }

        var (book, today) = (await agreements.CurrentAsync(press.Caller.Tenant, cancellation), When.Local(clock.GetUtcNow()).Date);
        var party = new NamedParty(new(claimed), name);
        return new Answer.Show(AgreementForm.Draw(new(PartyLine.Of(party, book, today, terms), book.HistoryOf(party.Party), register, terms, today, note, press.Data)));
    }

    private async Task<Answer> ListAsync(Caller caller, string filter, string find, string page, CancellationToken cancellation)
    {
        if (await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register)
        {
            return new Answer.Show(AgreementCards.NotAParty());
        }

        var (book, today) = (await agreements.CurrentAsync(caller.Tenant, cancellation), When.Local(clock.GetUtcNow()).Date);
        if (Keepers.MayKeep(register, caller.Person))
        {
            return new Answer.Show(AgreementCards.ForKeeper(AgreementList.Of(register, book, today, terms, filter, find, page)));
        }

        var own = AgreementParties.OfPerson(register, caller.Person).Select(party => PartyLine.Of(party, book, today, terms)).ToList();
        return new Answer.Show(own.Count == 0 ? AgreementCards.NotAParty() : AgreementCards.ForParties(own, terms));
    }
}
