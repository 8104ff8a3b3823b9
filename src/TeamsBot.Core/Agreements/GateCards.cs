using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Agreements;

/// <summary>What a person is told when something restricted may not go to or from their school or service.</summary>
internal static class GateCards
{
    public static Message Refused(GateRefusal refusal) => new Refusal
    {
        From = [Bold("The bot"), refusal.Way is Way.In ? " was asked for something restricted for " : " was asked to take something restricted from ", Bold(refusal.Name), "."],
        Heading = refusal.State switch
        {
            AgreementState.OldVersion => "A newer agreement is needed",
            AgreementState.NotYet => "The agreement has not begun",
            AgreementState.Ended => "The agreement has ended",
            _ => "An agreement is needed first",
        },
        WhatHappened = $"{refusal.Why} {(refusal.Way is Way.In ? "Restricted things go only to schools and services with one in force, so nothing was shown." : "Restricted things come only from schools and services with one in force, so nothing was sent.")}",
        WhatToDo = refusal.State is AgreementState.NotYet
            ? "Ask again from that day on. Type agreements to see what is on record."
            : "Sign the data-sharing agreement and tell the county’s administrator, who records it. Then ask again. Type agreements to see what is on record.",
    }.ToMessage();
}
