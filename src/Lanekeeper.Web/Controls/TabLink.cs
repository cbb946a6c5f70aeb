namespace Lanekeeper.Web.Controls;

public sealed record TabLink(string Path, string Word, string? Count = null);
