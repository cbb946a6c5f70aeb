using System.Text.Json;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Evaluating;

/// <summary>
/// One schema of the compiled graph. Made empty and furnished later, so that schemas may refer to one another in circles.
/// </summary>
internal sealed class SchemaNode(KeywordOrigin origin, DynamicScope scope)
{
    private Keyword[] _keywords = [];
    private bool _allowsNothing;
    private bool _readsMarks;

    public KeywordOrigin Origin => origin;

    public IReadOnlyList<Keyword> Keywords => _keywords;

    public bool AllowsNothing => _allowsNothing;

    public void AllowNothing() => _allowsNothing = true;

    public void Furnish(IEnumerable<Keyword> keywords)
    {
        _keywords = [.. keywords.OrderBy(keyword => keyword.Order)];
        _readsMarks = _keywords.Any(keyword => keyword.Order == KeywordOrder.Unevaluated);
    }

    public bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        var height = evaluation.Enter(scope);
        if (height < 0)
        {
            return false;
        }

        bool fits;
        if (_allowsNothing)
        {
            fits = evaluation.Collects && evaluation.Fail(origin, $"nothing is allowed here; found {Words.Found(instance)}");
        }
        else if (_readsMarks)
        {
            // Cousins are out of sight: what the outer schema has marked does not count here, but ours counts there.
            var own = new Marks();
            fits = EvaluateKeywords(instance, evaluation, own);
            marks?.Add(own);
        }
        else
        {
            fits = EvaluateKeywords(instance, evaluation, marks);
        }

        evaluation.Leave(height);
        return fits;
    }

    private bool EvaluateKeywords(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        var fits = true;
        foreach (var keyword in _keywords)
        {
            // After a failure the marks are incomplete, and "unevaluated" would blame the wrong members.
            if (!fits && (!evaluation.Collects || keyword.Order == KeywordOrder.Unevaluated))
            {
                return false;
            }

            fits &= keyword.Evaluate(instance, evaluation, marks);
        }

        return fits;
    }
}
