using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.Enrolling;

/// <summary>Makes, lists and revokes the keys of accounts: everybody's own, or anybody's for an admin.</summary>
internal sealed partial class KeyMaker(AccountStore accounts, KeyStore keys, Authenticator authenticator, TimeProvider time, ILogger<KeyMaker> logger)
{
    private const int MostListed = 500;
    private const int MostLive = 50;
    private const int LongestLabel = 100;

    public async Task<Result<NewKey>> CreateAsync(Actor actor, Guid accountId, string label, CancellationToken cancellationToken)
    {
        if (Own.Denied(actor, accountId) is { } denied)
        {
            return denied;
        }

        if (!Line.IsValid(label, LongestLabel))
        {
            return PermissionProblems.InvalidLabel();
        }

        if (await accounts.FindAsync(accountId, cancellationToken) is null)
        {
            return PermissionProblems.NoAccount(accountId);
        }

        var credential = Credential.New(time);
        if (!await keys.AddAsync(new(credential.KeyId, accountId, label.Trim(), credential.SecretHash, null, time.GetUtcNow()), MostLive, cancellationToken))
        {
            return PermissionProblems.TooManyKeys(MostLive);
        }

        LogMade(credential.KeyId, accountId, actor.Id);
        return new NewKey(credential.KeyId, credential.Reveal());
    }

    public async Task<Result<Page<AccountKey>>> ListAsync(Actor actor, Guid accountId, CancellationToken cancellationToken) =>
        Own.Denied(actor, accountId) is { } denied ? denied : new Page<AccountKey>(await keys.ListAsync(accountId, MostListed, cancellationToken), null);

    public async Task<Result<AccountKey>> RevokeAsync(Actor actor, Guid keyId, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, AccountPermissions.OwnKeys) is { } denied)
        {
            return denied;
        }

        // Whose it is may only be told to those who may know.
        if (await keys.FindAsync(keyId, cancellationToken) is not { } key || Own.Denied(actor, key.AccountId) is not null)
        {
            return PermissionProblems.NoKey(keyId);
        }

        var revoked = await keys.RevokeAsync(keyId, time.GetUtcNow(), cancellationToken);
        authenticator.Forget(keyId);
        LogRevoked(keyId, actor.Id);
        return revoked!;
    }

    [LoggerMessage(LogLevel.Information, "Key {KeyId} of account {AccountId} made by {Actor}.")]
    private partial void LogMade(Guid keyId, Guid accountId, string actor);

    [LoggerMessage(LogLevel.Information, "Key {KeyId} revoked by {Actor}.")]
    private partial void LogRevoked(Guid keyId, string actor);
}
