using Lanekeeper.Permissions.Enrolling;
using Lanekeeper.Permissions.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.SigningIn;

/// <summary>Signs in somebody whom a provider vouches for: known by issuer and subject, the first time by a verified e-mail address.</summary>
internal sealed partial class IdentitySignIn(
    IdentityStore identities, AccountStore accounts, SessionOpener opener, SignInOptions options, Database database, TimeProvider time, ILogger<IdentitySignIn> logger)
{
    private const int LongestIssuer = 500;
    private const int LongestSubject = 255;

    public async Task<Result<NewSession>> RunAsync(ExternalIdentity identity, Visitor visitor, CancellationToken cancellationToken)
    {
        if (!Line.IsValid(identity.Issuer, LongestIssuer) || !Line.IsValid(identity.Subject, LongestSubject))
        {
            return SignInProblems.NoAccountForIdentity();
        }

        if (await identities.FindAsync(identity.Issuer, identity.Subject, cancellationToken) is { } known)
        {
            return await OpenAsync(known, Visitors.Clean(visitor), cancellationToken);
        }

        return (await FirstTimeAsync(identity, cancellationToken)).Succeeded(out var accountId, out var problem)
            ? await OpenAsync(accountId, Visitors.Clean(visitor), cancellationToken)
            : problem;
    }

    private Task<Result<NewSession>> OpenAsync(Guid accountId, Visitor visitor, CancellationToken cancellationToken) =>
        database.InTransactionAsync<Result<NewSession>>(
            async transaction => await PersonStore.LockAsync(transaction, accountId, cancellationToken) is { DisabledAt: null }
                ? await opener.OpenAsync(transaction, accountId, SignInWay.Identity, visitor, cancellationToken)
                : SignInProblems.NoAccountForIdentity(),
            cancellationToken);

    private async Task<Result<Guid>> FirstTimeAsync(ExternalIdentity identity, CancellationToken cancellationToken)
    {
        // As the provider wrote it: a space that was taken away here might have been what told two people apart.
        if (!identity.IsEmailVerified || identity.Email is not { } given || !EmailAddress.IsValid(given))
        {
            return SignInProblems.UnverifiedEmail();
        }

        var email = EmailAddress.Normal(given);

        var bound = await BindAsync(identity, email, cancellationToken);
        if (bound is null && await MakeAsync(email, identity.Name, cancellationToken))
        {
            bound = await BindAsync(identity, email, cancellationToken);
        }

        if (bound is not { } accountId)
        {
            return SignInProblems.NoAccountForIdentity();
        }

        LogBound(accountId, identity.Issuer);
        return accountId;
    }

    private Task<Guid?> BindAsync(ExternalIdentity identity, string email, CancellationToken cancellationToken) =>
        identities.BindAsync(identity.Issuer, identity.Subject, email, time.GetUtcNow(), cancellationToken);

    /// <returns>Whether somebody with this address may have an account, which is there now.</returns>
    private async Task<bool> MakeAsync(string email, string? name, CancellationToken cancellationToken)
    {
        if (options.IdentityDomain is not { } domain || !email.EndsWith($"@{PlainLetters.Lower(domain)}", StringComparison.Ordinal))
        {
            return false;
        }

        var wanted = name is not null && Line.IsValid(name, Line.LongestName) ? name.Trim() : email[..Math.Min(email.IndexOf('@', StringComparison.Ordinal), Line.LongestName)];
        await accounts.AddAsync(new(Id.New(time), email, wanted, options.IdentityRole, time.GetUtcNow()), cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "Account {AccountId} is now known by an identity at {Issuer}.")]
    private partial void LogBound(Guid accountId, string issuer);
}
