using Lanekeeper.Permissions.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.Enrolling;

/// <summary>Makes accounts.</summary>
internal sealed partial class AccountMaker(AccountStore accounts, TimeProvider time, ILogger<AccountMaker> logger)
{
    public const string RoleFault = "role must be viewer, reviewer, operator or admin";

    private const string FirstAdmin = "admin@localhost";

    public async Task<Result<Account>> CreateAsync(Actor actor, NewAccount wanted, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, AccountPermissions.Manage) is { } denied)
        {
            return denied;
        }

        var faults = FaultsOf(wanted).ToList();
        if (faults.Count > 0)
        {
            return PermissionProblems.InvalidAccount(faults);
        }

        var account = new Account(Id.New(time), EmailAddress.Normal(wanted.Email), wanted.Name.Trim(), wanted.Role, time.GetUtcNow());
        if (await accounts.AddAsync(account, cancellationToken) is not { } made)
        {
            return PermissionProblems.EmailTaken(account.Email);
        }

        LogMade(made.Id, made.Role, actor.Id);
        return made;
    }

    /// <summary>The oldest admin; the first start makes one.</summary>
    public async Task<Account> EnsureFirstAdminAsync(CancellationToken cancellationToken)
    {
        if (await accounts.FindFirstAdminAsync(cancellationToken) is { } there)
        {
            return there;
        }

        // Two processes may start at once: the one that comes second finds what the first one made.
        var made = await accounts.AddAsync(new(Id.New(time), FirstAdmin, "Admin", Role.Admin, time.GetUtcNow()), cancellationToken);
        return made ?? await accounts.FindFirstAdminAsync(cancellationToken)
            ?? throw new InvalidOperationException($"There is an account {FirstAdmin} and no admin.");
    }

    public static bool IsRole(Role role) => Enum.IsDefined(role) && role != Role.None;

    private static IEnumerable<string> FaultsOf(NewAccount wanted)
    {
        if (!EmailAddress.IsValid(EmailAddress.Normal(wanted.Email)))
        {
            yield return EmailAddress.Fault;
        }

        if (!Line.IsValid(wanted.Name, Line.LongestName))
        {
            yield return Line.NameFault;
        }

        if (!IsRole(wanted.Role))
        {
            yield return RoleFault;
        }
    }

    [LoggerMessage(LogLevel.Information, "Account {Id} ({Role}) made by {Actor}.")]
    private partial void LogMade(Guid id, Role role, string actor);
}
