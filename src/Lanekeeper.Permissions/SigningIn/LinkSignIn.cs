using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Enrolling;
using Lanekeeper.Permissions.Passwords;
using Lanekeeper.Permissions.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.SigningIn;

/// <summary>Signs in by a one-time link. What cannot be taken leaves the link as it was.</summary>
internal sealed partial class LinkSignIn(
    LinkStore links, PasswordHasher hasher, SessionOpener opener, SessionAuthenticator sessions, Database database, TimeProvider time, ILogger<LinkSignIn> logger)
{
    private const string OneAccountPerEmail = "account_email_one";

    public async Task<Result<NewSession>> RunAsync(string token, LinkAnswer answer, Visitor visitor, CancellationToken cancellationToken)
    {
        if (!Token.TryParse(token, out var given) || await links.FindAsync(given.Hash, time.GetUtcNow(), cancellationToken) is not { } link)
        {
            return SignInProblems.UnknownLink();
        }

        var faults = FaultsOf(link, answer).ToList();
        if (faults.Count > 0)
        {
            return SignInProblems.InvalidAnswer(faults);
        }

        PasswordHash? password = null;
        if (answer.Password is not null && !(await hasher.HashAsync(answer.Password, cancellationToken)).Succeeded(out password, out var busy))
        {
            return busy;
        }

        try
        {
            var session = await database.InTransactionAsync(transaction => UseAsync(transaction, link, answer, password, Visitors.Clean(visitor), cancellationToken), cancellationToken);
            sessions.ForgetAccount(link.AccountId);
            return session;
        }
        catch (Exception exception) when (DatabaseFailure.IsUniqueViolation(exception, OneAccountPerEmail))
        {
            return PermissionProblems.EmailTaken(EmailAddress.Normal(answer.Email!));
        }
    }

    private async Task<Result<NewSession>> UseAsync(
        DatabaseTransaction transaction, KnownLink link, LinkAnswer answer, PasswordHash? password, Visitor visitor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await PersonStore.LockAsync(transaction, link.AccountId, cancellationToken) is not { DisabledAt: null } account
            || !await LinkStore.UseAsync(transaction, link.Id, now, cancellationToken))
        {
            return SignInProblems.UnknownLink();
        }

        // Whoever gives back the address that was shown means no change; it may have been changed by an admin since.
        var email = EmailAddress.Normal(answer.Email ?? link.Email);
        var changed = account with { Name = answer.Name?.Trim() ?? account.Name, Email = email == link.Email ? account.Email : email };
        if (changed != account)
        {
            await PersonStore.ChangeAsync(transaction, changed, cancellationToken);
        }

        if (password is not null)
        {
            await PasswordStore.SetAsync(transaction, account.Id, password, now, cancellationToken);
            await SessionStore.EndOthersAsync(transaction, account.Id, null, now, cancellationToken);
            await LinkStore.EndAllAsync(transaction, account.Id, now, cancellationToken);
        }

        transaction.AfterCommit(() => LogUsed(link.Id, link.Purpose, account.Id, password is not null));
        return await opener.OpenAsync(transaction, account.Id, SignInWay.Link, visitor, cancellationToken);
    }

    private static IEnumerable<string> FaultsOf(KnownLink link, LinkAnswer answer)
    {
        if (answer.Name is not null && !Line.IsValid(answer.Name, Line.LongestName))
        {
            yield return Line.NameFault;
        }

        var email = EmailAddress.Normal(answer.Email ?? link.Email);
        if (email != link.Email && !link.View.MayChangeEmail)
        {
            yield return "the e-mail address is changed by an admin";
        }
        else if (!EmailAddress.IsValid(email))
        {
            yield return EmailAddress.Fault;
        }

        if (answer.Password is null ? link.View.NeedsPassword : PasswordRules.FaultOf(answer.Password, email) is not null)
        {
            yield return PasswordRules.FaultOf(answer.Password ?? "", email)!;
        }
    }

    [LoggerMessage(LogLevel.Information, "Link {Id} ({Purpose}) into account {AccountId} was used; a password was set: {IsPasswordSet}.")]
    private partial void LogUsed(Guid id, LinkPurpose purpose, Guid accountId, bool isPasswordSet);
}
