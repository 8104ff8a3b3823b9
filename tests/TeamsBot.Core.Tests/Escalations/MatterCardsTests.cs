using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Themes;
using TeamsBot.Testing.Cards;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Escalations;

public sealed class MatterCardsTests
{
    [SkippableFact]
    public Task EveryCard_OfEveryStateWithTheLargestInputs_KeepsTheRules() => CardCheck.CheckAsync(EveryMatter().SelectMany(pair => CardsOf(pair.Name, pair.Matter)));

    [Fact]
    public void ForOfficer_ToEachOfThree_SaysTheirPartAndWhoElseSees()
    {
        var vice = Officer(Raised(), ViceChair).Card.ToJson().Replace(@"\u00A0", "\u00a0", StringComparison.Ordinal);

        Assert.Contains("You are its vice-chair.", vice, StringComparison.Ordinal);
        Assert.Contains("Who can see this: you, the chair and the clerk. The board’s channel shows what came in and the answer.", vice, StringComparison.Ordinal);
        Assert.Contains("2\u00a0of\u00a03\u00a0schools voted. Both chose this; 2 were needed: more than half of the votes.", vice, StringComparison.Ordinal);
        Assert.Contains("It does not promise money.", vice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Act.Return)]
    [InlineData(Act.Decline)]
    [InlineData(Act.ReferUp)]
    public void ForOfficer_OfABoardThatIsNotAskedAnyMore_HasNoButtons(Act act)
    {
        var json = Officer(After(Raised(), Chair, act, "The reason"), Chair).Card.ToJson();

        Assert.DoesNotContain("Action.ShowCard", json, StringComparison.Ordinal);
        Assert.DoesNotContain(MatterVerbs.Accept, json, StringComparison.Ordinal);
    }

