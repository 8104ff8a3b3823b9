using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Projects;

/// <summary>School-to-school projects (R90 to R92).</summary>
public sealed class ProjectFeature(ProjectTurn turn, ProjectListTurn list, ProjectInviteTurn invite, StarterThemes themes) : Feature
{
    public override IEnumerable<CardSample> Samples => ProjectSamples.Of(themes.List);

    public override void Map(FeatureMap map)
    {
        map.OnCommand(ProjectListTurn.Command, "projects in which schools work together; starting one", list.DrawAsync, Purpose.WorkTogether);
        map.OnPress(ProjectListCards.Home, list.HomeAsync);
        map.OnPress(ProjectListCards.Show, list.ShowAsync);
        map.OnPress(ProjectStartCards.Form, list.FormAsync);
        map.OnPress(ProjectStartCards.SetUp, list.SetUpAsync);
        map.OnPress(ProjectInviteCards.Find, invite.FindAsync);
        map.OnPress(ProjectInviteCards.Invite, invite.InviteAsync);
        map.OnPress(ProjectCards.Open, turn.OpenAsync);
        map.OnPress(ProjectCards.Yes, turn.YesAsync);
        map.OnPress(ProjectCards.No, turn.NoAsync);
        map.OnPress(ProjectCards.Ask, turn.AskAsync);
        map.OnPress(ProjectCards.Accept, turn.AcceptAsync);
        map.OnPress(ProjectCards.TurnDown, turn.TurnDownAsync);
        map.OnPress(ProjectCards.Leave, turn.LeaveAsync);
        map.OnPress(ProjectCards.Finish, turn.FinishAsync);
        map.OnPress(ProjectCards.CallOff, turn.CallOffAsync);
    }
}

/// <summary>What projects tell and ask, what of it waits for somebody, and what a digest says of them.</summary>
public sealed class ProjectNewsFeature(ProjectAskCards asks, ProjectNewsDispatch news, ProjectTeller teller, ProjectLists lists) : Feature
{
    public override void Map(FeatureMap map)
    {
        map.Sends(asks);
        map.Sends(news);
        map.Tells(ProjectNews.Started, teller.TellAsync);
        map.Tells(ProjectNews.Finished, teller.TellAsync);
        map.Waits(lists.Asks);
        map.Waits(lists.Ends);
        map.Follows(lists.Followed);
    }
}

/// <summary>What of projects stands in everybody's lists.</summary>
public sealed record ProjectLists(ProjectAsksWaiting Asks, ProjectEndsWaiting Ends, ProjectFollowed Followed);

public static class ProjectServices
{
    /// <summary>Adds school-to-school projects. The host registers <see cref="StarterThemes"/> and <see cref="NewId"/>.</summary>
    public static IServiceCollection AddProjects(this IServiceCollection services) => services
        .AddSingleton<ProjectStore>()
        .AddSingleton<ProjectNews>()
        .AddSingleton<StartProject>()
        .AddSingleton<ActOnProject>()
        .AddSingleton<ProjectDesk>()
        .AddSingleton<ProjectSources>()
        .AddSingleton<ProjectTurn>()
        .AddSingleton<ProjectInviteTurn>()
        .AddSingleton<ProjectListTurn>()
        .AddSingleton<ProjectAskCards>()
        .AddSingleton<ProjectNewsDispatch>()
        .AddSingleton<ProjectTeller>()
        .AddSingleton<ProjectAsksWaiting>()
        .AddSingleton<ProjectEndsWaiting>()
        .AddSingleton<ProjectFollowed>()
        .AddSingleton<ProjectLists>()
        .AddSingleton<Feature, ProjectFeature>()
        .AddSingleton<Feature, ProjectNewsFeature>();
}
