namespace Lanekeeper.Permissions.Enrolling;

/// <summary>What belongs to an account is its person's business, and an admin's.</summary>
internal static class Own
{
    /// <returns>The account that the caller is; <see langword="null"/> for a caller who is no person.</returns>
    public static Guid? IdOf(Actor actor) => actor.Kind == ActorKind.Person && Guid.TryParse(actor.Id, out var id) ? id : null;

    public static Problem? Denied(Actor actor, Guid accountId) =>
        Access.Check(actor, AccountPermissions.OwnKeys)
        ?? (IdOf(actor) == accountId || Access.Check(actor, AccountPermissions.Manage) is null ? null : PermissionProblems.NotYours());
}
