using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;
using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Checking;

internal sealed class WorkflowChecker(
    CheckContext context,
    SchemaFiles schemas,
    KnownNames known,
    IReadOnlyDictionary<string, ToolDefinition> tools,
    WorkflowSyntax workflow)
{
    /// <summary>The definition; to be used only when there were no faults.</summary>
    public WorkflowDefinition Check(string name)
    {
        var input = schemas.FindObject(workflow.Input.Schema);
        var inputOutline = SchemaOutline.Of(input);
        CheckInput(inputOutline);
        CheckLists();
        var values = new RunValues(inputOutline, workflow.Steps);
        var steps = new StepChecker(context, schemas, known, tools, workflow, values, input).Check();
        CheckRules(values);
        CheckEval(input, steps);

        return new()
        {
            Name = name,
            Description = workflow.Description,
            Owner = workflow.Owner,
            Ceiling = workflow.Ceiling,
            Input = new(input!, workflow.Input.Trust, Values(workflow.Input.TaskFields), workflow.Input.Title?.Value),
            Tools = Values(workflow.Tools),
            Sources = Values(workflow.Sources),
            Deadline = workflow.Deadline,
            SeparationOfDuties = workflow.SeparationOfDuties,
            Rules = [.. workflow.Rules.Select(rule => new RuleDefinition(rule.Name.Value, rule.Forbid.Value))],
            Steps = steps,
            OnReject = workflow.OnReject,
            Eval = workflow.Eval is { } eval ? new(eval.Gold.Value, eval.Step.Value, eval.Field.Value) : null,
        };
    }

    private void CheckInput(Outline input)
    {
        Scope.Of(Outline.Of(("input", input), ("run", RunValues.Run))).Check(context, workflow.Input.Title);
        foreach (var name in workflow.Input.TaskFields)
        {
            if (input.Child(name.Value) is null)
            {
                name.Fault(context.Faults, $"the input has no field `{name.Value}`{Nearest.Hint(name.Value, input.Names)}");
            }
        }
    }

    private void CheckLists()
    {
        foreach (var tool in workflow.Tools)
        {
            known.Expect(context, tool, all => all.Tools, "tool");
        }

        foreach (var source in workflow.Sources)
        {
            known.Expect(context, source, all => all.Sources, "source");
        }
    }

    private void CheckRules(RunValues values)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var scope = values.ForRules(ArgumentsOfAnyTool());
        foreach (var rule in workflow.Rules)
        {
            scope.Check(context, rule.Forbid);
            if (!names.Add(rule.Name.Value))
            {
                rule.Name.Fault(context.Faults, $"a second rule is named `{rule.Name.Value}`; each name may stand once");
            }
        }
    }

    // A rule is asked of every tool, so that it may name the arguments of any.
    private Outline ArgumentsOfAnyTool()
    {
        var listed = Values(workflow.Tools);
        return listed.All(tools.ContainsKey)
            ? new EitherOutline([.. listed.Select(name => SchemaOutline.Of(tools[name].Arguments))])
            : Outline.Anything;
    }

    private void CheckEval(SchemaFile? input, IReadOnlyList<StepDefinition> steps)
    {
        if (workflow.Eval is not { } eval)
        {
            return;
        }

        var step = steps.FirstOrDefault(step => step.Id == eval.Step.Value);
        var output = (step as ModelStep)?.Output;
        var ids = RunValues.IdsOf(workflow.Steps);
        if (!ids.Contains(eval.Step.Value))
        {
            context.Expect(eval.Step, ids, "step");
        }
        else if (workflow.Steps.Value.FirstOrDefault(each => each.Id.Value == eval.Step.Value) is { Works: not [ModelStepSyntax { Output: not null }] })
        {
            eval.Step.Fault(context.Faults, $"the step `{eval.Step.Value}` has no output to compare; expected a model step with `output`");
        }
        else if (output is not null && SchemaOutline.Of(output).Child(eval.Field.Value) is null)
        {
            eval.Field.Fault(context.Faults, $"the schema {output.Path} has no field `{eval.Field.Value}`{Nearest.Hint(eval.Field.Value, SchemaOutline.Of(output).Names)}");
        }

        new LineFiles(context).CheckGold(eval.Gold, input, output);
    }

    private static HashSet<string> Values(IReadOnlyList<Located<string>> names) => names.Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
}
