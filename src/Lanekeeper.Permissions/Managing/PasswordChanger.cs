using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Enrolling;
using Lanekeeper.Permissions.Passwords;
using Lanekeeper.Permissions.SigningIn;
using Lanekeeper.Permissions.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.Managing;

/// <summary>Sets one's own password. The current one is asked for, and guesses at it are counted as guesses at the door are.</summary>
internal sealed partial class PasswordChanger(
    PasswordStore passwords, PasswordHasher hasher, Throttle throttle, SessionAuthenticator sessions, Database database, TimeProvider time, ILogger<PasswordChanger> logger)
{
    public async Task<Result<Done>> RunAsync(Actor actor, PasswordChange change, Visitor visitor, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, AccountPermissions.OwnKeys) is { } denied)
        {
            return denied;
        }

        if (Own.IdOf(actor) is not { } accountId)
        {
            return PermissionProblems.NotYours();
        }

        if (PasswordRules.FaultOf(change.New, actor.Name) is { } fault)
        {
            return SignInProblems.BadPassword(fault);
        }

        var known = await passwords.FindAsync(accountId, cancellationToken);
        if (known is not null && await RefuseAsync(known, change.Current ?? "", Visitors.Clean(visitor), cancellationToken) is { } refused)
        {
            return refused;
        }

        return (await hasher.HashAsync(change.New, cancellationToken)).Succeeded(out var hash, out var busy)
            ? await SetAsync(accountId, known, hash, change.KeepSession, cancellationToken)
            : busy;
    }

    private async Task<Problem?> RefuseAsync(KnownPassword known, string current, Visitor visitor, CancellationToken cancellationToken)
    {
        if (!(await throttle.TakeAsync(known.Email, visitor, cancellationToken)).Succeeded(out var turn, out var problem)
            || !(await hasher.MatchesAsync(current, known.Password, cancellationToken)).Succeeded(out var matches, out problem))
        {
            return problem;
        }

        if (!matches)
        {
            return SignInProblems.WrongCurrent();
        }

        await throttle.ClearAsync(turn, cancellationToken);
        return null;
    }

    private async Task<Result<Done>> SetAsync(Guid accountId, KnownPassword? known, PasswordHash hash, Guid? keep, CancellationToken cancellationToken)
    {
        var result = await database.InTransactionAsync<Result<Done>>(
            async transaction =>
            {
                var now = time.GetUtcNow();
                await PersonStore.LockAsync(transaction, accountId, cancellationToken);
                if (await PasswordStore.FindChangedAtAsync(transaction, accountId, cancellationToken) != known?.ChangedAt)
                {
                    return SignInProblems.WrongCurrent();
                }

                await PasswordStore.SetAsync(transaction, accountId, hash, now, cancellationToken);
                await SessionStore.EndOthersAsync(transaction, accountId, keep, now, cancellationToken);
                await LinkStore.EndAllAsync(transaction, accountId, now, cancellationToken);
                transaction.AfterCommit(() => LogChanged(accountId));
                return Done.Instance;
            },
            cancellationToken);
        sessions.ForgetAccount(accountId);
        return result;
    }

    [LoggerMessage(LogLevel.Information, "The password of account {AccountId} was changed by its owner.")]
    private partial void LogChanged(Guid accountId);
}
