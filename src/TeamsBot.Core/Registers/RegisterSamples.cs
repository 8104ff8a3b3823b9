using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Registers;

/// <summary>The registers of an invented county in every state.</summary>
internal static class RegisterSamples
{
    private const string Part = "Registers";

    private static readonly DateTimeOffset At = new(2026, 11, 27, 17, 0, 0, TimeSpan.Zero);

    private static readonly RegisterFilter Narrow = new(new GroupId("network-alder-vale"), new ThemeId("attendance"), Since: new LocalDate(2026, 9, 1), Words: "pupils who miss a day");

    private static RegisterChoices Choices { get; } = new(
        [
            new(new("partnership"), "County Partnership Board", Tier.Partnership, null),
            new(new("locality-fernshaw"), "Fernshaw Locality Board", Tier.Locality, new("partnership")),
            new(new("network-alder-vale"), "Alder Vale Network", Tier.Network, new("locality-fernshaw")),
            new(new("network-tarnside"), "Tarnside Network", Tier.Network, new("locality-fernshaw")),
        ],
        new(1, [new(new("attendance"), "Attendance", null, []), new(new("language"), "Language and literacy", null, []), new(new("early-language"), "Early language", new("language"), [])]));

    public static IEnumerable<CardSample> All() => [.. Decisions(), .. Matters()];

    private static IEnumerable<CardSample> Matters()
    {
        var states = MatterSamples.States().Where(state => state.Matter.MayBeShownInChannels).ToList();
        var narrow = Narrow with { State = MatterStanding.Open, Tier = Tier.Locality };
        var (back, longest) = (MatterListCards.Back(narrow, Place), Long(states.Single(state => state.Name == "in progress").Matter));
        CardSample Of(string state, RegisterFilter filter, string? after, string? next, params IEnumerable<Matter> items) =>
            new(Part, state, MatterListCards.List(new(new([.. items], next, LookedBackTo: null), filter, Choices.InWords(filter), after)));
        return
        [
            Of("Matters, none", RegisterFilter.None, null, null),
            Of("Matters, filtered, none", narrow, null, null),
            .. states.Select(state => state.Matter).Chunk(RegisterPages.Size).Select((page, at) => Of($"Matters, page {at + 1}", RegisterFilter.None, at == 0 ? null : Place, Place, page)),
            Of("Matters, long words", narrow, Place, Place, Enumerable.Repeat(longest, RegisterPages.Size)),
            new(Part, "Matters, what to show", RegisterForm.Draw(MatterListCards.Kind, RegisterFilter.None, Choices, ofMatters: true)),
            new(Part, "Matters, what to show, chosen", RegisterForm.Draw(MatterListCards.Kind, narrow, Choices, ofMatters: true)),
            .. states.Select(state => new CardSample(Part, $"A matter, {state.Name}", MatterReading.Draw(state.Matter, ofOrigin: state.Name.StartsWith("question", StringComparison.Ordinal), back))),
            new(Part, "A matter, with many steps", MatterReading.Draw(longest, ofOrigin: true, back)),
            new(Part, "A matter, its first steps", MatterReading.DrawHistory(longest, ofOrigin: true, 1, back)),
            new(Part, "A matter, its later steps", MatterReading.DrawHistory(longest, ofOrigin: false, 9, back)),
            new(Part, "A matter, its last steps", MatterReading.DrawHistory(longest, ofOrigin: false, 17, back)),
        ];
    }

    // Twenty steps, each with as many words as there may be.
    private static Matter Long(Matter matter) => matter with
    {
        Moves = [.. matter.Moves, .. Enumerable.Range(matter.Version + 1, 20 - matter.Version).Select(number => matter.Last with
        {
            Number = number, At = matter.Last.At.AddDays(number), Text = string.Concat(Enumerable.Repeat("No therapist can be found — “none”. ", 20))[..Said.LongestText], Owner = "The head of early help for the whole of the county",
        })],
    };

    private static IEnumerable<CardSample> Decisions()
    {
        var (closed, tied) = (PollSamples.Agreed, PollSamples.Tied);
        var settled = tied with { Tie = new(1, [], Role.Chair, Settlement: new([tied.Result!.Tied.First().Option], At.AddDays(4), "More schools can start on it this term.", new("chair"), Role.Facilitator)) };
        Decision[] all =
        [
            Answer(Status.Declined, "Mental health waits", "“No therapist can be found before Easter.”"),
            Answer(Status.ReferredUp, "Special school places", "“It needs more places than the locality has.”"),
            Answer(Status.Accepted, "Early language", ""),
            Decision.Of(settled, Decision.Tie, At.AddDays(4))!,
            Decision.Of(closed, Decision.Poll, At)!,
        ];
        var longest = Answer(
            Status.Declined,
            string.Concat(Enumerable.Repeat("Waiting times for mental health support between the first call and the first visit. ", 5)),
            $"“{string.Concat(Enumerable.Repeat("No therapist can be found — “none”. ", 20))}”");
        var back = new ActionExecute("Back to the decisions", DecisionCards.Show, Narrow.ToData());
        return
        [
            Of("Decisions, none", RegisterFilter.None, null, null),
            Of("Decisions, one of each", RegisterFilter.None, null, null, all),
            Of("Decisions, the first page", RegisterFilter.None, null, Place, [longest, .. all]),
            Of("Decisions, a page further back", Narrow, Place, Place, [.. Enumerable.Repeat(longest, RegisterPages.Size)]),
            Of("Decisions, filtered, none", Narrow, null, null),
            new(Part, "Decisions, a page that looked back far", DecisionCards.List(new(new([all[0]], Place, At.AddDays(-200)), Narrow, Choices.InWords(Narrow), Place))),
            new(Part, "Decisions, what to show", RegisterForm.Draw(DecisionCards.Kind, RegisterFilter.None, Choices, ofMatters: false)),
            new(Part, "Decisions, what to show, chosen", RegisterForm.Draw(DecisionCards.Kind, Narrow, Choices, ofMatters: false)),
            new(Part, "Decisions, a result", ResultCards.ForReader(closed, closed.Result!, back)),
            new(Part, "Decisions, a result after a tie", ResultCards.ForReader(settled, settled.Result!, back)),
            new(Part, "Decisions, a public result of a secret vote", ResultCards.ForReader(closed with { Secrecy = Secrecy.Secret, Visibility = Visibility.Public }, closed.Result!, back)),
            new(Part, "Nothing to open", DecisionTurn.NotFound(back)),
        ];
    }

    private static string Place => $"{0:D19}|poll|poll-1";

    private static CardSample Of(string state, RegisterFilter filter, string? after, string? next, params IReadOnlyList<Decision> items) =>
        new(Part, state, DecisionCards.List(new(new(items, next, LookedBackTo: null), filter, Choices.InWords(filter), after)));

    private static Decision Answer(Status status, string what, string reason) => new(
        Decision.Answer,
        "poll-1~p1~locality.2",
        At.AddDays(6),
        status,
        what,
        "Fernshaw Locality Board",
        $"{reason} Behind it: 14\u00A0of\u00A019\u00A0schools voted. 11\u00A0of the\u00A014 chose this; 8 were needed: more than half of the votes.".Trim(),
        "Alder Vale Network had asked for support.");
}
