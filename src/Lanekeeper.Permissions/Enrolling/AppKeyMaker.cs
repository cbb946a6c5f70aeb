using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.Enrolling;

/// <summary>Makes, rotates, revokes and lists the keys of apps.</summary>
internal sealed partial class AppKeyMaker(AppKeyStore keys, AppKeyAuthenticator authenticator, TimeProvider time, ILogger<AppKeyMaker> logger)
{
    /// <summary>How many may work at once, of all apps together.</summary>
    public const int MostLive = 200;

    public async Task<Result<NewAppKey>> CreateAsync(Actor actor, AppKeyRequest request, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, AppKeyPermissions.Manage) is { } denied)
        {
            return denied;
        }

        var now = time.GetUtcNow();
        if (!AppKeyRules.Check(request, now).Succeeded(out var asked, out var fault))
        {
            return fault;
        }

        var credential = Credential.New(time);
        var row = new NewAppKeyRow(credential.KeyId, asked.App, asked.Workflows, asked.Models, asked.Tools, credential.SecretHash, actor.Name, now, asked.ExpiresAt);
        if (await keys.AddAsync(row, MostLive, cancellationToken) is not { } key)
        {
            return AppKeyProblems.TooMany(MostLive);
        }

        LogMade(key.Id, key.App, actor.Id);
        return new NewAppKey(key, credential.Reveal());
    }

    public async Task<Result<NewAppKey>> RotateAsync(Actor actor, Guid keyId, TimeSpan overlap, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, AppKeyPermissions.Manage) is { } denied)
        {
            return denied;
        }

        if (overlap < TimeSpan.Zero || overlap > AppKey.LongestOverlap)
        {
            return AppKeyProblems.InvalidOverlap();
        }

        var credential = Credential.New(time);
        var rotation = new Rotation(keyId, credential.KeyId, credential.SecretHash, actor.Name, time.GetUtcNow(), overlap);
        if (!(await keys.RotateAsync(rotation, MostLive, cancellationToken)).Succeeded(out var key, out var problem))
        {
            return problem;
        }

        authenticator.Forget(keyId);
        LogRotated(keyId, key.Id, key.App, actor.Id);
        return new NewAppKey(key, credential.Reveal());
    }

    public async Task<Result<AppKeyRow>> RevokeAsync(Actor actor, Guid keyId, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, AppKeyPermissions.Manage) is { } denied)
        {
            return denied;
        }

        if (await keys.RevokeAsync(keyId, time.GetUtcNow(), cancellationToken) is not { } revoked)
        {
            return AppKeyProblems.NoKey(keyId);
        }

        authenticator.Forget(keyId);
        LogRevoked(keyId, revoked.App, actor.Id);
        return revoked;
    }

    public async Task<Result<AppKeyRow>> FindAsync(Actor actor, Guid keyId, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, AppKeyPermissions.Manage) is { } denied)
        {
            return denied;
        }

        return await keys.FindAsync(keyId, time.GetUtcNow(), cancellationToken) is { } key ? key : AppKeyProblems.NoKey(keyId);
    }

    public async Task<Result<Page<AppKeyRow>>> ListAsync(Actor actor, PageRequest page, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, AppKeyPermissions.Manage) is { } denied)
        {
            return denied;
        }

        var rows = await keys.ListAsync(page.AfterId, page.BoundedSize + 1, time.GetUtcNow(), cancellationToken);
        return rows.Count <= page.BoundedSize
            ? new Page<AppKeyRow>(rows, null)
            : new Page<AppKeyRow>([.. rows.Take(page.BoundedSize)], rows[page.BoundedSize - 1].Id.ToString());
    }

    [LoggerMessage(LogLevel.Information, "Key {KeyId} of the app {App} made by {Actor}.")]
    private partial void LogMade(Guid keyId, string app, string actor);

    [LoggerMessage(LogLevel.Information, "Key {KeyId} replaced by {NewKeyId}, of the app {App}, by {Actor}.")]
    private partial void LogRotated(Guid keyId, Guid newKeyId, string app, string actor);

    [LoggerMessage(LogLevel.Information, "Key {KeyId} of the app {App} revoked by {Actor}.")]
    private partial void LogRevoked(Guid keyId, string app, string actor);
}
