namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>How a property is filled: <c>x-lanekeeper.fill</c> in the schema, or what its type, format and name suggest.</summary>
internal enum Fill
{
    Nothing,
    Members,
    Items,
    Fixed,
    Label,
    Confidence,
    Reason,
    Reply,
    Extract,
    Citations,
    Copy,
    Amount,
    Currency,
    Date,
    Email,
    Phone,
    Id,
    Uri,
    Uuid,
}
