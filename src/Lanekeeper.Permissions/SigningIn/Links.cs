using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Enrolling;
using Lanekeeper.Permissions.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.SigningIn;

/// <summary>Makes one-time links.</summary>
internal sealed partial class Links(LinkStore links, PersonStore people, AccountStore accounts, AccountMaker maker, TimeProvider time, ILogger<Links> logger)
{
    private static readonly TimeSpan OfInvitation = TimeSpan.FromDays(7);
    private static readonly TimeSpan OfOthers = TimeSpan.FromHours(1);

    public async Task<Result<NewLink>> MakeAsync(Actor actor, Guid accountId, LinkPurpose purpose, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, AccountPermissions.Manage) is { } denied)
        {
            return denied;
        }

        return await accounts.FindAsync(accountId, cancellationToken) switch
        {
            null => SignInProblems.NoPerson(accountId),
            { DisabledAt: not null } => SignInProblems.Disabled(),
            var account => await AddAsync(account, purpose, actor, cancellationToken),
        };
    }

    public async Task<Result<FirstLink>> MakeFirstAsync(bool always, CancellationToken cancellationToken)
    {
        if (!always && !await people.IsUnclaimedAsync(cancellationToken))
        {
            return new FirstLink(null);
        }

        var admin = await maker.EnsureFirstAdminAsync(cancellationToken);
        return new FirstLink(await AddAsync(admin, LinkPurpose.SignIn, Actor.System, cancellationToken));
    }

    public async Task<Result<LinkView>> FindAsync(string token, CancellationToken cancellationToken) =>
        Token.TryParse(token, out var given) && await links.FindAsync(given.Hash, time.GetUtcNow(), cancellationToken) is { } link
            ? link.View
            : SignInProblems.UnknownLink();

    private async Task<NewLink> AddAsync(Account account, LinkPurpose purpose, Actor actor, CancellationToken cancellationToken)
    {
        var (now, token) = (time.GetUtcNow(), Token.New());
        var expiresAt = now + (purpose == LinkPurpose.Invitation ? OfInvitation : OfOthers);
        var link = new LinkRow(Id.New(time), account.Id, token.Hash, purpose, actor.Id, now, expiresAt);
        await links.AddAsync(link, cancellationToken);
        LogMade(link.Id, purpose, account.Id, actor.Id);
        return new(link.Id, token.Reveal(), purpose, expiresAt);
    }

    [LoggerMessage(LogLevel.Information, "Link {Id} ({Purpose}) into account {AccountId} made by {Actor}.")]
    private partial void LogMade(Guid id, LinkPurpose purpose, Guid accountId, string actor);
}
