namespace Lanekeeper.Permissions;

/// <summary>What may be permitted at the door of accounts.</summary>
public static class AccountPermissions
{
    public static readonly Permission Manage = new("managing accounts", Role.Admin);

    public static readonly Permission See = new("seeing accounts", Role.Viewer);

    /// <summary>Making, seeing and revoking keys of one's own; those of others need <see cref="Manage"/>.</summary>
    public static readonly Permission OwnKeys = new("having keys", Role.Viewer);
}
