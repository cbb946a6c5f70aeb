using Lanekeeper.Faces;
using Lanekeeper.Permissions;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Web.People;

/// <summary>The doors that the pages of people ask, and the pages made of their answers.</summary>
internal sealed class AccountDoors(IPeople people, ISessions sessions, IAccounts accounts)
{
    public IPeople People => people;

    public ISessions Sessions => sessions;

    public IAccounts Accounts => accounts;

    public async Task<IResult> ShowOwnAsync(Caller caller, Func<AccountView, AccountView> with, Problem? problem, CancellationToken cancellationToken) =>
        (await FindAsync(caller.Actor, caller.AccountId, cancellationToken)).ToScreen(found =>
            Screens.Show<AccountPage, AccountView>(with(new(found.Person, found.Sessions, found.Keys, caller.SessionId)), problem));

    public async Task<IResult> ShowPersonAsync(Caller caller, Guid id, Func<PersonView, PersonView> with, Problem? problem, CancellationToken cancellationToken) =>
        (await FindAsync(caller.Actor, id, cancellationToken)).ToScreen(found =>
            Screens.Show<PersonPage, PersonView>(with(new(found.Person, found.Sessions, found.Keys, id == caller.AccountId)), problem));

    /// <summary>After a change of one's own account: the page anew, or with the problem at its part.</summary>
    public async Task<IResult> AnswerOwnAsync(Caller caller, string part, string deed, Problem? problem, CancellationToken cancellationToken) =>
        problem is null
            ? Screens.SeeOther(Deeds.After(WebPaths.Account, deed))
            : await ShowOwnAsync(caller, view => view with { Told = new(part, problem) }, problem, cancellationToken);

    /// <inheritdoc cref="AnswerOwnAsync"/>
    public async Task<IResult> AnswerPersonAsync(Caller caller, Guid id, string part, string deed, Problem? problem, CancellationToken cancellationToken) =>
        problem is null
            ? Screens.SeeOther(Deeds.After(WebPaths.Person(id), deed))
            : await ShowPersonAsync(caller, id, view => view with { Told = new(part, problem) }, problem, cancellationToken);

    private async Task<Result<Found>> FindAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (!(await people.FindAsync(actor, id, cancellationToken)).Succeeded(out var person, out var problem)
            || !(await sessions.ListAsync(actor, id, cancellationToken)).Succeeded(out var open, out problem)
            || !(await accounts.ListKeysAsync(actor, id, cancellationToken)).Succeeded(out var keys, out problem))
        {
            return problem;
        }

        return new Found(person, open.Items, keys.Items);
    }

    private sealed record Found(Person Person, IReadOnlyList<Session> Sessions, IReadOnlyList<AccountKey> Keys);
}
