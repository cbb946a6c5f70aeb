using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Enrolling;

namespace Lanekeeper.Permissions;

internal sealed class AppKeyService(AppKeyAuthenticator authenticator, Authenticator persons, AppKeyMaker maker) : IAppKeys
{
    public async Task<Result<AppKey>> AuthenticateAsync(string credential, CancellationToken cancellationToken)
    {
        if (credential.Length == 0)
        {
            return AppKeyProblems.Missing();
        }

        var found = await authenticator.RunAsync(credential, cancellationToken);
        return found.Problem == AppKeyProblems.Unknown() && (await persons.RunAsync(credential, cancellationToken)).Problem is null ? AppKeyProblems.IsPersons() : found;
    }

    public Task<Result<NewAppKey>> CreateAsync(Actor actor, AppKeyRequest request, CancellationToken cancellationToken) =>
        maker.CreateAsync(actor, request, cancellationToken);

    public Task<Result<NewAppKey>> RotateAsync(Actor actor, Guid keyId, TimeSpan overlap, CancellationToken cancellationToken) =>
        maker.RotateAsync(actor, keyId, overlap, cancellationToken);

    public Task<Result<AppKeyRow>> RevokeAsync(Actor actor, Guid keyId, CancellationToken cancellationToken) =>
        maker.RevokeAsync(actor, keyId, cancellationToken);

    public Task<Result<AppKeyRow>> FindAsync(Actor actor, Guid keyId, CancellationToken cancellationToken) =>
        maker.FindAsync(actor, keyId, cancellationToken);

    public Task<Result<Page<AppKeyRow>>> ListAsync(Actor actor, PageRequest page, CancellationToken cancellationToken) =>
        maker.ListAsync(actor, page, cancellationToken);
}
