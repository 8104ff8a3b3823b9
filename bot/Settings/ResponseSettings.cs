using System.Globalization;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Settings;

/// <summary>The section <c>Response</c>: for each tier how many school working days its boards have, such as <c>Response:Locality:RespondDays</c> (rule E3). What is not set keeps its default.</summary>
internal static class ResponseSettings
{
    private const string Section = "Response";

    private static readonly Dictionary<string, Func<ResponsePolicy, int, ResponsePolicy>> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ResponsePolicy.AcknowledgeDays)] = (policy, days) => policy with { AcknowledgeDays = days },
        [nameof(ResponsePolicy.RespondDays)] = (policy, days) => policy with { RespondDays = days },
        [nameof(ResponsePolicy.ReminderDays)] = (policy, days) => policy with { ReminderDays = days },
        [nameof(ResponsePolicy.AcknowledgedDays)] = (policy, days) => policy with { AcknowledgedDays = days },
        [nameof(ResponsePolicy.ViceChairDays)] = (policy, days) => policy with { ViceChairDays = days },
        [nameof(ResponsePolicy.ClerkDays)] = (policy, days) => policy with { ClerkDays = days },
        [nameof(ResponsePolicy.AgendaDays)] = (policy, days) => policy with { AgendaDays = days },
        [nameof(ResponsePolicy.ReplyDays)] = (policy, days) => policy with { ReplyDays = days },
        [nameof(ResponsePolicy.ProgressDays)] = (policy, days) => policy with { ProgressDays = days },
    };

    public static ResponsePolicies Read(IConfiguration configuration, List<string> faults)
    {
        var (given, before) = (new Dictionary<Tier, ResponsePolicy>(), faults.Count);
        foreach (var section in configuration.GetSection(Section).GetChildren())
        {
            if (ResponsePolicies.Tiers.Where(tier => section.Key.Equals(tier.ToString(), StringComparison.OrdinalIgnoreCase)).Select(tier => (Tier?)tier).FirstOrDefault() is not { } tier)
            {
                faults.Add($"{section.Path} names no tier that answers. Use {Section}:{string.Join($", {Section}:", ResponsePolicies.Tiers)}.");
                continue;
            }

            var read = faults.Count;
            var policy = section.GetChildren().Aggregate(new ResponsePolicy(), (sofar, number) => With(sofar, number, faults));
            if (faults.Count == read)
            {
                faults.AddRange(policy.Problems().Select(problem => $"{section.Path}:{problem.Name} cannot be used. {problem.Why}"));
            }

            given[tier] = policy;
        }

        return faults.Count > before ? ResponsePolicies.Default : new(given);
    }

    private static ResponsePolicy With(ResponsePolicy policy, IConfigurationSection number, List<string> faults)
    {
        if (!Numbers.TryGetValue(number.Key, out var set))
        {
            faults.Add($"{number.Path} is no setting. There are {string.Join(", ", Numbers.Keys)}.");
            return policy;
        }

        if (int.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var days))
        {
            return set(policy, days);
        }

        faults.Add($"{number.Path} is not a number of school working days.");
        return policy;
    }
}
