using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Escalations;

/// <summary>How cards speak of whoever sent a matter: a network with its facilitator, or a board that agreed something by its own vote.</summary>
internal static class SenderWords
{
    /// <summary>After "your": "your network’s channel".</summary>
    public static string Own(Matter matter) => IsNetworks(matter) ? "network" : "board";

    /// <summary>After "the": "withdrawn by the network".</summary>
    public static string Asker(Matter matter) => IsNetworks(matter) ? "network" : "board that asked";

    public static string Channel(Matter matter) => IsNetworks(matter) ? "The network’s channel" : "The channel of the board that asked";

    /// <summary>After "your": who may reply, withdraw and send again.</summary>
    public static string Sender(Matter matter) => IsNetworks(matter) ? "facilitator" : "chair or clerk";

    public static string AskedToReply(Matter matter) => IsNetworks(matter) ? "The network’s facilitator was asked to reply." : "The officers of the board that asked were asked to reply.";

    public static string IsAskedToReply(Matter matter) => IsNetworks(matter) ? "The network’s facilitator is asked to reply to you." : "The officers of the board that asked are asked to reply to you.";

    public static string YouAre(Matter matter) => IsNetworks(matter) ? "You are its facilitator." : "You are one of its officers.";

    public static string Others(Matter matter) => IsNetworks(matter) ? "the network’s other facilitators" : "the board’s other officers";

    private static bool IsNetworks(Matter matter) => matter.Evidence.Origin.Tier is Tier.Network;
}
