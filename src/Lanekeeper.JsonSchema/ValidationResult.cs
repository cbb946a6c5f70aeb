namespace Lanekeeper.JsonSchema;

/// <summary>Whether an instance fits its schema, and why not.</summary>
public sealed record ValidationResult
{
    internal static readonly ValidationResult Valid = new([]);

    internal ValidationResult(IReadOnlyList<ValidationError> errors) => Errors = errors;

    public bool IsValid => Errors.Count == 0;

    public IReadOnlyList<ValidationError> Errors { get; }
}
