namespace TeamsBot.Core.Polls;

/// <summary>Whether nothing can change an open poll's result any more (rule V12).</summary>
internal static class Foregone
{
    /// <summary>
    /// Whether a poll's owner may be told so before it closes. A named vote may change until then, so that is when too few can vote to be quorate; a
    /// secret one may not, so there it is also when everybody has voted. Never by the choices cast so far: to say that nothing can change would show how
    /// they lie (rules V17, V18).
    /// </summary>
    /// <param name="voted">How many seats have voted.</param>
    public static bool IsResult(Poll poll, int voted)
    {
        var isFixed = poll.Secrecy is Secrecy.Secret && voted == poll.Electorate.Voting;
        return NothingCanChange(poll.Rule, Tally.Of(poll.Wording, poll.Electorate.Seats.Length, []), poll.Wording.AtMost, isFixed ? 0 : voted, poll.Electorate.Voting - voted);
    }

    /// <summary>Whether every completion gives the outcome and each option the verdict that it has now. Integers only.</summary>
    /// <param name="standing">The ballots that can no longer change.</param>
    /// <param name="atMost">How many options one ballot may choose.</param>
    /// <param name="mayChange">Seats that have voted and may change their vote: a ballot of theirs is cast in any case.</param>
    /// <param name="mayVote">Seats that have not voted and may.</param>
    public static bool NothingCanChange(AgreementRule rule, Tally standing, int atMost, int mayChange, int mayVote)
    {
        var (open, most) = (mayChange + mayVote, standing.Cast + mayChange + mayVote);

        // The more ballots, the more likely the quorum: with all of them none, or with the fewest already.
        return open == 0 || !rule.IsQuorate(most, standing.Seats)
            || (rule.IsQuorate(standing.Cast + mayChange, standing.Seats)
                && standing.Counts.All(option => IsAgreedWhateverComes(rule, standing, option, atMost, open) || IsNeverAgreed(rule, standing, option, open)));
    }

    // The worst that can come: every open ballot is cast and none is for it, and they go where they lift the most others to its count or above.
    private static bool IsAgreedWhateverComes(AgreementRule rule, Tally standing, OptionCount option, int atMost, int open)
    {
        var votes = atMost * open;
        var lifted = standing.Counts.Where(other => other.Option != option.Option).Select(other => Math.Max(0, option.Count - other.Count)).Order()
            .Count(missing => missing <= open && (votes -= missing) >= 0);
        return rule.Reaches(option.Count, standing.Cast + open) && lifted < rule.Places;
    }

    // The best that can come: every open ballot is for it and for nothing else. A tie for the last place would be more than nothing.
    private static bool IsNeverAgreed(AgreementRule rule, Tally standing, OptionCount option, int open) =>
        !rule.Reaches(option.Count + open, standing.Cast + open) || standing.Counts.Count(other => other.Count > option.Count + open) >= rule.Places;
}
