using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Enrolling;
using Lanekeeper.Permissions.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.Managing;

/// <summary>Changes accounts. What takes rights away ends what was opened with them.</summary>
internal sealed partial class PersonChanger(Database database, SessionAuthenticator sessions, Authenticator keys, TimeProvider time, ILogger<PersonChanger> logger)
{
    private const string OneAccountPerEmail = "account_email_one";

    public async Task<Result<Account>> ChangeAsync(Actor actor, Guid accountId, AccountChange change, CancellationToken cancellationToken)
    {
        if (Own.Denied(actor, accountId) is { } denied)
        {
            return denied;
        }

        if ((change.Role is not null || change.Email is not null) && Access.Check(actor, AccountPermissions.Manage) is { } mayNot)
        {
            return mayNot;
        }

        var faults = FaultsOf(change).ToList();
        return faults.Count > 0 ? PermissionProblems.InvalidAccount(faults) : await SaveAsync(actor, accountId, account => Changed(account, change), cancellationToken);
    }

    public async Task<Result<Account>> SetDisabledAsync(Actor actor, Guid accountId, bool isDisabled, CancellationToken cancellationToken) =>
        Access.Check(actor, AccountPermissions.Manage) is { } denied
            ? denied
            : await SaveAsync(actor, accountId, account => account with { DisabledAt = isDisabled ? account.DisabledAt ?? time.GetUtcNow() : null }, cancellationToken);

    private async Task<Result<Account>> SaveAsync(Actor actor, Guid accountId, Func<Account, Account> change, CancellationToken cancellationToken)
    {
        try
        {
            var result = await database.InTransactionAsync(transaction => SaveAsync(transaction, actor, accountId, change, cancellationToken), cancellationToken);
            sessions.ForgetAccount(accountId);
            keys.ForgetAccount(accountId);
            return result;
        }
        catch (Exception exception) when (DatabaseFailure.IsUniqueViolation(exception, OneAccountPerEmail))
        {
            return SignInProblems.AddressTaken();
        }
    }

    private async Task<Result<Account>> SaveAsync(
        DatabaseTransaction transaction, Actor actor, Guid accountId, Func<Account, Account> change, CancellationToken cancellationToken)
    {
        if (await PersonStore.LockWithAdminsAsync(transaction, accountId, cancellationToken) is not { } before)
        {
            return SignInProblems.NoPerson(accountId);
        }

        if (await PersonStore.ChangeAsync(transaction, change(before), cancellationToken) is not { } after)
        {
            return SignInProblems.LastAdmin();
        }

        var isStopped = after.DisabledAt is not null && before.DisabledAt is null;
        if (isStopped || (after.Role != before.Role && Own.IdOf(actor) != accountId))
        {
            await SessionStore.EndOthersAsync(transaction, accountId, null, time.GetUtcNow(), cancellationToken);
            await LinkStore.EndAllAsync(transaction, accountId, time.GetUtcNow(), cancellationToken);
        }

        transaction.AfterCommit(() => LogChanged(accountId, after.Role, after.DisabledAt is not null, actor.Id));
        return after;
    }

    private static Account Changed(Account account, AccountChange change) => account with
    {
        Name = change.Name?.Trim() ?? account.Name,
        Email = change.Email is { } email ? EmailAddress.Normal(email) : account.Email,
        Role = change.Role ?? account.Role,
    };

    private static IEnumerable<string> FaultsOf(AccountChange change)
    {
        if (change.Name is not null && !Line.IsValid(change.Name, Line.LongestName))
        {
            yield return Line.NameFault;
        }

        if (change.Email is not null && !EmailAddress.IsValid(EmailAddress.Normal(change.Email)))
        {
            yield return EmailAddress.Fault;
        }

        if (change.Role is { } role && !AccountMaker.IsRole(role))
        {
            yield return AccountMaker.RoleFault;
        }
    }

    [LoggerMessage(LogLevel.Information, "Account {Id} changed by {Actor}: role {Role}, disabled {IsDisabled}.")]
    private partial void LogChanged(Guid id, Role role, bool isDisabled, string actor);
}
