using Lanekeeper.Cel;
using Lanekeeper.Permissions;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Syntax;

/// <summary>What a <c>workflow.yaml</c> says, before its names are looked up.</summary>
internal sealed record WorkflowSyntax(
    string Description,
    string Owner,
    Ceiling Ceiling,
    InputSyntax Input,
    IReadOnlyList<Located<string>> Tools,
    IReadOnlyList<Located<string>> Sources,
    TimeSpan Deadline,
    bool SeparationOfDuties,
    IReadOnlyList<RuleSyntax> Rules,
    Located<IReadOnlyList<StepSyntax>> Steps,
    RejectOutcome OnReject,
    EvalSyntax? Eval)
{
    public static readonly Shape<WorkflowSyntax> Shape = new ObjectShape<WorkflowSyntax>("a workflow", fields =>
    {
        var description = fields.Optional("description", Words.Text, "What the workflow does.");
        var owner = fields.Required("owner", Words.Email, "Who answers for the workflow.");
        var ceiling = fields.Required("ceiling", Words.Choice<Ceiling>(), "The rung of the permission ladder: how far it may go by itself.");
        var input = fields.Required("input", InputSyntax.Shape, "What comes in.");
        var tools = fields.Optional("tools", Words.List("names of tools", Words.Reference), "The tools it may use; anything else is denied.");
        var sources = fields.Optional("sources", Words.List("names of sources", Words.Reference), "The sources it may read.");
        var deadline = fields.Optional("deadline", Words.LongTime, "10m", "How long a run may work; waiting for people is not counted.");
        var duties = fields.Optional("separation_of_duties", Words.Flag, "false", "Whether the person who started a run may not approve in it.");
        var rules = fields.Optional("rules", Words.List("rules", RuleSyntax.Shape), "Tool calls that are forbidden, whatever else is said.");
        var steps = fields.Required("steps", Words.List("steps", StepSyntax.Shape, least: 1).Located(), "What is done, in this order.");
        var onReject = fields.Optional("on_reject", Words.Choice<RejectOutcome>(), "stop", "What the run does after a person said no.");
        var eval = fields.Optional("eval", EvalSyntax.Shape, "How answers are measured.");

        return values => new(
            values.Find(description) ?? "",
            values.Get(owner),
            values.Get(ceiling),
            values.Get(input),
            values.Find(tools) ?? [],
            values.Find(sources) ?? [],
            values.Get(deadline),
            values.Get(duties),
            values.Find(rules) ?? [],
            values.Get(steps),
            values.Get(onReject),
            values.Find(eval));
    });
}

internal sealed record InputSyntax(Located<string> Schema, Trust Trust, IReadOnlyList<Located<string>> TaskFields, Located<Template>? Title)
{
    public static readonly Shape<InputSyntax> Shape = new ObjectShape<InputSyntax>("the input", fields =>
    {
        var schema = fields.Required("schema", Words.Path("schemas/message.json"), "The JSON Schema of the input, an object.");
        var trust = fields.Optional("trust", Words.Trust, "untrusted", "Whether the input may be believed.");
        var taskFields = fields.Optional(
            "task_fields", Words.List("names of input fields", Words.Line.Located()), "Top-level fields that are the task itself, such as the mail's own sender.");
        var title = fields.Optional("title", Words.Template, "One line that names a run.");
        return values => new(values.Get(schema), values.Get(trust), values.Find(taskFields) ?? [], values.Find(title));
    });
}

internal sealed record RuleSyntax(Located<string> Name, Located<CelExpression> Forbid)
{
    public static readonly Shape<RuleSyntax> Shape = new ObjectShape<RuleSyntax>("a rule", fields =>
    {
        var name = fields.Required("name", Words.Line.Located(), "What people know the rule by.");
        var forbid = fields.Required("forbid", Words.Condition, "When this holds, the call is forbidden. Knows `args`, `input`, `steps`, `tool`.");
        return values => new(values.Get(name), values.Get(forbid));
    });
}

internal sealed record EvalSyntax(Located<string> Gold, Located<string> Step, Located<string> Field)
{
    public static readonly Shape<EvalSyntax> Shape = new ObjectShape<EvalSyntax>("an eval", fields =>
    {
        var gold = fields.Required("gold", Words.Path("evals/triage.gold.jsonl"), "Cases with the answers expected, one JSON object a line.");
        var step = fields.Required("step", Words.Reference, "The model step whose output is compared.");
        var property = fields.Required("field", Words.Line.Located(), "The field of that output.");
        return values => new(values.Get(gold), values.Get(step), values.Get(property));
    });
}
