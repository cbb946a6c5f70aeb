using System.Text.Json;
using Lanekeeper.Project;

namespace Lanekeeper.Host.Demo;

/// <summary>The sample that the demo runs: a copy in the data folder, which the user may edit and run again.</summary>
internal sealed record DemoProject(string Folder, ProjectFiles Files, ProjectDefinition Definition, WorkflowDefinition Workflow, IReadOnlyList<GoldCase> Cases)
{
    public const string Template = "support-desk";

    public static Result<DemoProject> Open(string dataFolder, string? model)
    {
        var folder = Path.Combine(dataFolder, "project");
        if (!File.Exists(Path.Combine(folder, "lanekeeper.yaml")) && Projects.WriteTemplate(Template, folder).Problem is { } unwritten)
        {
            return unwritten;
        }

        if (!Projects.Read(folder).Succeeded(out var files, out var problem) || (model is not null && !WithModel(files, model).Succeeded(out files, out problem)))
        {
            return problem;
        }

        var check = Projects.Check(files, folder);
        return check.Definition is { } definition
            ? new DemoProject(folder, files, definition, definition.Workflows.Values.First(one => one.Eval is not null), Gold(files, definition))
            : new Problem(ProblemKind.Invalid, "project.faults", $"The project in {folder} has faults; mend them, or delete the folder for a fresh copy.") { Details = [.. check.Faults.Select(fault => fault.ToString())] };
    }

    private static Result<ProjectFiles> WithModel(ProjectFiles files, string model)
    {
        var parts = model.Split('/', 2);
        return parts is [var provider, { Length: > 0 } id] && Enum.TryParse<ModelProvider>(provider, ignoreCase: true, out var known)
            ? Projects.WithModel(files, known, id)
            : new Problem(ProblemKind.Invalid, "demo.bad-model", $"'{model}' is no model. Write openai/PINNED-ID, anthropic/PINNED-ID or baseline/lanekeeper-baseline-1.");
    }

    private static List<GoldCase> Gold(ProjectFiles files, ProjectDefinition definition)
    {
        var eval = definition.Workflows.Values.First(one => one.Eval is not null).Eval!;
        var text = System.Text.Encoding.UTF8.GetString(files.Contents[eval.Gold].Span);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => GoldCase.Read(line, eval.Field))];
    }
}

/// <summary>A message with the label that people gave it.</summary>
internal sealed record GoldCase(string Id, JsonElement Input, string Expected)
{
    public static GoldCase Read(string line, string field)
    {
        var json = JsonElement.Parse(line);
        return new(json.GetProperty("id").ToString(), json.GetProperty("input"), json.GetProperty("expected").GetProperty(field).ToString());
    }
}
