using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Consultations;

/// <summary>Consultations: the county asks every school (requirement R6).</summary>
public sealed class ConsultationFeature(SchoolTurn school, ResultTurn result, ConsultationForm form, ConsultationDue due, ConsultationNews news) : Feature
{
    public override IEnumerable<CardSample> Samples => [.. form.Samples(), .. ConsultationSamples.All()];

    public override void Map(FeatureMap map)
    {
        map.OnPress(AnswerCards.Send, school.AnswerAsync);
        map.OnPress(AnswerCards.Change, school.ChangeAsync);
        map.OnPress(AnswerCards.Show, school.ShowAsync);
        map.OnPress(AnswerCards.Find, school.FindAsync);
        map.OnPress(ConsultationResultCards.Result, result.ResultAsync);
        map.OnPress(ConsultationResultCards.ByPhase, result.ByPhaseAsync);
        map.OnPress(ConsultationResultCards.ByStatus, result.ByStatusAsync);
        map.OnPress(WrittenCards.Read, result.WrittenAsync);
        map.OnPress(StarterCards.Progress, result.ProgressAsync);
        map.OnPress(ConsultationForm.Open, form.OpenAsync);
        map.OnCommand(ConsultationForm.Command, "ask every school of the county, for the partnership board", form.DrawAsync, Purpose.Decide, [Role.Administrator, Role.Chair, Role.Clerk]);
        due.Map(map);
        news.Map(map);
    }
}

/// <summary>What falls due for consultations.</summary>
public sealed class ConsultationDue(CloseConsultation close, ShowProgress progress, RemindSchools remind)
{
    public void Map(FeatureMap map)
    {
        map.OnDue(CloseConsultation.Kind, close.HandleAsync);
        map.OnDue(ShowProgress.Kind, progress.HandleAsync);
        map.OnDue(RemindSchools.Kind, remind.HandleAsync);
    }
}

/// <summary>What reminds of consultations (rule V20).</summary>
public sealed class ConsultationRemindersFeature(ReminderCards cards, FinishedReminders finished) : Feature
{
    public override void Map(FeatureMap map)
    {
        map.Sends(cards);
        map.Sends(finished);
    }
}

/// <summary>What consultations tell, and what of it waits for somebody.</summary>
public sealed class ConsultationNews(SchoolCards schools, NetworkCards networks, StarterCard starter, ConsultationsWaiting waiting, ConsultationsFollowed followed)
{
    public void Map(FeatureMap map)
    {
        map.Sends(schools);
        map.Sends(networks);
        map.Sends(starter);
        map.Waits(waiting);
        map.Follows(followed);
    }
}

public static class ConsultationServices
{
    /// <summary>Adds consultations. The host registers <see cref="StarterQuestions"/>.</summary>
    public static IServiceCollection AddConsultations(this IServiceCollection services) => services
        .AddSingleton<ConsultationStore>()
        .AddSingleton<OpenConsultation>()
        .AddSingleton<AnswerConsultation>()
        .AddSingleton<CloseConsultation>()
        .AddSingleton<ShowProgress>()
        .AddSingleton<RemindSchools>()
        .AddSingleton<ConsultationAgenda>()
        .AddSingleton<ReminderCards>()
        .AddSingleton<FinishedReminders>()
        .AddSingleton<Feature, ConsultationRemindersFeature>()
        .AddSingleton<ConsultationForm>()
        .AddSingleton<SchoolTurn>()
        .AddSingleton<ResultTurn>()
        .AddSingleton<SchoolCards>()
        .AddSingleton<NetworkCards>()
        .AddSingleton<StarterCard>()
        .AddSingleton<ConsultationsWaiting>()
        .AddSingleton<ConsultationsFollowed>()
        .AddSingleton<ConsultationDue>()
        .AddSingleton<ConsultationNews>()
        .AddSingleton<Feature, ConsultationFeature>();
}
