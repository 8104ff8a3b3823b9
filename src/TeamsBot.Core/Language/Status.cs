namespace TeamsBot.Core.Language;

/// <summary>What became of something. Its mark and its word always stand together or in one row of a list; never the mark's colour alone.</summary>
public sealed record Status
{
    public static readonly Status Agreed = new("✓", "Agreed");
    public static readonly Status NotAgreed = new("–", "Not agreed");
    public static readonly Status Tied = new("=", "Tied");
    public static readonly Status NotQuorate = new("…", "Not quorate");
    public static readonly Status Accepted = new("✓", "Accepted");
    public static readonly Status Confirmed = new("✓", "Confirmed");
    public static readonly Status Declined = new("✕", "Declined");
    public static readonly Status SentUp = new("↑", "Sent up");
    public static readonly Status ReferredUp = new("↑", "Referred up");
    public static readonly Status TakenOver = new("↑", "Taken over");
    public static readonly Status QuestionAsked = new("?", "Question asked");
    public static readonly Status QuestionAnswered = new("•", "Question answered");
    public static readonly Status Acknowledged = new("✓", "Acknowledged");
    public static readonly Status InProgress = new("→", "In progress");
    public static readonly Status Returned = new("↓", "Returned");
    public static readonly Status Resolved = new("✓", "Resolved");
    public static readonly Status Withdrawn = new("–", "Withdrawn");
    public static readonly Status Answered = new("✓", "Answered");
    public static readonly Status CannotBeReached = new("!", "Cannot be reached");

    private Status(string mark, string word) => (Mark, Word) = (mark, word);

    public string Mark { get; }

    public string Word { get; }

    /// <summary>Such as <c>✓ Agreed</c>.</summary>
    public override string ToString() => $"{Mark} {Word}";
}
