using TeamsBot.Core.Registers;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Testing.Tables;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Registers;

/// <summary>The paging that all registers share, on entries of which a dictionary knows the truth.</summary>
public sealed class RegisterPageTests
{
    private static readonly Audience Head = Audience.Of(CallerOf(HeadOne), Fernshaw.Register);

    [Fact]
    public void Audience_OfAHead_IsTheNetworkAndTheBoardsAboveIt()
    {
        Assert.Equal([Board.Id, AlderVale.Id, Partnership.Id], Head.Groups.OrderBy(group => group.Value));
        Assert.Equal([Board.Id, Partnership.Id], Audience.Of(CallerOf(Clerk), Fernshaw.Register).Groups.OrderBy(group => group.Value));
        Assert.Empty(Audience.Of(CallerOf(Registered.Observer), Registered.Register).Groups);
        Assert.Empty(Audience.Of(CallerOf(HeadOne), register: null).Groups);
    }

    [Fact]
    public void R3_Audience_OfWhoeverServesAGroup_IsThatGroupAndTheBoardsAboveIt_AndTheCountysOfficersReadAll()
    {
        foreach (var (person, groups) in new (PersonId, GroupId[])[]
        {
            (Registered.NearLead, [Board.Id, Partnership.Id]),
            (Stranger, [Board.Id, AlderVale.Id, Partnership.Id]),
            (Editor, [.. Registered.Register.Groups.Select(group => group.Id)]),
            (Registered.Administrator, [.. Registered.Register.Groups.Select(group => group.Id)]),
        })
        {
            var audience = Audience.Of(CallerOf(person), Registered.Register);
            Assert.Equal(groups.Select(group => group.Value).Order(StringComparer.Ordinal), audience.Groups.Select(group => group.Value).Order(StringComparer.Ordinal));
            Assert.Empty(audience.Own);
            Assert.False(audience.MayRead(Visibility.Restricted, audience.Groups));
        }
    }

    [Fact]
    public void MayRead_WhatIsRestricted_IsNobodys_T5()
    {
        Assert.False(Head.MayRead(Visibility.Restricted, [AlderVale.Id]));
        Assert.True(Head.MayRead(Visibility.Members, [Tarnside.Id, Board.Id]));
        Assert.False(Head.MayRead(Visibility.Members, [Tarnside.Id]));
        Assert.True(Head.MayRead(Visibility.Public, [Tarnside.Id]));
    }

    [Fact]
    public async Task Note_WhatIsRestricted_WritesNothing_T5()
    {
        var county = new Listed(seed: 1);
        await county.AddAsync(Visibility.Restricted, [AlderVale.Id, Board.Id]);
        Assert.Empty(county.Table.AllRows);
    }

