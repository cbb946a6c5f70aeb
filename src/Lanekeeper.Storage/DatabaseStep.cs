namespace Lanekeeper.Storage;

/// <summary>A statement with its values, to be sent together with others.</summary>
public sealed record DatabaseStep(string Sql, object? Args);
