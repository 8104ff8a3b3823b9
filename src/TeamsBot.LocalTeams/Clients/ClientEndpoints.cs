using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>The client API: whoever reaches it on this machine acts as any person of the tenant, without a password.</summary>
internal static class ClientEndpoints
{
    private const string Person = "/client/people/{person}";
    private const string Conversation = Person + "/conversations/{conversation}";
    private const string Message = Conversation + "/messages/{message}";

    public static void Map(IEndpointRouteBuilder routes, Tenant tenant, Func<IEnumerable<GalleryCard>>? gallery)
    {
        routes.MapGet("/client/people", Reading(tenant, ReadChats.People));
        routes.MapGet(Person + "/conversations", Reading(tenant, (session, call) => ReadChats.Conversations(tenant, session, call)));
        routes.MapGet(Conversation + "/messages", Answering(call => ReadChats.MessagesAsync(tenant, call)));
        routes.MapPost(Conversation + "/messages", Answering(call => WriteMessage.HandleAsync(tenant, call)));
        routes.MapPost(Message + "/press", Answering(call => PressAction.HandleAsync(tenant, call)));
        routes.MapPost(Message + "/refresh", Answering(call => RefreshCard.HandleAsync(tenant, call)));
        routes.MapPost(Person + "/block", Answering(call => PersonalApp.BlockAsync(tenant, call, blocked: true)));
        routes.MapPost(Person + "/unblock", Answering(call => PersonalApp.BlockAsync(tenant, call, blocked: false)));
        routes.MapPost(Person + "/install", Answering(call => PersonalApp.InstallAsync(tenant, call)));
        routes.MapPost(Person + "/uninstall", Answering(call => PersonalApp.UninstallAsync(tenant, call)));
        routes.MapGet(Person + "/shown", Reading(tenant, ReadRecords.ShownToOne));
        routes.MapGet("/client/shown", Reading(tenant, ReadRecords.ShownToAll));
        routes.MapGet("/client/posts", Reading(tenant, ReadRecords.Posts));
        routes.MapGet("/client/faults", Reading(tenant, ReadRecords.Faults));
        routes.MapGet("/client/clock", Answering(_ => Task.FromResult(MoveClock.Read(tenant))));
        routes.MapPost("/client/clock", Answering(call => MoveClock.HandleAsync(tenant, call)));
        routes.MapGet("/client/gallery", Answering(_ => Task.FromResult(Gallery.Read(gallery))));
        routes.MapPost("/client/misbehave", Answering(call => Task.FromResult(AskForFaults.Handle(tenant, call))));
        routes.MapPost("/client/settle", Answering(call => PersonalApp.SettleAsync(tenant, call)));
        routes.MapGet("/client/events", context => EventStream.WriteAsync(tenant, context));
        routes.MapPost("/admin/users", Answering(call => CreateAccounts.HandleAsync(tenant, call)));
    }

    private static RequestDelegate Answering(Func<Call, Task<Reply>> handle) => async context =>
    {
        var call = await Call.ReadAsync(context);
        var reply = call is { Body: null, Size: > 0 } ? Reply.Refuse(400, "BadJson", "The body is not one JSON object.") : await handle(call);
        await reply.WriteAsync(context);
    };

    private static RequestDelegate Reading(Tenant tenant, Func<Session, Call, Reply> read) =>
        Answering(call => Task.FromResult(tenant.Database.Read(session => read(session, call))));
}
