using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema;

/// <summary>
/// A compiled JSON Schema (draft 2020-12). Immutable and safe to share between threads; keeps nothing of the
/// <see cref="JsonDocument"/> it was compiled from.
/// </summary>
public sealed class Schema
{
    private readonly SchemaNode _root;
    private readonly SchemaOptions _options;

    internal Schema(SchemaNode root, SchemaOptions options)
    {
        _root = root;
        _options = options;
    }

    /// <summary>Reads a schema and everything it refers to. A bad schema is answered with its faults, never with an exception.</summary>
    public static SchemaCompilation Compile(JsonElement schema, SchemaOptions? options = null) =>
        new SchemaCompiler(options ?? SchemaOptions.Default).Compile(schema);

    /// <summary>Whether the instance fits; collects nothing and stops at the first error.</summary>
    public bool IsValid(JsonElement instance) =>
        instance.ValueKind != JsonValueKind.Undefined && Passes(new Evaluation(_options), instance);

    /// <summary>Whether the instance fits and, where it does not, every reason found (up to <see cref="SchemaOptions.MaxErrors"/>).</summary>
    public ValidationResult Validate(JsonElement instance)
    {
        if (instance.ValueKind == JsonValueKind.Undefined)
        {
            return new ValidationResult([new ValidationError("", "", "", "expected a JSON value; found none")]);
        }

        // Most instances are valid, so the pass that explains is the second one.
        var quick = new Evaluation(_options);
        return Passes(quick, instance) ? ValidationResult.Valid : Explain(instance, quick);
    }

    private bool Passes(Evaluation evaluation, JsonElement instance) =>
        _root.Evaluate(instance, evaluation, marks: null) && evaluation.Exhausted is null;

    private ValidationResult Explain(JsonElement instance, Evaluation quick)
    {
        if (quick.Exhausted is { } limit)
        {
            return new ValidationResult([limit]);
        }

        var errors = new List<ValidationError>();
        var evaluation = new Evaluation(_options, errors);
        _root.Evaluate(instance, evaluation, marks: null);
        if (evaluation.Exhausted is { } late)
        {
            errors.Add(late);
        }

        return new ValidationResult(errors);
    }
}
