namespace Lanekeeper.Web;

/// <param name="KeyFolder">Where the keys that protect forms are kept; only this user may read it.</param>
/// <param name="ShowsDesign">Whether <c>/design</c> is there.</param>
public sealed record WebOptions(string KeyFolder, bool ShowsDesign = false);
