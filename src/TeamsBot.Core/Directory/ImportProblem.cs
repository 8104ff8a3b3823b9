namespace TeamsBot.Core.Directory;

/// <summary>Something in the files that must be put right before any of it is taken.</summary>
/// <param name="Line">The line where the row begins, counting every line of the file from 1; 0 where the file itself is the matter.</param>
/// <param name="Column">The name of the column; null where it is the whole row or file.</param>
/// <param name="What">What was found, and what was expected.</param>
/// <param name="Do">What to do about it.</param>
public sealed record ImportProblem(string File, long Line, string? Column, string What, string Do)
{
    public override string ToString() =>
        $"{File}{(Line > 0 ? $", line {Line}" : "")}{(Column is null ? "" : $", column {Column}")}: {What} {Do}";
}
