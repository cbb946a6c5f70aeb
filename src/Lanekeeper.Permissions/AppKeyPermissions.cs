namespace Lanekeeper.Permissions;

/// <summary>What may be permitted at the door of app keys.</summary>
public static class AppKeyPermissions
{
    public static readonly Permission Manage = new("managing the keys of apps", Role.Operator);
}
