using Lanekeeper.Faces;
using Lanekeeper.Gateway.Serving;
using Lanekeeper.Permissions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Gateway.Accounts;

internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("").WithTags("Accounts");
        accounts.MapGet("/" + ApiPaths.Whoami, Whoami).WithSummary("Who the credential says you are");
        accounts.MapGet("/" + ApiPaths.Accounts, ListAsync).WithSummary("The people who may sign in");
        accounts.MapPost("/" + ApiPaths.Accounts, CreateAsync).WithSummary("Add a person");
        accounts.MapPost("/api/accounts/{id:guid}/keys", CreateKeyAsync).WithSummary("Make a key for a person; its text is shown this once");
        accounts.MapPost("/api/accounts/{id:guid}/links", MakeLinkAsync).WithSummary("Make a one-time link that signs a person in; it is shown this once");
    }

    private static Ok<WhoamiWire> Whoami(Caller caller) => TypedResults.Ok(new WhoamiWire(caller.Actor.Kind, caller.Actor.Id, caller.Actor.Name, caller.Actor.Role));

    private static async Task<Results<Ok<Page<Account>>, ProblemAnswer>> ListAsync(Caller caller, IAccounts accounts, CancellationToken cancellationToken) =>
        (await accounts.ListAsync(caller.Actor, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<Account>, ProblemAnswer>> CreateAsync(NewAccount body, Caller caller, IAccounts accounts, CancellationToken cancellationToken) =>
        (await accounts.CreateAsync(caller.Actor, body, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<NewKey>, ProblemAnswer>> CreateKeyAsync(
        Guid id, KeyBody body, Caller caller, IAccounts accounts, CancellationToken cancellationToken) =>
        (await accounts.CreateKeyAsync(caller.Actor, id, body.Label ?? "", cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<LinkWire>, ProblemAnswer>> MakeLinkAsync(
        Guid id, LinkBody body, Caller caller, IPeople people, PublicAddress address, HttpRequest request, CancellationToken cancellationToken) =>
        (await people.MakeLinkAsync(caller.Actor, id, body.Purpose ?? LinkPurpose.SignIn, cancellationToken))
            .Map(link => new LinkWire(address.Of(request.Scheme, request.Host.Value ?? "localhost", WebPaths.Welcome(link.Token)), link.ExpiresAt))
            .ToAnswer();

    internal sealed record LinkBody(LinkPurpose? Purpose);

    internal sealed record KeyBody(string? Label);
}
