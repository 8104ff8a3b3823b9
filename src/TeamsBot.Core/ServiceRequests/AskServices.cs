using System.Collections.Immutable;
using NodaTime;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>A request as an officer's form asks for it.</summary>
/// <param name="Id">Made when the form was drawn, so that a repeated press asks once (rule V7).</param>
/// <param name="Matter">Null for a question of the board's own.</param>
/// <param name="Theme">As it was claimed.</param>
public sealed record NewRequest(RequestId Id, GroupId Board, MatterId? Matter, string Theme, ImmutableArray<string> Services, string Question, LocalDate Due);

/// <summary>Everything that can become of asking.</summary>
public abstract record AskOutcome
{
    private AskOutcome()
    {
    }

    /// <param name="IsNew">False where the form had been pressed before: the request that exists is shown.</param>
    public sealed record Asked(ServiceRequest Request, bool IsNew) : AskOutcome;

    /// <summary>The caller is no officer of such a board, or another has the id. They look the same (rule T2).</summary>
    public sealed record NotAllowed : AskOutcome;

    /// <param name="Why">Says what was expected, for the form to show beside what was typed.</param>
    public sealed record Wrong(string Why) : AskOutcome;

    /// <summary>The service has an open request about the same matter.</summary>
    /// <param name="By">That request; null while another officer is asking at this moment.</param>
    public sealed record AskedBefore(AskedService Service, ServiceRequest? By) : AskOutcome;

    /// <summary>A restricted matter, and a service that has no data-sharing agreement in force (R111).</summary>
    public sealed record NoAgreement(string Why) : AskOutcome;
}

/// <summary>Asks services on behalf of a board: who is asked, the question and the days are fixed with it.</summary>
public sealed class AskServices(RequestStore requests, AskedBefore before, AskableMatters matters, DirectoryStore directory, RequestNews news)
{
    /// <param name="themes">The county's list in force.</param>
    public Task<AskOutcome> HandleAsync(Caller caller, NewRequest asked, ThemeList themes, CancellationToken cancellation) =>
        Race.RetryAsync<AskOutcome>(async () =>
        {
            if (await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || register.Find(asked.Board) is not { Tier: not Tier.Network } board
                || Escalations.Officers.RoleIn(register, caller.Person, board.Id) is not { } role)
            {
                return new AskOutcome.NotAllowed();
            }

            if (await requests.FindAsync(caller.Tenant, asked.Id, cancellation) is { } standing)
            {
                return standing.AskedBy.Person == caller.Person ? new AskOutcome.Asked(standing, IsNew: false) : new AskOutcome.NotAllowed();
            }

            var matter = asked.Matter is { } id ? await matters.FindAsync(caller.Tenant, board.Id, id, cancellation) : null;
            var question = ServiceRequest.Read(asked.Question);
            if (Problem(asked, question, register, matter is null && asked.Matter is not null, news.Now) is { } problem)
            {
                return new AskOutcome.Wrong(problem);
            }

            if (themes.FindOffered(asked.Theme) is not { } theme)
            {
                return new AskOutcome.Wrong("Choose a theme: the answers are counted under it.");
            }

            var request = RequestOf(caller, asked with { Question = question }, theme, new(caller.Person, role), board, matter, register);
            return await RefusalAsync(request, cancellation) ?? await TryAskAsync(request, cancellation);
        });

    private string? Problem(NewRequest asked, string question, Register register, bool isNotTheirs, DateTimeOffset now)
    {
        var offered = Providers.Of(register, asked.Board).Where(service => !service.Leads.IsEmpty).Select(service => service.Id).ToHashSet(StringComparer.Ordinal);
        var today = When.Local(now).Date;
        return isNotTheirs ? "That matter is not with this board. Choose another, or none."
            : asked.Services.IsEmpty ? "Choose at least one service."
            : asked.Services.Length > ServiceRequest.ServicesAtMost ? $"Choose at most {ServiceRequest.ServicesAtMost} services. The others can have a request of their own."
            : asked.Services.Any(id => !offered.Contains(id)) ? "Choose services of the list. One of those you chose has left the directory, or nobody leads it now."
            : !news.Calendar.IsWorkingDay(asked.Due) || asked.Due <= today || news.Calendar.Between(today, asked.Due) > RequestPolicy.LongestAnswer ? $"Choose a school day for the answers, at most {RequestPolicy.LongestAnswer} school days from today."
            : ServiceRequest.ProblemOf(question, "Write what you want to know.", now);
    }

    private ServiceRequest RequestOf(Caller caller, NewRequest asked, Theme theme, Reader askedBy, Group board, Matter? matter, Register register) => new()
    {
        Tenant = caller.Tenant,
        Id = asked.Id,
        Board = Party.Of(board),
        Matter = matter is null ? null : new(matter.Id, matter.Evidence.Option.Text, matter.Evidence.Origin.Name),
        Theme = theme.Id,
        ThemeName = theme.Name,
        Question = asked.Question,
        Visibility = matter?.Evidence.Visibility is Visibility.Restricted ? Visibility.Restricted : Visibility.Members,
        AskedBy = askedBy,
        AskedAt = news.Now,
        Plan = news.Policy.PlanFor(asked.Due, news.Now, news.Calendar),
        Services = [.. Providers.Of(register, board.Id).Where(service => asked.Services.Contains(service.Id))],
        Officers = [.. Escalations.Officers.OfBoard(register, board.Id)],
        Audit = AuditChain.Empty,
    };

    private async Task<AskOutcome?> RefusalAsync(ServiceRequest request, CancellationToken cancellation) =>
        request.IsRestricted && await matters.RefusalAsync(request.Tenant, request.Services, cancellation) is { } why ? new AskOutcome.NoAgreement(why) : await before.TakeAsync(request, cancellation);

    // Null where it was not done for certain, or another has its id: read and decide again.
    private async Task<AskOutcome?> TryAskAsync(ServiceRequest request, CancellationToken cancellation) =>
        await news.AskAsync(request, cancellation) is { } intents && await requests.InsertAsync(request, intents, cancellation) is Committed.Done ? new AskOutcome.Asked(request, IsNew: true) : null;
}
