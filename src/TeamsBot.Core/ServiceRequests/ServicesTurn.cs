using TeamsBot.Core.Agreements;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>Answers <c>services</c>: the directory of a locality's services, and the form by which its board's officers ask them.</summary>
public sealed class ServicesTurn(AskServices ask, ServicesDesk desk, NewId newId)
{
    public const string Command = "services";

    public Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation) => desk.DirectoryAsync(typed.Caller, null, cancellation);

    /// <summary>The services of the area that the card's form names.</summary>
    public Task<Answer> DirectoryAsync(Press press, CancellationToken cancellation) => desk.DirectoryAsync(press.Caller, new GroupId(press[DirectoryCards.PlaceInput]), cancellation);

    /// <summary>The form, filled in for a matter where the press names one of the board's.</summary>
    public Task<Answer> FormAsync(Press press, CancellationToken cancellation) =>
        desk.FormAsync(press, new(press["board"]), new(newId()), MatterId.IsWellFormed(press["matter"]) ? new MatterId(press["matter"]) : null, cancellation);

    public async Task<Answer> AskAsync(Press press, CancellationToken cancellation)
    {
        var board = new GroupId(press["board"]);
        if (!RequestId.IsWellFormed(press["request"]) || await desk.ViewAsync(press.Caller, board, new(press["request"]), cancellation) is not { } view)
        {
            return new Answer.Show(AskForm.NotAnOfficer);
        }

        var (asked, problem) = AskForm.Read(view.Id, board, press);
        if (await desk.RestrictedAsync(press.Caller, board, press[AskForm.MatterInput], cancellation) is { } restricted)
        {
            if (press.Place is not Place.Personal)
            {
                return new Answer.Show(Restrictions.OnlyInPerson);
            }

            view = view.Offering(restricted);
        }

        var outcome = asked is null ? new AskOutcome.Wrong(problem!) : await ask.HandleAsync(press.Caller, asked, view.Themes, cancellation);
        return outcome is AskOutcome.Asked { Request: var request } ? RequestLooks.Guarded(request, RequestCards.ForOfficer(request, press.TeamsUserId)) : new Answer.Show(outcome switch
        {
            AskOutcome.Wrong wrong => AskForm.Draw(view, press.Data.GetValueOrDefault, wrong.Why),
            AskOutcome.AskedBefore before => AskForm.AskedBefore(before),
            AskOutcome.NoAgreement refused => AskForm.NoAgreement(refused),
            // An id that another's request has: a fresh one is theirs alone, and what was typed is kept.
            _ => AskForm.Draw(view with { Id = new(newId()) }, press.Data.GetValueOrDefault, "It could not be sent. Look at it and press again."),
        });
    }
}

/// <summary>Draws what a person may see of the services, by the register as it stands.</summary>
public sealed class ServicesDesk(DirectoryStore directory, RequestStore requests, AskableMatters matters, ThemeStore themes, RequestNews news)
{
    public async Task<Answer> DirectoryAsync(Caller caller, GroupId? chosen, CancellationToken cancellation)
    {
        if (await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || BoardsOf(register) is not { Count: > 0 } boards)
        {
            return new Answer.Show(DirectoryCards.NoBoards);
        }

        var place = boards.FirstOrDefault(board => board.Id == chosen) ?? HomeOf(register, boards, caller.Person);
        var mayAsk = Escalations.Officers.RoleIn(register, caller.Person, place.Id) is not null;
        var asked = mayAsk ? await requests.OfBoardAsync(caller.Tenant, place.Id, cancellation) : [];
        return new Answer.Show(DirectoryCards.Of(new(
            place,
            [.. Providers.Of(register, place.Id).Select(service => (service, (IReadOnlyList<string>)[.. service.Leads.Select(lead => register.Find(lead)?.Name).OfType<string>()]))],
            [.. boards.Where(board => board.Id != place.Id)],
            mayAsk && Providers.Of(register, place.Id).Any(service => !service.Leads.IsEmpty),
            [.. asked.Take(DirectoryCards.RequestsShown)],
            asked.Count)));
    }

    public async Task<Answer> FormAsync(Press press, GroupId board, RequestId id, MatterId? about, CancellationToken cancellation)
    {
        var caller = press.Caller;
        if (await ViewAsync(caller, board, id, cancellation) is not { } view)
        {
            return new Answer.Show(AskForm.NotAnOfficer);
        }

        if (view.Services.Count == 0)
        {
            return new Answer.Show(AskForm.NobodyToAsk(view.Board));
        }

        // Not even that there is one is said in a channel (rule T5).
        view = press.Place is Place.Personal ? view : view with { Matters = [.. view.Matters.Where(offered => offered.MayBeShownInChannels)] };
        var matter = about is { } wanted ? await matters.FindAsync(caller.Tenant, board, wanted, cancellation) : null;
        view = matter is null ? view : view.Offering(matter);

        var due = news.Calendar.Add(When.Local(news.Now).Date, news.Policy.Answer);
        return new Answer.Show(AskForm.Draw(view, AskForm.Filled(view, matter, due).GetValueOrDefault));
    }

    /// <summary>The board's restricted matter that a form names; null for any other.</summary>
    internal async Task<Matter?> RestrictedAsync(Caller caller, GroupId board, string claimed, CancellationToken cancellation) =>
        MatterId.IsWellFormed(claimed) && await matters.FindAsync(caller.Tenant, board, new(claimed), cancellation) is { MayBeShownInChannels: false } matter ? matter : null;

    /// <summary>What the form offers; null for whoever is no officer of that board.</summary>
    internal async Task<AskView?> ViewAsync(Caller caller, GroupId boardId, RequestId id, CancellationToken cancellation)
    {
        if (await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || register.Find(boardId) is not { Tier: not Tier.Network } board
            || Escalations.Officers.RoleIn(register, caller.Person, board.Id) is null)
        {
            return null;
        }

        return new(
            id,
            Party.Of(board),
            await matters.OfferedAsync(caller.Tenant, board.Id, cancellation),
            [.. Providers.Of(register, board.Id).Where(service => !service.Leads.IsEmpty).Take(AskForm.ServicesOffered)],
            [.. news.Policy.DaysOffered(news.Now, news.Calendar)],
            await themes.CurrentAsync(caller.Tenant, cancellation));
    }

    private static IReadOnlyList<Group> BoardsOf(Register register) =>
        [.. register.Groups.Where(group => group.Tier is not Tier.Network && (group.Tier is Tier.Locality || Providers.Of(register, group.Id).Count > 0)).OrderBy(group => group.Tier).ThenBy(group => group.Name, StringComparer.OrdinalIgnoreCase)];

    // The board whose officer somebody is, or else the one above their network or school.
    private static Group HomeOf(Register register, IReadOnlyList<Group> boards, PersonId person)
    {
        var groups = Places.GroupsOf(register, person);
        return boards.FirstOrDefault(board => Escalations.Officers.RoleIn(register, person, board.Id) is not null)
            ?? boards.FirstOrDefault(board => groups.Contains(board.Id) || groups.Any(group => register.Find(group)?.Parent == board.Id))
            ?? Providers.LedBy(register, person).Select(led => boards.FirstOrDefault(board => board.Id == led.Place.Id)).FirstOrDefault(board => board is not null)
            ?? boards[0];
    }
}
