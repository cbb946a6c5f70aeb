namespace Lanekeeper.Storage;

/// <summary>A statement with its values, to be sent together with others.</summary>
public sealed record DatabaseStep(string Sql, object? Args)
{
    /// <summary>
    /// Whether all lists that the statement unnests hold one value each. PostgreSQL is then sent a plain row: it makes a table of each list,
    /// and for a single row that costs more than writing it.
    /// </summary>
    public bool IsOneRow { get; init; }
}
