using System.Text.Json;
using Lanekeeper.Cel;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Running;

/// <summary>Whether a step's <c>when</c> holds.</summary>
internal static class Conditions
{
    public static Result<bool> Hold(RunWork work, StepDefinition step)
    {
        if (step.When is null)
        {
            return true;
        }

        if (!step.When.Evaluate(new ScopeVariables(work.Scope)).Succeeded(out var value, out var error))
        {
            return RunProblems.BadCondition(step.Id, error);
        }

        return value.TryGetBool(out var holds) ? holds : RunProblems.BadCondition(step.Id, $"it gave {value}, not true or false");
    }

    private sealed class ScopeVariables(JsonElement scope) : ICelVariables
    {
        public bool TryGet(string name, out CelValue value)
        {
            var known = scope.TryGetProperty(name, out var member);
            value = known ? CelValue.FromJson(member) : CelValue.Null;
            return known;
        }
    }
}
