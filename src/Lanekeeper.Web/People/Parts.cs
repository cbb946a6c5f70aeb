namespace Lanekeeper.Web.People;

/// <summary>The parts of a page about an account, as they stand in addresses and as a problem finds its place.</summary>
internal static class Parts
{
    public const string Invite = "invite";
    public const string Account = "account";
    public const string Name = "name";
    public const string Password = "password";
    public const string Links = "links";
    public const string Sessions = "sessions";
    public const string Keys = "keys";
    public const string State = "state";
}
