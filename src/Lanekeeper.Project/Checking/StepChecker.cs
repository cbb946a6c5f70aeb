using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;
using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Checking;

/// <summary>Goes through the steps in order; each may name what was done before it.</summary>
internal sealed class StepChecker(
    CheckContext context,
    SchemaFiles schemas,
    KnownNames known,
    IReadOnlyDictionary<string, ToolDefinition> tools,
    WorkflowSyntax workflow,
    RunValues values,
    SchemaFile? input)
{
    private readonly Dictionary<string, StepWork> _before = new(StringComparer.Ordinal);

    public IReadOnlyList<StepDefinition> Check()
    {
        var steps = new List<StepDefinition>();
        foreach (var node in ((ListNode)workflow.Steps.Node).Items)
        {
            if (workflow.Steps.Value.FirstOrDefault(step => step.Node == node) is not { } step)
            {
                // Its own faults are known; what it gives to later steps is not.
                values.Add(RunValues.IdOf(node) ?? "", Outline.Anything);
            }
            else if (Check(step) is { } definition)
            {
                steps.Add(definition);
            }
        }

        return steps;
    }

    private StepDefinition? Check(StepSyntax step)
    {
        var scope = values.ForStep();
        scope.Check(context, step.When);
        if (values.IsDone(step.Id.Value))
        {
            step.Id.Fault(context.Faults, $"a second step has the id `{step.Id.Value}`; each id may stand once");
        }

        if (step.Works is not [var work])
        {
            RefuseWorks(step);
            values.Add(step.Id.Value, Outline.Anything);
            return null;
        }

        var definition = Check(step, work, scope);
        _before.TryAdd(step.Id.Value, work);
        values.Add(step.Id.Value, OutlineOf(definition, work));
        return definition;
    }

    // A misspelt field is a fault already; that it leaves the step without work is no second one.
    private void RefuseWorks(StepSyntax step)
    {
        if (step.Works.Count > 0)
        {
            step.Id.Fault(context.Faults, $"the step `{step.Id.Value}` does several things; expected exactly one of {string.Join(", ", StepSyntax.Kinds)}");
        }
        else if (step.Node.Entries.All(entry => entry.Name is "id" or "when"))
        {
            step.Id.Fault(context.Faults, $"the step `{step.Id.Value}` does nothing; expected one of {string.Join(", ", StepSyntax.Kinds)}");
        }
    }

    private StepDefinition? Check(StepSyntax step, StepWork work, Scope scope) => work switch
    {
        RetrieveSyntax retrieve => Check(step, retrieve, scope),
        ModelStepSyntax model => Check(step, model, scope),
        ToolStepSyntax tool => Check(step, tool, scope),
        ApproveSyntax approve => Check(step, approve, scope),
        RouteStepSyntax route => Check(step, route, scope),
        _ => null,
    };

    private RetrieveStep Check(StepSyntax step, RetrieveSyntax retrieve, Scope scope)
    {
        foreach (var source in retrieve.Sources)
        {
            ExpectListed(source, all => all.Sources, workflow.Sources, "source");
        }

        scope.Check(context, retrieve.Query);
        return new(step.Id.Value, step.When?.Value, [.. retrieve.Sources.Select(source => source.Value)], retrieve.Query.Value, retrieve.Top);
    }

    private ModelStep Check(StepSyntax step, ModelStepSyntax model, Scope scope)
    {
        known.Expect(context, model.Route, all => all.Routes, "route");
        var prompt = new PromptFiles(context).Read(model.Prompt, scope);
        var output = model.Output is null ? null : schemas.FindObject(model.Output);
        scope.Check(context, model.Text);
        CheckPassages(model.Passages);
        if (model is { Examples: { } misplaced, Output: null })
        {
            misplaced.Fault(context.Faults, "examples say how to fill an output, and this step has none; add `output`, or take `examples` away");
        }

        var examples = model.Examples is null ? null : new LineFiles(context).ReadExamples(model.Examples, input, output);
        return new(step.Id.Value, step.When?.Value, model.Route.Value, prompt, output, model.Text?.Value, examples, model.Passages?.Value)
        {
            Task = model.Task,
            Consequence = model.Consequence,
        };
    }

    private ToolStep Check(StepSyntax step, ToolStepSyntax tool, Scope scope)
    {
        if (ExpectListed(tool.Name, all => all.Tools, workflow.Tools, "tool") && tools.TryGetValue(tool.Name.Value, out var declared))
        {
            CheckArguments(tool, declared.Arguments);
        }

        foreach (var template in tool.Arguments.Templates)
        {
            scope.Check(context, template);
        }

        scope.Check(context, tool.Reason);
        return new(step.Id.Value, step.When?.Value, tool.Name.Value, tool.Arguments.Template, tool.Reason?.Value);
    }

    private ApproveStep Check(StepSyntax step, ApproveSyntax approve, Scope scope)
    {
        known.ExpectPeople(context, approve.To);
        scope.Check(context, approve.Question);
        return new(step.Id.Value, step.When?.Value, approve.Question.Value, new(approve.Expires, approve.OnExpiry, approve.To?.Value));
    }

    private RouteStep Check(StepSyntax step, RouteStepSyntax route, Scope scope)
    {
        known.ExpectPeople(context, route.To);
        scope.Check(context, route.Reason);
        return new(step.Id.Value, step.When?.Value, route.To.Value, route.Reason.Value);
    }

    private void CheckArguments(ToolStepSyntax tool, SchemaFile schema)
    {
        var outline = new SchemaOutline(schema.Json, schema.Json);
        foreach (var entry in tool.Arguments.Node.Entries.Where(entry => outline.Child(entry.Name) is null))
        {
            entry.Key.Fault(context.Faults, $"the tool `{tool.Name.Value}` has no argument `{entry.Name}`{Nearest.Hint(entry.Name, outline.Names)}");
        }

        if (outline.Required.Except(tool.Arguments.Template.Members.Keys).ToList() is { Count: > 0 } missing)
        {
            tool.Name.Fault(context.Faults, $"the tool `{tool.Name.Value}` needs the argument `{string.Join("`, `", missing)}`, which `arguments` does not give");
        }
    }

    private void CheckPassages(Located<string>? passages)
    {
        if (passages is null || (_before.TryGetValue(passages.Value, out var work) && work is RetrieveSyntax))
        {
            return;
        }

        var retrieves = _before.Where(each => each.Value is RetrieveSyntax).Select(each => each.Key).ToList();
        var isBroken = work is null && values.IsDone(passages.Value);
        if (!isBroken)
        {
            passages.Fault(context.Faults, $"`{passages.Value}` is no retrieve step before this one{Nearest.Hint(passages.Value, retrieves)}");
        }
    }

    private bool ExpectListed(Located<string> name, Func<KnownNames, IReadOnlyCollection<string>> among, IReadOnlyList<Located<string>> listed, string kind)
    {
        if (!known.Expect(context, name, among, kind))
        {
            return false;
        }

        if (listed.All(each => each.Value != name.Value))
        {
            name.Fault(context.Faults, $"the {kind} `{name.Value}` is not among the workflow's {kind}s; add it to `{kind}s`");
        }

        return true;
    }

    private static Outline OutlineOf(StepDefinition? step, StepWork work) => step switch
    {
        ModelStep { Output: null } when work is ModelStepSyntax { Output: not null } => Outline.Anything,
        RetrieveStep => Outline.Of(("state", Outline.Leaf), ("output", RunValues.Passages)),
        ModelStep { Output: null } => Outline.Of(("state", Outline.Leaf), ("confidence", Outline.Leaf), ("output", Outline.Of(("text", Outline.Leaf)))),
        ModelStep model => Outline.Of(("state", Outline.Leaf), ("confidence", Outline.Leaf), ("output", SchemaOutline.Of(model.Output))),
        ToolStep => Outline.Of(("state", Outline.Leaf), ("output", Outline.Anything)),
        null => Outline.Anything,
        _ => Outline.Of(("state", Outline.Leaf)),
    };
}
