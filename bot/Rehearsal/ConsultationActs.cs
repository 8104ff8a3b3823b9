using System.Globalization;
using System.Text.Json.Nodes;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>The administrator asks every school of the county, and heads and deputies answer, each by the cards they see.</summary>
internal sealed class ConsultationActs(Cast cast, TeamsClient teams, Agenda agenda, Chance chance, Memory memory)
{
    private const int Days = 3;

    /// <summary>Puts down its opening.</summary>
    public void PutDown(DateTimeOffset opening) => agenda.AddAlways(opening, cancellation => OpenAsync(opening, cancellation));

    private async Task OpenAsync(DateTimeOffset opening, CancellationToken cancellation)
    {
        var administrator = cast.Register.People.FirstOrDefault(person => person.Appointments.Any(held => held.Role is Role.Administrator)) ?? throw new InvalidOperationException("The county has no administrator.");
        var opened = memory.OpenedConsultation ?? await PressFormAsync(cast.AccountOf(administrator), cancellation);
        foreach (var school in cast.Register.Schools.Where(school => school.IsOpen && school.Network is not null))
        {
            var seat = $"school-{school.Urn}";
            foreach (var reply in RepliesOf(school, opening, opened.Closes).OrderBy(reply => reply.At))
            {
                agenda.Add(reply.At, cast.AccountOf(reply.Who), Memory.Ballot(opened.Id, seat), inner => AnswerAsync(opened.Id, seat, reply, inner));
            }
        }
    }

    private async Task<OpenedConsultation> PressFormAsync(string account, CancellationToken cancellation)
    {
        // A form that stands there was typed for before a kill, and perhaps pressed: pressed again it shows the consultation it opened (rule V7).
        if (await cast.FindInChatAsync(account, Memory.OpenConsultation, cancellation) is null)
        {
            await teams.TypeAsync(account, await cast.ChatAsync(account, cancellation), "consult", cancellation);
        }

        var (message, action) = await cast.FindInChatAsync(account, Memory.OpenConsultation, cancellation) ?? throw new InvalidOperationException("The administrator sees no form for a consultation.");
        var inputs = new JsonObject { ["closes"] = CardReading.Choices(message.Card!, "closes")[Days] };
        foreach (var name in (string[])["title", "introduction", "list1", "options1", "exactly1", "list2", "options2", "exactly2", "question1", "question2", "scope"])
        {
            inputs[name] = CardReading.Value(message.Card!, name);
        }

        var answer = await teams.PressAsync(account, message, action, inputs, cancellation);
        return CardReading.Heading(answer ?? []) == Memory.ConsultationIsOpen
            ? new OpenedConsultation((string)action["data"]!["consultation"]!, DateTimeOffset.FromUnixTimeSeconds(long.Parse((string)inputs["closes"]!, CultureInfo.InvariantCulture)))
            : throw new InvalidOperationException($"The consultation did not open: {CardReading.Heading(answer ?? [])}");
    }

    private IEnumerable<Reply> RepliesOf(School school, DateTimeOffset opened, DateTimeOffset closes)
    {
        var draw = chance.Of("consultation", school.Urn.Value);
        var voters = cast.VotersOf(school);
        var (turns, habit, aims, words) = (draw.NextDouble(), draw.NextDouble(), Choose(draw, school), draw.Next(4) == 0 ? $"More about {(draw.Next(2) == 0 ? "transport" : "early language")}." : "");
        if (voters.Count == 0)
        {
            yield break;
        }

        if (turns > 0.8)
        {
            if (habit < 0.2)
            {
                // Too late: the card is pressed at the very instant of closing.
                yield return new(voters[0], closes, aims, words);
            }

            yield break;
        }

        var minutes = (long)(closes - opened).TotalMinutes;
        var first = opened.AddMinutes(draw.NextInt64(20, minutes - 120));
        var later = first.AddMinutes(draw.NextInt64(5, 100));
        var deputyFirst = voters.Count > 1 && draw.NextDouble() < 0.4;
        var who = deputyFirst ? voters[1] : voters[0];
        yield return new(who, first, aims, words);
        if (deputyFirst && draw.NextDouble() < 0.5)
        {
            yield return new(voters[0], later, aims, words);
        }
        else if (habit < 0.08)
        {
            yield return new(who, later, aims, words);
        }
        else if (habit < 0.2)
        {
            yield return new(who, later, [.. aims.Skip(1), (aims[0] + 1) % 6 is var next && aims.Contains(next) ? aims[0] : next], words);
        }
        else if (habit < 0.24)
        {
            yield return new(who, later, [0, 1, 2, 3], words);
        }
    }

    // Schools of one kind tend the same way, so that breakdowns differ and some of their counts are small.
    private static int[] Choose(Random draw, School school)
    {
        var favourite = school.TypeGroup switch { 5 => 4, 10 or 11 => 2, _ => school.Phase == "Secondary" ? 3 : 0 };
        var rest = Enumerable.Range(0, 6).Where(option => option != favourite).ToArray();
        draw.Shuffle(rest);
        return draw.NextDouble() < 0.9 ? [favourite, rest[0], rest[1]] : rest[..3];
    }

    private async Task AnswerAsync(string consultation, string seat, Reply reply, CancellationToken cancellation)
    {
        var account = cast.AccountOf(reply.Who);
        if (await FindFormAsync(account, consultation, seat, cancellation) is not var (message, card))
        {
            // The card is not there, or offers no answer any more: the person has nothing to press, as in life.
            return;
        }

        string Chosen(string part, IEnumerable<int> places) => CardReading.Choices(card, part) is var options ? string.Join(',', places.Select(place => options[place % options.Count])) : "";
        var inputs = new JsonObject { ["part1"] = Chosen("part1", reply.Aims), ["part2"] = Chosen("part2", reply.Aims.Take(3).Select(place => place + 1)), ["words1"] = reply.Words, ["words2"] = "" };
        await teams.PressAsync(account, message, CardReading.Actions(card).First(action => (string?)action["verb"] == Memory.AnswerConsultation), inputs, cancellation);
    }

    // The card in the chat; somebody who has answered presses "Change our answer" first.
    private async Task<(SeenMessage, JsonObject)?> FindFormAsync(string account, string consultation, string seat, CancellationToken cancellation)
    {
        if (await cast.FindInChatAsync(account, Memory.AnswerConsultation, cancellation, ("consultation", consultation), ("seat", seat)) is { } open)
        {
            return (open.Message, open.Message.Card!);
        }

        if (await cast.FindInChatAsync(account, "consultations.change", cancellation, ("consultation", consultation), ("seat", seat)) is not { } given)
        {
            return null;
        }

        var form = await teams.PressAsync(account, given.Message, given.Action, [], cancellation);
        return form is not null && CardReading.HasInput(form, "part1") ? (given.Message, form) : null;
    }

    /// <param name="Aims">Places in the first list as the card lists it; the second list's follow from them.</param>
    private sealed record Reply(Person Who, DateTimeOffset At, int[] Aims, string Words);
}
