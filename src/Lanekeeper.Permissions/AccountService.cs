using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Enrolling;
using Lanekeeper.Permissions.Storing;

namespace Lanekeeper.Permissions;

internal sealed class AccountService(Authenticator authenticator, AppKeyAuthenticator apps, LocalToken localToken, AccountMaker maker, KeyMaker keys, AccountStore accounts) : IAccounts
{
    private const int MostListed = 500;

    // The key of an app is known here only to be refused in words that fit: it has no role.
    public async Task<Result<Actor>> AuthenticateAsync(string credential, CancellationToken cancellationToken)
    {
        var found = await authenticator.RunAsync(credential, cancellationToken);
        return found.Problem?.Kind == ProblemKind.Unauthenticated && (await apps.RunAsync(credential, cancellationToken)).Succeeded(out var app, out _) ? app.Actor : found;
    }

    public Task<Result<Done>> EnsureLocalTokenAsync(string tokenFile, CancellationToken cancellationToken) =>
        localToken.EnsureAsync(tokenFile, cancellationToken);

    public Task<Result<Account>> CreateAsync(Actor actor, NewAccount account, CancellationToken cancellationToken) =>
        maker.CreateAsync(actor, account, cancellationToken);

    public async Task<Result<Page<Account>>> ListAsync(Actor actor, CancellationToken cancellationToken) =>
        Access.Check(actor, AccountPermissions.See) is { } denied ? denied : new Page<Account>(await accounts.ListAsync(MostListed, cancellationToken), null);

    public Task<Result<NewKey>> CreateKeyAsync(Actor actor, Guid accountId, string label, CancellationToken cancellationToken) =>
        keys.CreateAsync(actor, accountId, label, cancellationToken);

    public Task<Result<Page<AccountKey>>> ListKeysAsync(Actor actor, Guid accountId, CancellationToken cancellationToken) =>
        keys.ListAsync(actor, accountId, cancellationToken);

    public Task<Result<AccountKey>> RevokeKeyAsync(Actor actor, Guid keyId, CancellationToken cancellationToken) =>
        keys.RevokeAsync(actor, keyId, cancellationToken);
}