    /// <summary>Whoever turns the pages meets each entry that stood there at the start exactly once, and none that is not theirs, whatever is added meanwhile.</summary>
    [Theory, MemberData(nameof(Seeds))]
    public async Task Turning_WhileOthersAdd_MeetsEachEntryOnceAndNoneThatIsHidden_T5(int seed)
    {
        var county = new Listed(seed);
        for (var n = county.Random.Next(0, 120); n > 0; n--)
        {
            await county.AddRandomAsync();
        }

        var filter = county.RandomFilter();
        var atStart = county.VisibleTo(Head, filter);
        var met = new List<string>();
        string? after = null;
        do
        {
            var page = await county.PageAsync(Head, filter, after);
            Assert.True(page.Items.Count <= RegisterPages.Size);
            met.AddRange(page.Items);
            after = page.Next;
            for (var n = county.Random.Next(0, 4); n > 0; n--)
            {
                await county.AddRandomAsync();
            }
        }
        while (after is not null);

        Assert.Equal(met.Count, met.Distinct().Count());
        Assert.Equal(atStart, met.Where(atStart.Contains));
        Assert.Subset(county.VisibleTo(Head, filter).ToHashSet(), met.ToHashSet());
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 150)];

    [Fact]
    public async Task APage_WhereNothingMatches_EndsAfterABoundedNumberOfReadsAndSaysHowFarItLooked()
    {
        var county = new Listed(seed: 3);
        for (var n = 0; n < 100; n++)
        {
            await county.AddAsync(Visibility.Members, [AlderVale.Id]);
        }

        county.Reads = 0;
        var page = await county.PageAsync(Head, new(Words: "nothing is like this"), after: null);

        Assert.Empty(page.Items);
        Assert.NotNull(page.Next);
        Assert.NotNull(page.LookedBackTo);
        Assert.Equal(RegisterPages.MostRead, county.Reads);
    }

    [Theory, InlineData(""), InlineData("0"), InlineData("abcdefghijklmnopqrs|poll|p"), InlineData("0000000000000000000|p\u0000"), InlineData("0000000000000000000/x/y")]
    public void IsPlace_OfWhatIsNone_IsFalse(string claimed) => Assert.False(RegisterIndex.IsPlace(claimed));

    /// <summary>Entries with their truth: what an aggregate would say.</summary>
    private sealed class Listed(int seed)
    {
        private readonly Dictionary<string, (DateTimeOffset At, Visibility Visibility, GroupId[] Groups, string Theme)> truth = [];

        public InMemoryTable Table { get; } = new();

        public Random Random { get; } = new(seed);

        public int Reads { get; set; }

        private RegisterIndex Index => new(Table);

        public Task AddRandomAsync()
        {
            GroupId[][] ways = [[AlderVale.Id, Board.Id], [Tarnside.Id, Board.Id], [AlderVale.Id], [Tarnside.Id], [Tarnside.Id, new("locality-else")], [new("locality-else"), Partnership.Id]];
            return AddAsync((Visibility)Random.Next(3), ways[Random.Next(ways.Length)], hidden: Random.Next(5) == 0);
        }

        /// <param name="hidden">Whether a row is noted as if it were open to members although it is restricted: what a fault of another part could leave.</param>
        public async Task AddAsync(Visibility visibility, GroupId[] groups, bool hidden = false)
        {
            var (id, at, theme) = ($"e{truth.Count}", Monday.AddMinutes(Random.Next(600)), Random.Next(3) switch { 0 => "a", 1 => "b", _ => "" });
            truth[id] = (at, hidden ? Visibility.Restricted : visibility, groups, theme);
            await Index.NoteAsync(new(Tenant, RegisterIndex.Decisions, "poll", id, at, [.. groups], hidden ? Visibility.Members : visibility) { Themes = theme.Length > 0 && Random.Next(2) == 0 ? [theme] : [] }, default);
            if (Random.Next(6) == 0)
            {
                // Noted before a commit that was lost, and again: only one of them is true.
                await Index.NoteAsync(new(Tenant, RegisterIndex.Decisions, "poll", id, at.AddSeconds(-30), [.. groups], hidden ? Visibility.Members : visibility), default);
            }
        }

        public RegisterFilter RandomFilter() => new(
            Random.Next(2) == 0 ? null : (GroupId[])[AlderVale.Id, Tarnside.Id, Board.Id, new("locality-else")] is var groups ? groups[Random.Next(groups.Length)] : null,
            Random.Next(2) == 0 ? null : new(Random.Next(2) == 0 ? "a" : "b"),
            Since: Random.Next(3) == 0 ? new(2026, 9, 7) : null);

        public async Task<RegisterPage<string>> PageAsync(Audience audience, RegisterFilter filter, string? after)
        {
            var wanted = new Wanted(filter, new(1, []));
            return await RegisterPages.FillAsync(
                Index.ReadAsync(Tenant, RegisterIndex.Decisions, wanted.GroupsOf(audience), after, filter.From, default),
                wanted.MayMatch,
                noted =>
                {
                    Reads++;
                    var (at, visibility, groups, theme) = truth[noted.Subject];
                    return Task.FromResult(at == noted.At && audience.MayRead(visibility, groups) && wanted.Matches(groups, [theme], noted.Subject) ? noted.Subject : null);
                },
                default);
        }

        /// <summary>By the truth alone, newest first.</summary>
        public List<string> VisibleTo(Audience audience, RegisterFilter filter) =>
        [
            .. truth.Where(entry => audience.MayRead(entry.Value.Visibility, entry.Value.Groups)
                    && (filter.Group is not { } group || entry.Value.Groups.Contains(group))
                    && (filter.Theme is not { } theme || entry.Value.Theme == theme.Value)
                    && !(entry.Value.At < filter.From))
                .OrderByDescending(entry => entry.Value.At).ThenBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Key),
        ];
    }
}
