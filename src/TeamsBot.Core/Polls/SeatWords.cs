namespace TeamsBot.Core.Polls;

/// <summary>How cards speak of those who vote: a network's schools, or the members of a board.</summary>
/// <param name="You">"your school", or "you".</param>
/// <param name="Yours">"your school’s", or "your".</param>
/// <param name="Group">"network" or "board".</param>
/// <param name="Lead">Who runs it: "facilitator" or "chair".</param>
public sealed record SeatWords(string One, string Many, string You, string Yours, string Group, string Lead)
{
    public static readonly SeatWords OfNetwork = new("school", "schools", "your school", "your school’s", "network", "facilitator");
    public static readonly SeatWords OfBoard = new("member", "members", "you", "your", "board", "chair");
}
