using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.Core;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Polls;

namespace TeamsBot.Bench;

/// <summary>Thirty networks of twenty schools, three polls of each a round: about the size of a county.</summary>
internal static class County
{
    public const int Networks = 30;
    public const int Schools = 20;
    public const int PollsEach = 3;
    public const int PollsInRound = Networks * PollsEach;
    public const int VotesInRound = PollsInRound * Schools;

    public static readonly TenantId Tenant = new("7e5a3a10-0000-4000-8000-0000000be4c4");

    private static readonly ImmutableArray<Option> Options =
        [.. Enumerable.Range(1, 7).Select(n => new Option($"p{n}", $"Priority number {n}: what the schools of a network could work on together", $"Priority {n}"))];

    public static IEnumerable<(PersonId Person, AccountId Account)> People =>
        from network in Enumerable.Range(0, Networks)
        from school in Enumerable.Range(0, Schools)
        select (PersonOf(network, school), AccountOf(network, school));

    public static IEnumerable<Poll> PollsOf(int round, DateTimeOffset now) =>
        from network in Enumerable.Range(0, Networks)
        from number in Enumerable.Range(0, PollsEach)
        select PollOf(new($"r{round}-n{network}-{number}"), network, now);

    /// <summary>Every first vote of a round, in an order of its own.</summary>
    public static Vote[] VotesOf(int round)
    {
        var votes = (from network in Enumerable.Range(0, Networks)
                     from number in Enumerable.Range(0, PollsEach)
                     from school in Enumerable.Range(0, Schools)
                     select new Vote(new($"r{round}-n{network}-{number}"), SeatOf(network, school), AccountOf(network, school), $"p{1 + (school % 7)},p{1 + ((school + number + 1) % 7)}")).ToArray();
        new Random(round).Shuffle(votes);
        return votes;
    }

    private static Poll PollOf(PollId id, int network, DateTimeOffset now) => new()
    {
        Tenant = Tenant,
        Id = id,
        Group = new($"network-{network}"),
        GroupName = $"Network {network}",
        BoardName = "Locality Board",
        Wording = new(1, Options, atMost: 3),
        Electorate = new(Enumerable.Range(0, Schools).Select(school => new Seat(SeatOf(network, school), $"School {school} of network {network}", [PersonOf(network, school)]))),
        Rule = AgreementRule.MoreThanHalf(3),
        Ask = Ask.Support,
        Visibility = Visibility.Members,
        OpenedBy = new("facilitator"),
        OpenedAt = now,
        ClosesAt = now.AddDays(7),
        State = PollState.Open,
        Audit = AuditChain.Empty,
    };

    private static SeatId SeatOf(int network, int school) => new(string.Create(CultureInfo.InvariantCulture, $"school-{100_000 + (network * 100) + school}"));

    private static PersonId PersonOf(int network, int school) => new($"person-{network}-{school}");

    private static AccountId AccountOf(int network, int school) => new(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{network:D6}{school:D6}"));
}

internal sealed record Vote(PollId Poll, SeatId Seat, AccountId Account, string Choices);
