using System.Text.Json.Nodes;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>
/// The administrator records the data-sharing agreement of one school of each locality. Its head then raises a concern about how far another school takes part, with a word planted that may
/// reach named people only; whoever it comes to passes it on, begins to talk, and says what came of it.
/// </summary>
internal sealed class ConcernActs(Cast cast, Chats chats, Agenda agenda, Chance chance)
{
    public const string List = "agreements.list", Record = "agreements.record", Find = "concerns.find", Raise = "concerns.raise", Send = "concerns.send", Begin = "concerns.begin", Resolve = "concerns.resolve";

    private const string Open = "agreements.open";

    public void PutDown(DateTimeOffset start)
    {
        var administrator = cast.AccountOf(cast.Register.People.First(person => person.Appointments.Any(held => held.Role is Role.Administrator)));
        var number = 0;
        foreach (var board in cast.Register.Groups.Where(group => group.Tier is Tier.Locality))
        {
            var schools = cast.Register.Groups.Where(group => group.Parent == board.Id).SelectMany(network => cast.Register.SchoolsOf(network.Id)).Where(school => school.IsOpen).ToList();
            var from = schools.FirstOrDefault(school => cast.Register.HoldersAt(Role.Head, school.Urn).Any(Cast.HasOnePart));

            // Every other one is about an academy, which goes another way than a maintained school.
            var wanted = number % 2 == 0 ? 4 : 10;
            if (from is null || schools.LastOrDefault(school => school.TypeGroup == wanted && school != from) is not { } about)
            {
                continue;
            }

            var (recorded, head, at) = (start.AddDays(2).AddMinutes(number), cast.AccountOf(cast.Register.HoldersAt(Role.Head, from.Urn).First(Cast.HasOnePart)), start.AddDays(3).AddHours(number + 2));
            agenda.Add(recorded, administrator, Record, cancellation => RecordAsync(administrator, from, cancellation));
            agenda.Add(at, head, Raise, cancellation => RaiseAsync(head, about, cancellation));
            number++;
        }
    }

    /// <summary>Puts down what somebody does about the card of a concern.</summary>
    public void React(AcceptedPost post)
    {
        if (post.Person is not { } account || cast.PersonOf(account) is not { } person)
        {
            return;
        }

        foreach (var (verb, days) in new[] { (Send, 1), (Begin, 2), (Resolve, 6) })
        {
            if (post.Button(verb) is { } button && !Cast.IsChair(person))
            {
                PutDown(post.At.AddDays(days), account, (string)button.Data["concern"]!, verb);
            }
        }
    }

    private void PutDown(DateTimeOffset came, string account, string concern, string verb)
    {
        agenda.Add(came.AddHours(chance.Of(verb, concern).NextDouble() * 8), account, Memory.Deed(verb, concern), async cancellation =>
        {
            var pressed = await chats.PressAsync(
                account,
                verb,
                card => CardReading.HasInput(card, "concernTo") && verb == Send ? new JsonObject { ["concernTo"] = CardReading.Choices(card, "concernTo")[0], ["concernWord"] = $"Please talk with them. {Planted.Word}" }
                    : new JsonObject { ["concernWord"] = $"They will come to the next meeting. {Planted.Word}" },
                cancellation,
                ("concern", concern));

            // Whoever begins says some days later what came of it: the card stays where it is.
            if (pressed && verb == Begin)
            {
                PutDown(came.AddDays(6), account, concern, Resolve);
            }
        });
    }

    private async Task RecordAsync(string account, School school, CancellationToken cancellation)
    {
        await chats.TypeAsync(account, "agreements", List, cancellation);
        if (await cast.FindInChatAsync(account, Record, cancellation) is not null)
        {
            // From the form of another school back to the list.
            await chats.PressAsync(account, List, cancellation);
        }

        await chats.PressAsync(account, List, _ => new JsonObject { ["agreementFilter"] = "All", ["agreementFind"] = school.Urn.Value }, cancellation, ("page", null));

        await chats.PressAsync(account, Open, card => new JsonObject { ["agreementParty"] = CardReading.Choices(card, "agreementParty").First(party => party.EndsWith(school.Urn.Value, StringComparison.Ordinal)) }, cancellation);
        await chats.PressAsync(account, Record, _ => new JsonObject { ["agreementVersion"] = "1", ["agreementSigned"] = "2026-09-01" }, cancellation);
    }

    private async Task RaiseAsync(string account, School about, CancellationToken cancellation)
    {
        await chats.TypeAsync(account, "concern", Find, cancellation);
        await chats.PressAsync(account, Find, _ => new JsonObject { ["concernSearch"] = about.Urn.Value }, cancellation);
        await chats.PressAsync(
            account,
            Raise,
            _ => new JsonObject
            {
                ["concernSearch"] = about.Urn.Value, ["concernSchool"] = about.Urn.Value, ["concernFacts"] = $"They came to none of the last three meetings. {Planted.Word}", ["concernTried"] = $"We rang twice. {Planted.Word}",
                ["concernHelp"] = "A visit in person.",
            },
            cancellation);
    }
}
