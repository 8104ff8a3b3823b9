namespace TeamsBot.Bot.Rehearsal;

/// <summary>What is left to chance, drawn from the seed and the thing it is about: the same in every run, whatever else happens before it.</summary>
internal sealed class Chance(int seed)
{
    /// <summary>Draws for one thing, such as a school or a matter.</summary>
    public Random Of(params ReadOnlySpan<string> about)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var word in about)
        {
            foreach (var c in word)
            {
                hash = (hash ^ c) * 16777619u;
            }

            hash = (hash ^ '|') * 16777619u;
        }

        // The last multiplications mix what similar names leave alike.
        hash = (hash ^ (hash >> 15)) * 2246822519u;
        return new Random((int)((hash ^ (hash >> 13)) & int.MaxValue));
    }
}
