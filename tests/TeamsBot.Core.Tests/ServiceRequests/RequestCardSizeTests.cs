using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Needs;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;
using TeamsBot.Testing.Cards;
using Xunit;
using Said = TeamsBot.Core.ServiceRequests.Said;

namespace TeamsBot.Core.Tests.ServiceRequests;

/// <summary>Whatever is written, every card stays below Teams' limit and keeps the language of cards.</summary>
public sealed class RequestCardSizeTests
{
    private static readonly DateTimeOffset At = new(2026, 9, 7, 9, 0, 0, TimeSpan.Zero);
    private static readonly string Text = new('ä', ServiceRequest.LongestText);
    private static readonly string Name = new('n', 90);

    private static readonly ThemeList Themes = new(0, Enumerable.Range(0, ThemeList.OfferedAtMost).Select(at => new Theme(new($"theme-{at}"), $"{at:D2} {new string('t', Theme.LongestName - 3)}", null, [])));

    [SkippableFact]
    public Task Cards_OfTheLargestRequest_KeepTheRules()
    {
        var request = Largest();
        var corrected = request with { Answers = [.. request.Answers.Select(answer => answer with { Number = 2 })] };
        var declined = request with { Answers = [.. request.Answers.Select(answer => answer with { Said = new Said.Decline(Text) })] };
        var silent = request with { Answers = [], Chases = [new(Occasion.Tell, 2, At, [.. Enumerable.Range(0, ServiceRequest.ServicesAtMost)], [[Fernshaw.Clerk]])] };
        return CardCheck.CheckAsync(
        [
            ("officer", RequestCards.ForOfficer(request, "29:officer", Name).Card),
            ("officer, declined", RequestCards.ForOfficer(declined, "29:officer", Name).Card),
            ("full", RequestCards.Full(corrected, corrected.Answers[0], [request.Answers[0], corrected.Answers[0]]).Card),
            ("all answered", RequestCards.AllAnswered(request).Card),
            ("silent", RequestCards.SomeSilent(silent, silent.Chases[0]).Card),
            ("lead, asked", ServiceCards.ForLead(new(silent, 0, "29:lead"), ServiceCards.ReminderNote).Card),
            ("lead, answered", ServiceCards.ForLead(new(corrected, 0, "29:lead"), Name).Card),
            ("lead, declined", ServiceCards.ForLead(new(declined, 0, "29:lead"), Name).Card),
        ]);
    }

    [SkippableFact]
    public Task Cards_OfTheLargestFormAndLists_KeepTheRules()
    {
        var request = Largest();
        IReadOnlyList<AskedService> services = [.. Enumerable.Range(0, AskForm.ServicesOffered).Select(Service)];
        Matter[] matters = [.. Enumerable.Range(0, 8).Select(at => Fernshaw.Raised() with { Id = new($"{new string('p', 60)}{at}~p1~locality") })];
        var view = new AskView(new(new('r', 20)), Party.Of(Fernshaw.Board), [.. matters.Select(matter => matter with { Evidence = matter.Evidence with { Option = matter.Evidence.Option with { Text = new('m', 300) } } })], services, [.. Enumerable.Range(1, 6).Select(day => new NodaTime.LocalDate(2026, 9, day))], Themes);
        var typed = new Dictionary<string, string> { [AskForm.QuestionInput] = Text, [AskForm.ServicesInput] = string.Join(',', services.Select(service => service.Id)), [AskForm.ThemeInput] = "theme-1", [AskForm.MatterInput] = matters[0].Id.Value };
        var entries = Enumerable.Range(0, 40).Select(at => new UnmetNeed(
            $"request-{at}~{Service(at).Id}", new($"theme-{at}"), Service(at).Id, Name, Party.Of(Fernshaw.Board), $"request-{at}", Visibility.Members, At, 1, null, AuditChain.Empty)).ToList();
        var seen = new ObservedNeed("need-1", new("theme-1"), "health", Name, Party.Of(Fernshaw.Board), new("lead"), Text, Text, HowMany.FiftyOrMore, At, null, AuditChain.Empty);
        return CardCheck.CheckAsync(
        [
            ("form", AskForm.Draw(view, typed.GetValueOrDefault, Text[..200]).Card),
            ("directory", DirectoryCards.Of(new(Fernshaw.Board, [.. services.Concat(services).Select(service => (service, (IReadOnlyList<string>)[Name, Name, Name]))], [Fernshaw.Partnership], MayAsk: true, [.. Enumerable.Range(0, DirectoryCards.RequestsShown).Select(at => request with { Id = new($"request-{at}") })], 90)).Card),
            ("register", NeedCards.Register(new(NeedAudience.Sum(entries), entries, [.. Themes.All.Select(theme => (theme, 40))], Themes, Page.Of("2", 40), IsCounty: true, Logs: true)).Card),
            ("entry", NeedCards.ForEntry(entries[0] with { Met = new(MetBy.Board, new("chair"), Text, At) }, Name, mayOffer: true, mayClose: true, Name).Card),
            ("observed", ObservedCards.OfTheme(Name, [.. Enumerable.Repeat(seen, 40)]).Card),
            ("logged", ObservedCards.Logged(seen, Name).Card),
            ("log form", ObservedCards.Draw(new("need-1", services, [Fernshaw.Board, Fernshaw.Partnership], Themes), _ => Text, Text[..200]).Card),
        ]);
    }

    private static AskedService Service(int at) => new($"{new string('s', 60)}-{at}--locality-fernshaw", $"{Name[..60]} {at:D2}", UnderReview: true, [new("lead"), new("lead-2")]);

    private static ServiceRequest Largest()
    {
        ImmutableArray<AskedService> services = [.. Enumerable.Range(0, ServiceRequest.ServicesAtMost).Select(Service)];
        return new()
        {
            Tenant = Fernshaw.Tenant,
            Id = new(new('r', 20)),
            Board = Party.Of(Fernshaw.Board),
            Matter = new(new($"{new string('p', 60)}~p1~locality"), new('m', 300), "Alder Vale Network"),
            Theme = new("theme-1"),
            ThemeName = new('t', Theme.LongestName),
            Question = Text,
            Visibility = Visibility.Members,
            AskedBy = new(Fernshaw.Clerk, Role.Clerk),
            AskedAt = At,
            Plan = new(At.AddDays(14), null, At.AddDays(15), At.AddDays(17)),
            Services = services,
            Officers = [new(Fernshaw.Clerk, Role.Clerk)],
            Answers = [.. services.Select((_, at) => new ServiceAnswer(at, 1, new("lead"), new Said.Offer(Text, Text, Text, Capacity.None), At))],
            Actions = [.. services.SelectMany((_, at) => Enumerable.Range(1, ServiceAction.OfOneAtMost).Select(number => new ServiceAction(at, number, ActionKind.Asset, Text[..200], Text[..200], new("lead"), At, null)))],
            Acts = 20,
            Audit = AuditChain.Empty,
        };
    }
}
