using Microsoft.Extensions.Logging;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Adapters.Connector;

/// <summary>What comes in from Teams, from the raw request to its answer: token, size, body, what the token says of the body, and only then the turn.</summary>
public sealed partial class Inbound(InboundTokens tokens, UnsignedClients clients, Turn turn, Replies replies, ILogger<Inbound> log)
{
    /// <summary>The most bytes a body may have.</summary>
    public const int BodyLimit = 256 * 1024;

    /// <param name="fromThisMachine">Whether the request certainly comes from a program on this machine; without a token it is looked at only then, and only in anonymous local mode.</param>
    public async Task<InboundAnswer> HandleAsync(string? authorization, bool fromThisMachine, Stream body, CancellationToken cancellation)
    {
        var token = await tokens.VerifyAsync(authorization, cancellation);
        if (token is null && !(authorization is null && fromThisMachine && clients.AreTaken))
        {
            return Refuse(401, "token");
        }

        if (await ReadAsync(body, cancellation) is not { } bytes)
        {
            return Refuse(413, "size");
        }

        if (ActivityReader.Parse(bytes.Span) is not { } activity)
        {
            return Refuse(400, "JSON");
        }

        if (token is null)
        {
            return await ActUnsignedAsync(activity, cancellation);
        }

        if (!tokens.SpeaksFor(token, activity))
        {
            return Refuse(401, "token for another channel or service");
        }

        clients.SpokenHere(activity);
        return await ActAsync(activity, cancellation);
    }

    private async Task<InboundAnswer> ActUnsignedAsync(Activity activity, CancellationToken cancellation) => await clients.ReadAsync(activity, cancellation) switch
    {
        UnsignedReading.AsHere here => await ActAsync(here.Activity, cancellation),
        UnsignedReading.OfNoConcern => new(200, null),
        _ => Refuse(403, "unsigned sender or place, which the local Teams does not have"),
    };

    private async Task<InboundAnswer> ActAsync(Activity activity, CancellationToken cancellation)
    {
        switch (ActivityReader.Read(activity))
        {
            case Reading.Understood { Incoming: Incoming.Pressed pressed }:
                return new(200, InvokeAnswer.Of(await turn.PressAsync(pressed, cancellation)));
            case Reading.Understood understood:
                if (await turn.TakeAsync(understood.Incoming, cancellation) is { } reply)
                {
                    await replies.SendAsync(reply, cancellation);
                }

                return new(200, null);
            case Reading.Malformed malformed when activity.Type is "invoke":
                return new(200, InvokeAnswer.BadRequest(malformed.Why));
            case Reading.Malformed:
                return Refuse(400, "activity");
            case Reading.Unsupported:
                return new(501, null);
            default:
                return new(200, null);
        }
    }

    /// <summary>The whole body, or null where it is longer than the limit. It never buffers more than that.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, CancellationToken cancellation)
    {
        using var whole = new MemoryStream();
        var part = new byte[16 * 1024];
        for (int read; (read = await body.ReadAsync(part, cancellation)) > 0;)
        {
            if (whole.Length + read > BodyLimit)
            {
                return null;
            }

            whole.Write(part, 0, read);
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    private InboundAnswer Refuse(int status, string what)
    {
        LogRefused(status, what);
        return new(status, null);
    }

    [LoggerMessage(1, LogLevel.Warning, "A request was refused with {Status} for its {What}.")]
    private partial void LogRefused(int status, string what);
}

/// <summary>What is sent back: a status, and for a press the JSON of its answer.</summary>
public sealed record InboundAnswer(int Status, byte[]? Json);
