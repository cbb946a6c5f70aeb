using Lanekeeper.Permissions.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.Enrolling;

/// <summary>Makes accounts.</summary>
internal sealed partial class AccountMaker(AccountStore accounts, TimeProvider time, ILogger<AccountMaker> logger)
{
    private const string FirstAdmin = "admin@localhost";
    private const int LongestEmail = 254;

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

        var account = new Account(Id.New(time), wanted.Email.Trim().ToLowerInvariant(), wanted.Name.Trim(), wanted.Role, time.GetUtcNow());
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

    private static IEnumerable<string> FaultsOf(NewAccount wanted)
    {
        if (!IsEmail(wanted.Email.Trim()))
        {
            yield return "email must be an address like ana@example.com, 254 characters at most";
        }

        if (!Line.IsValid(wanted.Name, 100))
        {
            yield return "name must have 1 to 100 characters on one line";
        }

        if (!Enum.IsDefined(wanted.Role) || wanted.Role == Role.None)
        {
            yield return "role must be viewer, reviewer, operator or admin";
        }
    }

    private static bool IsEmail(string text) =>
        text.Length is >= 3 and <= LongestEmail
        && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) || c is '<' or '>' or ',' or ';')
        && text.IndexOf('@', StringComparison.Ordinal) is var at && at > 0 && at == text.LastIndexOf('@') && at < text.Length - 1;

    [LoggerMessage(LogLevel.Information, "Account {Id} ({Role}) made by {Actor}.")]
    private partial void LogMade(Guid id, Role role, string actor);
}
