using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Registers;

/// <summary>The registers that any member can list: what was decided (R3), and what was sent up, who has it now and what is next (R2).</summary>
public sealed class RegisterFeature(DecisionTurn decisions, MatterListTurn matters, FillRegisters fill) : Feature
{
    public override IEnumerable<CardSample> Samples => RegisterSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnCommand(DecisionTurn.Command, "what was decided, by whom and why", decisions.DrawAsync);
        map.OnPress(DecisionCards.Show, decisions.ShowAsync);
        map.OnPress(DecisionCards.Form, decisions.FormAsync);
        map.OnPress(DecisionCards.Evidence, decisions.EvidenceAsync);
        map.OnCommand(MatterListTurn.Command, "what groups sent up, who has it now and what is next", matters.DrawAsync);
        map.OnPress(MatterListCards.Show, matters.ShowAsync);
        map.OnPress(MatterListCards.Form, matters.FormAsync);
        map.OnPress(MatterReading.Open, matters.OpenAsync);
        map.OnPress(MatterReading.History, matters.HistoryAsync);
        map.OnDue(FillPlan.Kind, fill.HandleAsync);
    }
}

public static class RegisterServices
{
    /// <summary>Adds the registers. Needs polls, escalations, themes, digests and the directory. The host calls <see cref="FillPlan"/> for every tenant at its start.</summary>
    public static IServiceCollection AddRegisters(this IServiceCollection services) => services
        .AddSingleton<RegisterIndex>()
        .AddSingleton<ListDecisions>()
        .AddSingleton<RegisterDesk>()
        .AddSingleton<DecisionTurn>()
        .AddSingleton<ListMatters>()
        .AddSingleton<MatterListTurn>()
        .AddSingleton<FillPlan>()
        .AddSingleton<FillRegisters>()
        .AddSingleton<Feature, RegisterFeature>();
}
