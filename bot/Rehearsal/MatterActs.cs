using System.Globalization;
using System.Text.Json.Nodes;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>
/// Boards answer what reaches them, each some hours after the card came: most chairs acknowledge and decide, some only when reminded, and where one stays silent the
/// vice-chair or the clerk answers, or nobody until the next tier takes it over. Facilitators reply to questions, withdraw, and send again what came back.
/// </summary>
internal sealed class MatterActs(Cast cast, TeamsClient teams, Agenda agenda, Chance chance, TimeProvider clock)
{
    public const string Acknowledge = "escalations.acknowledge", Accept = "escalations.accept", Ask = "escalations.ask", ReferUp = "escalations.referUp", Return = "escalations.return", Decline = "escalations.decline",
        Reply = "escalations.reply", Withdraw = "escalations.withdraw", Progress = "escalations.progress", Resolve = "escalations.resolve", Again = "escalations.again", TakeOver = "deadlines.takeOver";

    // How many cards of one arrival a person has got: the second is a reminder, or asks to cover somebody.
    private readonly Dictionary<(string Account, string Matter, string What), int> came = [];
    private readonly Dictionary<string, string> askedBy = [];

    /// <summary>Takes up what the acts before a kill had set off.</summary>
    public void Recall(Memory memory)
    {
        foreach (var shown in memory.Moves)
        {
            SetOff(shown.Account, shown.Matter!, shown.Verb!, shown.At);
        }
    }

    /// <summary>The card of one chair will be taken by Teams and the answer lost: a marked reminder follows it.</summary>
    public async Task AskForABadDayAsync(CancellationToken cancellation)
    {
        var chairs = cast.Register.Groups.Where(group => group.Tier is Tier.Locality).SelectMany(board => cast.Register.HoldersOf(Role.Chair, board.Id)).Where(Cast.HasOnePart).ToArray();
        chance.Of("bad day of a chair").Shuffle(chairs);
        if (chairs is [var chair, ..])
        {
            await teams.MisbehaveAsync("acceptThen502", "post", await cast.ChatAsync(cast.AccountOf(chair), cancellation), cancellation);
        }
    }

    /// <summary>Puts down what somebody will do about a card that came to their chat. A card nobody acts on puts nothing down.</summary>
    public void React(AcceptedPost post)
    {
        if (post.Person is not { } account || cast.PersonOf(account) is not { } person)
        {
            return;
        }

        if (post.Button(Accept) is { Matter: { } matter } asked)
        {
            var arrival = $"{asked.Data["board"]} {asked.Data["arrival"]}";
            ReactAsOfficer(new(person, account, matter, Count(account, matter, arrival), post.At), Temper.Of(chance, matter, arrival));
        }
        else if (post.Button(Reply) is { Matter: { } question })
        {
            ReactToQuestion(account, question, $"{post.Button(Reply)!.Data["version"]}", post.At);
        }
        else if (post.Button(Again) is { Matter: { } back })
        {
            var draw = chance.Of("again", back);
            if (draw.NextDouble() < 0.3 && Count(account, back, Again) == 1)
            {
                Add(post.At.AddHours(20 + (draw.NextDouble() * 60)), account, back, Again, "changed", "Two more schools would take part, and a room is found.");
            }
        }
        else if (post.Button(TakeOver) is { Matter: { } overdue } && Cast.IsChair(person))
        {
            Add(post.At.AddHours(0.5 + chance.Of("take over", overdue).NextDouble()), account, overdue, TakeOver, "takeOverReason", "The board has been silent for weeks, and schools wait.");
        }
        else if (post.Button(Progress) is { Matter: { } running } && Cast.IsChair(person) && Count(account, running, Progress) == 1)
        {
            agenda.Add(post.At.AddHours(5), account, running, cancellation => PressAsync(account, running, Progress, SaysHowItGoes(), cancellation));
        }
    }

    private int Count(string account, string matter, string what) => came[(account, matter, what)] = came.GetValueOrDefault((account, matter, what)) + 1;

    private void ReactAsOfficer(OfficersCard card, Temper temper)
    {
        var draw = chance.Of("officer", card.Matter, card.Person.Id.Value, $"{card.Number}");
        var (soon, later, wish) = (card.At.AddHours(1 + (draw.NextDouble() * 30)), 6 + (draw.NextDouble() * 70), draw.NextDouble());
        if (Cast.IsChair(card.Person))
        {
            if (card.Number == 1 && temper.ChairAcknowledges)
            {
                agenda.Add(soon, card.Account, card.Matter, cancellation => PressAsync(card.Account, card.Matter, Acknowledge, [], cancellation));
            }

            if (card.Number == 1 ? temper.ChairDecides : temper.ChairDecidesWhenReminded)
            {
                agenda.Add(card.Number == 1 ? soon.AddHours(later) : soon, card.Account, card.Matter, cancellation => DecideAsync(card.Account, card.Matter, wish, cancellation));
            }
        }
        else if (card.Number == 1 ? temper.ChairDecides && draw.NextDouble() < 0.1 : temper.Covers(card.Person))
        {
            // Somebody who covers; or a clerk or vice-chair who comes late to a card that the chair has answered.
            agenda.Add(card.Number == 1 ? card.At.AddHours(110) : soon, card.Account, card.Matter, cancellation => PressAsync(card.Account, card.Matter, Accept, Owned(), cancellation));
        }
    }

