using TeamsBot.Core.Audit;
using TeamsBot.Core.Consultations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Polls;

namespace TeamsBot.Core.Tests.Consultations;

/// <summary>Test data: a consultation with two lists and two questions in words.</summary>
internal static class Asked
{
    public static readonly Questions Questions = new(
        "Which aims should guide us?",
        "Tell us which matter most.",
        [
            new("Aims", [new("a1", "Best outcomes", "Outcomes"), new("a2", "Every kind of school", "Every kind"), new("a3", "All sectors", "Sectors"), new("a4", "Two-way data", "Data")], 2),
            new("Principles", [new("p1", "Fair", "Fair"), new("p2", "Open", "Open"), new("p3", "Causes first", "Causes")], 1),
        ],
        ["What would you add?", "Which behaviours would show it?"]);

    /// <summary>A consultation of so many schools, each with a head and a deputy.</summary>
    public static Consultation Of(int schools, Func<int, Profile>? profile = null, Questions? questions = null)
    {
        var seats = Enumerable.Range(1, schools).Select(n => new Seat(A.Seat(n), $"School {n}", [A.Head(n), A.Deputy(n)])).ToList();
        return new()
        {
            Tenant = A.Tenant,
            Id = new("consultation-1"),
            AskedBy = "Fernshaw Partnership Board",
            Scope = new(null, "Fernshaw Partnership Board", [new("network-alder-vale")]),
            WithoutNetwork = 0,
            Questions = questions ?? Questions,
            Roll = new(new(seats), seats.Select((seat, at) => KeyValuePair.Create(seat.Id, profile?.Invoke(at + 1) ?? new("Primary", "Maintained")))),
            StartedBy = new("administrator"),
            OpenedAt = A.Opened,
            ClosesAt = A.Closes,
            State = ConsultationState.Open,
            Audit = AuditChain.Empty,
        };
    }

    public static SentAnswer Sent(string aims = "a1,a2", string principles = "p1", string words = "", string more = "") => new([aims, principles], [words, more]);

    /// <summary>The answer of a school's head.</summary>
    public static SchoolAnswer Answer(int school, string aims = "a1,a2", string principles = "p1", string words = "") =>
        new(A.Seat(school), A.Head(school), 0, new([Choices.Stored(aims), Choices.Stored(principles)], [words, ""]), A.Opened, 1, AuditChain.Empty);
}
