using Lanekeeper.Permissions.Enrolling;
using Lanekeeper.Permissions.Passwords;
using Lanekeeper.Permissions.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.SigningIn;

/// <summary>Signs in by e-mail address and password. Whatever is wrong, the answer is the same and took the same work.</summary>
internal sealed partial class PasswordSignIn(
    PasswordStore passwords, PasswordHasher hasher, Throttle throttle, SessionOpener opener, Database database, ILogger<PasswordSignIn> logger)
{
    public async Task<Result<NewSession>> RunAsync(PasswordAttempt attempt, Visitor visitor, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Normal(attempt.Email);
        var from = Visitors.Clean(visitor);
        if (!EmailAddress.IsValid(email) || attempt.Password.Length is 0 or > PasswordRules.Longest)
        {
            return SignInProblems.Wrong();
        }

        if (!(await throttle.TakeAsync(email, from, cancellationToken)).Succeeded(out var turn, out var problem))
        {
            LogSlowed(from.Address);
            return problem;
        }

        var known = await passwords.FindByEmailAsync(email, cancellationToken);
        if (!(await hasher.MatchesAsync(attempt.Password, known?.Password, cancellationToken)).Succeeded(out var matches, out problem))
        {
            return problem;
        }

        if (!matches || known is null || !(await OpenAsync(known, from, cancellationToken)).Succeeded(out var session, out _))
        {
            LogRefused(from.Address);
            return SignInProblems.Wrong();
        }

        await throttle.ClearAsync(turn, cancellationToken);
        await StrengthenAsync(known, attempt.Password, cancellationToken);
        return session;
    }

    private Task<Result<NewSession>> OpenAsync(KnownPassword known, Visitor visitor, CancellationToken cancellationToken) =>
        database.InTransactionAsync<Result<NewSession>>(
            async transaction =>
            {
                // It may have been changed, or the account stopped, while we were hashing.
                var account = await PersonStore.LockAsync(transaction, known.AccountId, cancellationToken);
                var isStill = await PasswordStore.FindChangedAtAsync(transaction, known.AccountId, cancellationToken) == known.ChangedAt;
                return account is { DisabledAt: null } && isStill
                    ? await opener.OpenAsync(transaction, known.AccountId, SignInWay.Password, visitor, cancellationToken)
                    : SignInProblems.Wrong();
            },
            cancellationToken);

    private async Task StrengthenAsync(KnownPassword known, string password, CancellationToken cancellationToken)
    {
        if (hasher.IsWeak(known.Password) && (await hasher.HashAsync(password, cancellationToken)).Succeeded(out var stronger, out _))
        {
            await passwords.StrengthenAsync(known, stronger, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A sign-in by password from {Address} was refused.")]
    private partial void LogRefused(string address);

    [LoggerMessage(LogLevel.Warning, "A sign-in by password from {Address} came too early after others that failed.")]
    private partial void LogSlowed(string address);
}
