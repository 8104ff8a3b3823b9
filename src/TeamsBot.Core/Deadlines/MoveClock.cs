namespace TeamsBot.Core.Deadlines;

/// <summary>What a move set the clock to, frozen with the move: what cards said stays true, whatever becomes of settings and calendars (rule E3).</summary>
/// <param name="Policy">That of the board's tier; on the move that brought the matter to the board.</param>
/// <param name="AcknowledgeBy">By the end of which day the board says that it has the matter; on that same move.</param>
/// <param name="AnswerBy">By the end of which day the board answers. A question moves it on by as long as its time stood still.</param>
/// <param name="ReplyBy">On a question: by the end of which day the network replies; until then the board's time stands still.</param>
public sealed record MoveClock(DateOnly AnswerBy, ResponsePolicy? Policy = null, DateOnly? AcknowledgeBy = null, DateOnly? ReplyBy = null);
