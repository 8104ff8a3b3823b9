using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TeamsBot.Core.Delivery;

/// <summary>How long to let something rest that did not work: twice as long each time, with a fifth of jitter that depends on the seed and on what it is, and on nothing else.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <param name="tries">How often it has been tried, from 1.</param>
    public static TimeSpan After(int tries, string what, int seed)
    {
        var full = First * Math.Pow(2, Math.Clamp(tries - 1, 0, 16));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{tries}|{what}"));
        var fraction = BinaryPrimitives.ReadUInt32LittleEndian(hash) / (double)uint.MaxValue;
        return (full < Longest ? full : Longest) * (0.8 + (0.4 * fraction));
    }
}
