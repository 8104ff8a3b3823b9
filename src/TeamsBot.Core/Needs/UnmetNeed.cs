using TeamsBot.Core.Audit;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Needs;

/// <summary>How an entry of the register came to its end.</summary>
public enum MetBy
{
    /// <summary>The service said that it has capacity now.</summary>
    Service,

    /// <summary>The board that asked closed it, with a reason.</summary>
    Board,
}

/// <summary>The end of an entry.</summary>
/// <param name="Words">What the service can offer now, or the board's reason.</param>
public sealed record NeedMet(MetBy By, PersonId Person, string Words, DateTimeOffset At);

/// <summary>A need that a service had no capacity for when a board asked (R62). Open until the service has capacity, or the board closes it.</summary>
/// <param name="Id">The request and the service, so that a repeated answer makes one entry.</param>
/// <param name="Place">The board that asked: a locality's, or the partnership board for the county.</param>
/// <param name="Visibility">That of the request. A restricted entry is in no list and no sum (rule T5).</param>
/// <param name="Since">When the service said so.</param>
/// <param name="Answer">The number of the service's answer that it stands on; a later one decides anew.</param>
/// <param name="Met">Null while it is open.</param>
public sealed record UnmetNeed(
    string Id, ThemeId Theme, string Service, string ServiceName, Party Place, string Request, Visibility Visibility, DateTimeOffset Since, int Answer, NeedMet? Met, AuditChain Audit)
{
    public bool IsOpen => Met is null;

    public static string IdOf(string request, string service) => $"{request}~{service}";
}
