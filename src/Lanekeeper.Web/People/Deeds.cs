namespace Lanekeeper.Web.People;

/// <summary>What was just done, in the query of the page that comes after; only words that stand here are shown.</summary>
internal static class Deeds
{
    public const string Saved = "saved";
    public const string Password = "password";
    public const string Ended = "ended";
    public const string EndedOthers = "ended-others";
    public const string Revoked = "revoked";
    public const string Disabled = "disabled";
    public const string Enabled = "enabled";

    public static string? Say(string? deed) => deed switch
    {
        Saved => "Saved.",
        Password => "The password is set. Other sessions have ended.",
        Ended => "The session has ended.",
        EndedOthers => "The other sessions have ended.",
        Revoked => "The key is revoked.",
        Disabled => "The account is disabled. Its sessions and links have ended, its keys do not work.",
        Enabled => "The account is enabled.",
        _ => null,
    };

    public static string After(string path, string deed) => $"{path}?done={deed}";
}
