namespace Lanekeeper.Permissions;

/// <summary>The name of something that a caller may be allowed to do at a door, and the least role that may.</summary>
public sealed record Permission(string Name, Role LeastRole);

/// <summary>The check that stands first in every door method.</summary>
public static class Access
{
    /// <returns>The problem that stops the caller, or <see langword="null"/> when it may go on.</returns>
    public static Problem? Check(Actor actor, Permission permission)
    {
        if (actor.Kind == ActorKind.Anonymous)
        {
            return new(
                ProblemKind.Unauthenticated,
                "permissions.not-signed-in",
                "No valid credential was given. Send `Authorization: Bearer TOKEN`; the CLI on the server's machine reads the token from the data folder.");
        }

        if (actor is { Kind: ActorKind.Key, Role: Role.None })
        {
            return AppKeyProblems.IsApps(actor.Name);
        }

        return actor.Role >= permission.LeastRole
            ? null
            : new(ProblemKind.Denied, "permissions.denied", $"{actor.Name} is {Say(actor.Role)}; {permission.Name} needs at least {Say(permission.LeastRole)}.");
    }

    private static string Say(Role role) => role.ToString().ToLowerInvariant();
}
