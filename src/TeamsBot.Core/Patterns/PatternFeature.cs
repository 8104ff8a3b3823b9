using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;

namespace TeamsBot.Core.Patterns;

/// <summary>Patterns: the same theme in several networks, boards or schools (R55 to R60, rules E6 and E8).</summary>
public sealed class PatternFeature(PatternTurn turn, IssueTurn issues, PatternListTurn list, PatternNewsMap news) : Feature
{
    public override IEnumerable<CardSample> Samples => PatternSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnCommand(PatternListTurn.Command, "themes that several networks, boards or schools share", list.DrawAsync, Purpose.LookUp, [Role.Facilitator, Role.Chair, Role.ViceChair, Role.Clerk]);
        map.OnPress(PatternListCards.Verb, list.PageAsync);
        map.OnPress(PatternCards.Show, turn.ShowAsync);
        map.OnPress(PatternCards.Join, turn.JoinAsync);
        map.OnPress(PatternCards.KeepApart, turn.KeepApartAsync);
        map.OnPress(PatternCards.Discuss, turn.DiscussAsync);
        map.OnPress(JointCards.Acknowledge, (press, cancellation) => turn.AnswerAsync(press, Act.Acknowledge, cancellation));
        map.OnPress(JointCards.Accept, (press, cancellation) => turn.AnswerAsync(press, Act.Accept, cancellation));
        map.OnPress(JointCards.Ask, (press, cancellation) => turn.AnswerAsync(press, Act.Ask, cancellation));
        map.OnPress(JointCards.ReferUp, (press, cancellation) => turn.AnswerAsync(press, Act.ReferUp, cancellation));
        map.OnPress(JointCards.Decline, (press, cancellation) => turn.AnswerAsync(press, Act.Decline, cancellation));
        map.OnPress(IssueCards.Same, issues.SameAsync);
        map.OnPress(IssueCards.Different, issues.DifferentAsync);
        map.OnPress(IssueCards.Show, issues.ShowAsync);
        news.Map(map);
    }
}

/// <summary>What falls due for patterns, what they tell, and what of it waits for somebody.</summary>
public sealed class PatternNewsMap(PatternDue due, PatternDispatch cards, QuestionDispatch questions, PatternsWaiting patterns, IssuesWaiting issues)
{
    public void Map(FeatureMap map)
    {
        due.Map(map);
        map.Sends(cards);
        map.Sends(questions);
        map.Waits(patterns);
        map.Waits(issues);
    }
}

/// <summary>What falls due for patterns.</summary>
public sealed class PatternDue(LookForPatterns look, FindPatterns find, ApplyJointAnswer apply)
{
    public void Map(FeatureMap map)
    {
        map.OnDue(LookForPatterns.Kind, look.HandleAsync);
        map.OnDue(FindPatterns.Kind, find.HandleAsync);
        map.OnDue(ApplyJointAnswer.Kind, apply.HandleAsync);
    }
}

public static class PatternServices
{
    /// <summary>Adds patterns. Needs escalations, polls, rounds, themes, observed needs, delivery and <see cref="PatternThresholds"/>.</summary>
    public static IServiceCollection AddPatterns(this IServiceCollection services) => services
        .AddSharing()
        .AddSingleton<PatternStore>()
        .AddSingleton<PatternNews>()
        .AddSingleton<Sightings>()
        .AddSingleton<FindPatterns>()
        .AddSingleton<CountMatter>()
        .AddSingleton<LookForPatterns>()
        .AddSingleton<PatternDesk>()
        .AddSingleton<DecidePattern>()
        .AddSingleton<JointAnswers>()
        .AddSingleton<JointTargets>()
        .AddSingleton<ApplyJointAnswer>()
        .AddSingleton<AnswerJointly>()
        .AddSingleton<IssueDesk>()
        .AddSingleton<SayIssue>()
        .AddSingleton<ListPatterns>()
        .AddSingleton<PatternTurn>()
        .AddSingleton<IssueTurn>()
        .AddSingleton<PatternListTurn>()
        .AddSingleton<PatternDispatch>()
        .AddSingleton<QuestionDispatch>()
        .AddSingleton<PatternsWaiting>()
        .AddSingleton<IssuesWaiting>()
        .AddSingleton<PatternDue>()
        .AddSingleton<PatternNewsMap>()
        .AddSingleton<Feature, PatternFeature>();
}
