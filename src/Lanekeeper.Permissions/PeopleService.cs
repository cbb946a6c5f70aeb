using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Enrolling;
using Lanekeeper.Permissions.Managing;
using Lanekeeper.Permissions.SigningIn;
using Lanekeeper.Permissions.Storing;

namespace Lanekeeper.Permissions;

internal sealed class PeopleService(PersonStore people, PersonChanger changer, PasswordChanger passwords, Links links, TimeProvider time) : IPeople
{
    private const int MostListed = 500;

    public async Task<Result<Page<Person>>> ListAsync(Actor actor, CancellationToken cancellationToken) =>
        Access.Check(actor, AccountPermissions.Manage) is { } denied ? denied : new Page<Person>(await people.ListAsync(Moment(), MostListed, cancellationToken), null);

    public async Task<Result<Person>> FindAsync(Actor actor, Guid accountId, CancellationToken cancellationToken) =>
        Own.Denied(actor, accountId) is { } denied ? denied
        : await people.FindAsync(accountId, Moment(), cancellationToken) is { } person ? person
        : SignInProblems.NoPerson(accountId);

    public Task<Result<Account>> ChangeAsync(Actor actor, Guid accountId, AccountChange change, CancellationToken cancellationToken) =>
        changer.ChangeAsync(actor, accountId, change, cancellationToken);

    public Task<Result<Account>> SetDisabledAsync(Actor actor, Guid accountId, bool isDisabled, CancellationToken cancellationToken) =>
        changer.SetDisabledAsync(actor, accountId, isDisabled, cancellationToken);

    public Task<Result<Done>> ChangePasswordAsync(Actor actor, PasswordChange change, Visitor visitor, CancellationToken cancellationToken) =>
        passwords.RunAsync(actor, change, visitor, cancellationToken);

    public Task<Result<NewLink>> MakeLinkAsync(Actor actor, Guid accountId, LinkPurpose purpose, CancellationToken cancellationToken) =>
        links.MakeAsync(actor, accountId, purpose, cancellationToken);

    private PersonMoment Moment()
    {
        var now = time.GetUtcNow();
        return new(now, now - SessionAuthenticator.Idle, now - SessionAuthenticator.Longest);
    }
}