    [Fact]
    public void ForOfficer_OfTheTopmostBoard_OffersNoReferral()
    {
        var referred = After(Raised(), Chair, Act.ReferUp, "It needs the county");

        Assert.DoesNotContain(MatterVerbs.ReferUp, Officer(referred, CountyChair).Card.ToJson(), StringComparison.Ordinal);
        Assert.Contains(MatterVerbs.ReferUp, Officer(Raised(), Chair).Card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void ForOfficer_AnOpenCard_RefreshesAndAFinishedOneDoesNot()
    {
        Assert.Equal(MatterVerbs.Show, Officer(Raised(), Chair).Card.Refresh!.Action.Verb);
        Assert.NotNull(Officer(After(Raised(), Chair, Act.Accept), Chair).Card.Refresh);
        Assert.Null(Officer(After(Raised(), Chair, Act.Decline, "No money"), Chair).Card.Refresh);
        Assert.Null(MatterCards.ForOfficer(new(Raised(), Raised().Moves[0], new(Chair, Role.Chair), TeamsUserId: null)).Card.Refresh);
    }

    [Fact]
    public void ForOfficer_AReminder_SaysThatItIsOne()
    {
        var message = MatterCards.ForOfficer(new(Raised(), Raised().Moves[0], new(Chair, Role.Chair), null), MatterCards.ReminderNote);

        Assert.StartsWith("Reminder: ", message.Summary, StringComparison.Ordinal);
        Assert.Contains("This is a reminder.", message.Card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void ChannelCards_InEveryState_HaveNoButtonAndNoRefresh()
    {
        foreach (var (_, matter) in EveryMatter())
        {
            foreach (var message in matter.Arrivals.Select(arrival => MatterChannelCards.ForBoard(matter, arrival)).Append(MatterChannelCards.ForOrigin(matter)))
            {
                Assert.DoesNotContain("Action.", message.Card.ToJson(), StringComparison.Ordinal);
                Assert.Null(message.Card.Refresh);
            }
        }
    }

    [Fact]
    public void ChannelCards_OfAQuestionAndItsReply_ShowWhatTheirFormsPromise()
    {
        var replied = After(After(Raised(), Chair, Act.Ask, "QUESTION"), Facilitator, Act.Reply, "REPLY");
        var (board, origin) = (MatterChannelCards.ForBoard(replied, replied.Moves[0]).Card.ToJson(), MatterChannelCards.ForOrigin(replied).Card.ToJson());

        Assert.DoesNotContain("QUESTION", board, StringComparison.Ordinal);
        Assert.DoesNotContain("REPLY", board, StringComparison.Ordinal);
        Assert.Contains("QUESTION", origin, StringComparison.Ordinal);
        Assert.DoesNotContain("REPLY", origin, StringComparison.Ordinal);
        Assert.Contains("REPLY", Officer(replied, Chair).Card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Declined_TheReason_IsOnEveryCopyThatComesDown_E5_E7()
    {
        var declined = After(Raised(), Chair, Act.Decline, "No therapist can be found");
        string[] copies = [MatterChannelCards.ForOrigin(declined).Card.ToJson(), MatterChannelCards.ForBoard(declined, declined.Moves[0]).Card.ToJson(), MatterAnswerCards.AnswerDown(declined, declined.Last, HeadOne).Card.ToJson()];

        Assert.All(copies, copy => Assert.Contains("No therapist can be found", copy, StringComparison.Ordinal));
        Assert.Contains("You hear because Kestrel Bank Primary voted.", copies[2], StringComparison.Ordinal);
    }

    [Fact]
    public void PersonalCards_OfARestrictedMatter_PromiseNoChannel_T5()
    {
        var restricted = Raised(Visibility.Restricted);
        var asked = After(restricted, Chair, Act.Ask, "Who?");
        string[] cards = [Officer(restricted, Chair).Card.ToJson(), MatterFacilitatorCards.Question(asked, asked.Last, null).Card.ToJson(), Down(After(restricted, Chair, Act.Accept)).Card.ToJson()];

        Assert.All(cards, card => Assert.DoesNotContain("channel", card, StringComparison.Ordinal));
    }

    [Fact]
    public void Question_OfAnOpenOne_CanBeWithdrawnWithoutAReply()
    {
        var asked = After(Raised(), Chair, Act.Ask, "How many?");

        var outside = System.Text.Json.Nodes.JsonNode.Parse(MatterFacilitatorCards.Question(asked, asked.Last, "29:f").Card.ToJson())!["body"]!.AsArray().Where(element => (string?)element!["type"] == "Input.Text").ToList();

        // A client checks what stands outside a "…" button's form when that form is sent.
        Assert.All(outside, input => Assert.NotEqual(true, (bool?)input!["isRequired"]));
        Assert.Single(outside);
    }

    [Fact]
    public void Question_OnceReplied_HasNoFormLeft()
    {
        var asked = After(Raised(), Chair, Act.Ask, "How many?");
        var replied = After(asked, Facilitator, Act.Reply, "40");

        Assert.Contains("Input.Text", MatterFacilitatorCards.Question(asked, asked.Last, "29:f").Card.ToJson(), StringComparison.Ordinal);
        var closed = MatterFacilitatorCards.Question(replied, asked.Last, "29:f").Card;
        Assert.DoesNotContain("Input.Text", closed.ToJson(), StringComparison.Ordinal);
        Assert.Null(closed.Refresh);
    }

    private static Message Down(Matter matter) => MatterAnswerCards.AnswerDown(matter, matter.Last, HeadOne);

    private static Message Officer(Matter matter, PersonId person)
    {
        var arrival = matter.Arrivals.First(arrival => arrival.Readers.Any(reader => reader.Person == person));
        return MatterCards.ForOfficer(new(matter, arrival, arrival.Readers.First(reader => reader.Person == person), "29:someone"));
    }

    private static IEnumerable<(string Name, AdaptiveCard Card)> CardsOf(string name, Matter matter)
    {
        foreach (var arrival in matter.Arrivals)
        {
            yield return ($"{name}, board {arrival.To!.Id}", MatterChannelCards.ForBoard(matter, arrival).Card);
            foreach (var reader in arrival.Readers)
            {
                yield return ($"{name}, {reader.Role}", MatterCards.ForOfficer(new(matter, arrival, reader, "29:someone")).Card);
                yield return ($"{name}, {reader.Role}, late", MatterCards.ForOfficer(new(matter, arrival, reader, "29:someone"), MatterWords.Already(matter.Last)).Card);
            }
        }

        yield return ($"{name}, origin", MatterChannelCards.ForOrigin(matter).Card);
        foreach (var asked in matter.Moves.Where(move => move.Act is Act.Ask))
        {
            yield return ($"{name}, question {asked.Number}", MatterFacilitatorCards.Question(matter, asked, "29:someone", MatterWords.Already(matter.Last)).Card);
        }

        yield return ($"{name}, facilitator", MatterFacilitatorCards.Of(matter, next: null, "29:someone", MatterWords.Already(matter.Last)).Card);
        foreach (var told in matter.Moves.Where(matter.IsTold))
        {
            yield return ($"{name}, answer {told.Number}", MatterAnswerCards.AnswerDown(matter, told, HeadOne).Card);
        }
    }

    private static IEnumerable<(string Name, Matter Matter)> EveryMatter()
    {
        (string, Matter)[] beginnings = [("plain", Raised()), ("restricted", Raised(Visibility.Restricted)), ("largest", Largest())];
        foreach (var (name, raised) in beginnings)
        {
            var words = name == "largest" ? new string('é', 500) : "Because *of* [this]";
            var asked = After(raised, Chair, Act.Ask, words);
            var replied = After(asked, Facilitator, Act.Reply, words);
            var long1 = After(After(After(After(replied, Chair, Act.Ask, words), Facilitator, Act.Reply, words), Chair, Act.Ask, words), Facilitator, Act.Reply, words);
            var referred = After(long1, Chair, Act.ReferUp, words);
            var accepted = After(raised, Chair, Act.Accept);
            var progress = After(accepted, Clerk, Act.Progress, words);
            var sentBack = After(referred, CountyChair, Act.Return, words);
            yield return ($"{name} raised", raised);
            yield return ($"{name} acknowledged", After(raised, Chair, Act.Acknowledge));
            yield return ($"{name} asked", asked);
            yield return ($"{name} replied", replied);
            yield return ($"{name} gone back and forth", long1);
            yield return ($"{name} referred", referred);
            yield return ($"{name} referred and asked", After(referred, CountyChair, Act.Ask, words));
            yield return ($"{name} accepted", accepted);
            yield return ($"{name} in progress", progress);
            yield return ($"{name} resolved", After(progress, Chair, Act.Resolve, words));
            yield return ($"{name} resolved above", After(After(referred, CountyChair, Act.Accept), CountyChair, Act.Resolve, words));
            yield return ($"{name} declined", After(raised, Clerk, Act.Decline, words));
            yield return ($"{name} declined above", After(referred, CountyChair, Act.Decline, words));
            yield return ($"{name} returned", After(raised, Clerk, Act.Return, words));
            yield return ($"{name} sent back", sentBack);
            yield return ($"{name} sent back and returned", After(sentBack, Clerk, Act.Return, words));
            yield return ($"{name} withdrawn", After(raised, Facilitator, Act.Withdraw, words));
        }
    }

    /// <summary>21 schools with the longest name of the register, an option of 200 characters, and one head of them all.</summary>
    private static Matter Largest()
    {
        var raised = Raised();
        return raised with
        {
            Evidence = raised.Evidence with
            {
                Option = new("o1", new string('Ж', Wording.OptionLength), new string('Ж', 60)),
                Origin = raised.Evidence.Origin with { Name = new string('N', 100) },
                Backing = new(21, 21, 21, 11, "more than half"),
                Seats = [.. Enumerable.Range(0, 21).Select(n => new BackingSeat(new($"school-{n}"), $"{n} {new string('S', 100)}", HeadOne))],
                Gathered = new(
                    new string('é', Theme.LongestName),
                    [.. Enumerable.Range(10, 9).Select(n => new CauseCount($"{n}{new string('é', Cause.LongestText - 2)}", 3, 1, 1, 1, [new string('é', Cause.LongestEvidence)]))],
                    [.. Enumerable.Range(10, 9).Select(n => new GroupCount($"{n}{new string('é', SaidGroups.LongestText - 2)}", 21))],
                    [
                        .. Enumerable.Range(10, 9).Select(n => new GatheredApproach(
                            $"{n}{new string('é', SuggestedApproach.LongestText - 2)}", new string('S', 100), new(2027, 9, 20), new string('é', SuggestedApproach.LongestSource), EvidenceStrength.Moderate)),
                    ]),
            },
        };
    }
}
