using Lanekeeper.Cel;
using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Syntax;

/// <summary>One step as written: an id, perhaps a condition, and one of five kinds of work.</summary>
internal sealed record StepSyntax(Located<string> Id, Located<CelExpression>? When, IReadOnlyList<StepWork> Works, MapNode Node)
{
    public static readonly Shape<StepSyntax> Shape = new ObjectShape<StepSyntax>("a step", fields =>
    {
        var id = fields.Required("id", Words.Reference, "The step's name; later steps read `steps.<id>`.");
        var when = fields.Optional("when", Words.Condition, "The step is skipped unless this holds. Knows `input`, `run` and `steps` before it.");
        var retrieve = fields.Optional("retrieve", RetrieveSyntax.Shape, "Finds passages in sources.");
        var model = fields.Optional("model", ModelStepSyntax.Shape, "Asks a model.");
        var tool = fields.Optional("tool", ToolStepSyntax.Shape, "Calls a tool, as far as the permission ladder lets it.");
        var approve = fields.Optional("approve", ApproveSyntax.Shape, "Asks people a question.");
        var route = fields.Optional("route", RouteStepSyntax.Shape, "Hands the run to a person or group.");

        return values => new(
            values.Get(id),
            values.Find(when),
            [.. new StepWork?[] { values.Find(retrieve), values.Find(model), values.Find(tool), values.Find(approve), values.Find(route) }.OfType<StepWork>()],
            values.Node);
    });

    /// <summary>The fields that name a kind of work, in the order in which they are documented.</summary>
    public static readonly string[] Kinds = ["retrieve", "model", "tool", "approve", "route"];
}

internal abstract record StepWork;

internal sealed record RetrieveSyntax(IReadOnlyList<Located<string>> Sources, Located<Template> Query, int Top) : StepWork
{
    public static readonly Shape<RetrieveSyntax> Shape = new ObjectShape<RetrieveSyntax>("a retrieve step", fields =>
    {
        var sources = fields.Required("sources", Words.List("names of sources", Words.Reference, least: 1), "Where to look.");
        var query = fields.Required("query", Words.Template, "What to look for.");
        var top = fields.Optional("top", new WholeShape(1, 100), "5", "How many passages at most.");
        return values => new(values.Get(sources), values.Get(query), values.Get(top));
    });
}

internal sealed record ModelStepSyntax(
    Located<string> Route,
    Located<string> Prompt,
    Located<string>? Output,
    Located<Template>? Text,
    Located<string>? Examples,
    Located<string>? Passages,
    ModelTask? Task,
    Consequence? Consequence) : StepWork
{
    public static readonly Shape<ModelStepSyntax> Shape = new ObjectShape<ModelStepSyntax>("a model step", fields =>
    {
        var route = fields.Required("route", Words.Reference, "Which of `routes` to take.");
        var prompt = fields.Required("prompt", Words.Path("prompts/triage.md"), "The prompt file.");
        var output = fields.Optional("output", Words.Path("schemas/triage.json"), "The JSON Schema of the answer; free text, which becomes {\"text\": ...}, when absent.");
        var text = fields.Optional("text", Words.Template, "What `baseline` classifies; all texts of the input, when absent.");
        var examples = fields.Optional("examples", Words.Path("evals/triage.examples.jsonl"), "Labelled examples for `baseline`, one JSON object a line.");
        var passages = fields.Optional("passages", Words.Reference, "The retrieve step whose passages support the answer.");
        var task = fields.Optional("task", Words.Choice<ModelTask>().Located(), "What the answer is for, which the route's rules may ask.");
        var consequence = fields.Optional("consequence", Words.Choice<Consequence>().Located(), "How much hangs on the answer; high, when absent.");
        return values => new(
            values.Get(route),
            values.Get(prompt),
            values.Find(output),
            values.Find(text),
            values.Find(examples),
            values.Find(passages),
            values.Find(task)?.Value,
            values.Find(consequence)?.Value);
    });
}

internal sealed record ToolStepSyntax(Located<string> Name, ArgumentsSyntax Arguments, Located<Template>? Reason) : StepWork
{
    public static readonly Shape<ToolStepSyntax> Shape = new ObjectShape<ToolStepSyntax>("a tool step", fields =>
    {
        var name = fields.Required("name", Words.Reference, "Which of `tools` to call.");
        var arguments = fields.Required("arguments", new ArgumentsShape(), "The arguments; a text that is one {{ path }} keeps the value's type.");
        var reason = fields.Optional("reason", Words.Template, "Why, shown to the person who approves.");
        return values => new(values.Get(name), values.Get(arguments), values.Find(reason));
    });
}

internal sealed record ApproveSyntax(Located<string>? To, Located<Template> Question, TimeSpan Expires, ExpiryOutcome OnExpiry) : StepWork
{
    public static readonly Shape<ApproveSyntax> Shape = new ObjectShape<ApproveSyntax>("an approve step", fields =>
    {
        var to = fields.Optional("to", Words.GroupOrEmail, "Who is asked: a group or an e-mail address; everybody who may decide, when absent.");
        var question = fields.Required("question", Words.Template, "What is asked.");
        var expires = fields.Optional("expires", Words.LongTime, "3d", "How long a person has.");
        var onExpiry = fields.Optional("on_expiry", Words.Choice<ExpiryOutcome>(), "reject", "What happens then.");
        return values => new(values.Find(to), values.Get(question), values.Get(expires), values.Get(onExpiry));
    });
}

internal sealed record RouteStepSyntax(Located<string> To, Located<Template> Reason) : StepWork
{
    public static readonly Shape<RouteStepSyntax> Shape = new ObjectShape<RouteStepSyntax>("a route step", fields =>
    {
        var to = fields.Required("to", Words.GroupOrEmail, "Who takes over: a group or an e-mail address.");
        var reason = fields.Required("reason", Words.Template, "Why, for the person who takes over.");
        return values => new(values.Get(to), values.Get(reason));
    });
}
