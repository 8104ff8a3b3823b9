using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Conversations;

/// <summary>Answers <c>help</c>, and every word that is no command, with what the person can write.</summary>
public sealed class HelpFeature(DirectoryStore directory) : Feature
{
    public const string Word = "help";

    // The map is asked for its commands when somebody asks for help: by then every feature has declared its own.
    public override void Map(FeatureMap map) =>
        map.OnCommand(Word, "shows this list", (typed, cancellation) => DrawAsync(typed, map, cancellation), Purpose.Mine);

    private async Task<Answer> DrawAsync(Typed typed, FeatureMap map, CancellationToken cancellation)
    {
        var person = (await directory.CurrentAsync(typed.Caller.Tenant, cancellation))?.Find(typed.Caller.Person);
        return new Answer.Show(HelpCards.Draw(map.Commands, person?.Appointments.Select(held => held.Role) ?? [], understood: typed.Word is Word or ""));
    }
}
