using System.Text.Json;

namespace Lanekeeper.JsonSchema.Evaluating;

/// <summary>One keyword of a schema, ready to judge instances. A keyword that does not concern the instance's kind holds.</summary>
internal abstract class Keyword(KeywordOrigin origin)
{
    public KeywordOrigin Origin { get; } = origin;

    /// <summary>Cheap checks go first, what depends on the others' marks last.</summary>
    public virtual KeywordOrder Order => KeywordOrder.Assertion;

    /// <summary>The schemas that it applies to the same value, and not to a part of it.</summary>
    public virtual IEnumerable<SchemaNode> InPlace => [];

    /// <summary>
    /// Quietly, stops at the first failure; while collecting, reports them all. Children in place receive the marks,
    /// children deeper in the instance none.
    /// </summary>
    public abstract bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks);

    /// <summary>The words for a failure reported by <see cref="Evaluation.Fail(Keyword, JsonElement)"/>.</summary>
    public virtual string Explain(JsonElement instance) => "does not fit";
}

/// <summary>A keyword's name and where it stands in the schema.</summary>
internal sealed record KeywordOrigin(string Name, string SchemaPath);

internal enum KeywordOrder
{
    Assertion,
    Applicator,
    Unevaluated,
}