    private void ReactToQuestion(string account, string matter, string version, DateTimeOffset at)
    {
        var draw = chance.Of("reply", matter, version);
        var (replies, hours) = (draw.NextDouble(), 2 + (draw.NextDouble() * 20));
        if (Count(account, matter, $"question {version}") > (replies < 0.12 ? 1 : 0))
        {
            var (verb, input, words) = replies > 0.94 ? (Withdraw, "withdrawReason", "Our schools have found a way of their own.") : (Reply, "reply", "All of them would, from January. Two can offer a room.");
            Add(at.AddHours(hours), account, matter, verb, input, words);
        }
    }

    private async Task DecideAsync(string account, string matter, double wish, CancellationToken cancellation)
    {
        var (verb, input, text) = wish switch
        {
            < 0.45 => (Accept, "", ""),
            < 0.6 => (Ask, "question", "Which schools would take part, and from when?"),
            < 0.78 => (ReferUp, "upReason", "The service that could help works across the whole county."),
            < 0.86 => (Return, "returnReason", "Please say which schools it is about, and send it again."),
            _ => (Decline, "declineReason", "The service has no capacity before the summer. Please ask again in May."),
        };

        // Where no board stands above, "refer up" is not on the card: the chair accepts.
        if (!await PressAsync(account, matter, verb, verb == Accept ? Owned() : new JsonObject { [input] = text }, cancellation) && verb == ReferUp)
        {
            await PressAsync(account, matter, Accept, Owned(), cancellation);
        }
    }

    // Who will see to it, and the day by which the board says how it goes.
    private JsonObject Owned() => new() { ["owner"] = "The service's team manager", ["nextDate"] = DayIn(10) };

    private JsonObject SaysHowItGoes() => new() { ["progress"] = "Two schools have begun. The others follow after Christmas.", ["owner"] = "The service's team manager", ["nextDate"] = DayIn(20) };

    private string DayIn(int days) => clock.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void SetOff(string account, string matter, string verb, DateTimeOffset at)
    {
        if (verb == Ask)
        {
            askedBy[matter] = account;
        }
        else if (verb == Reply && askedBy.TryGetValue(matter, out var chair))
        {
            var draw = chance.Of("after the reply", matter);
            var (later, wish) = (at.AddHours(10 + (draw.NextDouble() * 24)), draw.NextDouble() < 0.6 ? 0 : 1);
            agenda.Add(later, chair, matter, cancellation => DecideAsync(chair, matter, wish, cancellation));
        }
        else if (verb == Accept)
        {
            var draw = chance.Of("after accepting", matter);
            var (wish, said) = (draw.NextDouble(), at.AddHours(40 + (draw.NextDouble() * 100)));
            if (wish < 0.5)
            {
                agenda.Add(said, account, matter, cancellation => PressAsync(account, matter, Progress, SaysHowItGoes(), cancellation));
            }

            if (wish < 0.3)
            {
                Add(said.AddHours(30 + (draw.NextDouble() * 90)), account, matter, Resolve, "outcome", "All who asked have a place from January.");
            }
        }
    }

    private void Add(DateTimeOffset at, string account, string matter, string verb, string input, string words) =>
        agenda.Add(at, account, matter, cancellation => PressAsync(account, matter, verb, new JsonObject { [input] = words }, cancellation));

    /// <returns>Whether there was such a button: the card may have moved on.</returns>
    private async Task<bool> PressAsync(string account, string matter, string verb, JsonObject inputs, CancellationToken cancellation)
    {
        if (await cast.FindInChatAsync(account, verb, cancellation, ("matter", matter)) is not { } found)
        {
            return false;
        }

        await teams.PressAsync(account, found.Message, found.Action, inputs, cancellation);
        SetOff(account, matter, verb, clock.GetUtcNow());
        return true;
    }

    /// <summary>A card by which a board's officer may decide.</summary>
    /// <param name="Number">The first by which the matter came to the board, or a later one.</param>
    private sealed record OfficersCard(Person Person, string Account, string Matter, int Number, DateTimeOffset At);

    /// <summary>How a board takes one matter.</summary>
    private readonly record struct Temper(double Drawn)
    {
        public bool ChairAcknowledges => Drawn < 0.5 || Drawn is >= 0.7 and < 0.77;

        public bool ChairDecides => Drawn < 0.7;

        public bool ChairDecidesWhenReminded => Drawn is >= 0.7 and < 0.84;

        public static Temper Of(Chance chance, string matter, string arrival) => new(chance.Of("board", matter, arrival).NextDouble());

        /// <summary>Whether somebody who is asked in the chair's stead answers. In the rest nobody does, until the next tier sees it.</summary>
        public bool Covers(Person person) => person.Appointments.Any(held => held.Role is Role.ViceChair) ? Drawn is >= 0.84 and < 0.88 : Drawn is >= 0.84 and < 0.92;
    }
}
