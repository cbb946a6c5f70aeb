using System.Text.RegularExpressions;
using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Checking;

/// <summary>Finds the workflows of a project: one folder each, whose name is the workflow's.</summary>
internal sealed partial class WorkflowFiles(CheckContext context, SchemaFiles schemas)
{
    public Dictionary<string, WorkflowDefinition> Read(KnownNames known, IReadOnlyDictionary<string, ToolDefinition> tools)
    {
        var workflows = new Dictionary<string, WorkflowDefinition>(StringComparer.Ordinal);
        foreach (var path in context.Paths.Where(IsYamlOfWorkflow))
        {
            if (!WorkflowPath().IsMatch(path))
            {
                context.Faults.Add(new(path, 1, 1, "a workflow stands in workflows/<name>/workflow.yaml; <name> begins with a small letter and holds small letters, digits, - and _"));
            }
            else if (ReadSyntax(path) is { } syntax)
            {
                var name = path.Split('/')[1];
                workflows.Add(name, new WorkflowChecker(context, schemas, known, tools, syntax).Check(name));
            }
        }

        return workflows;
    }

    private WorkflowSyntax? ReadSyntax(string path) =>
        context.Source(path) is { } source
        && YamlReader.Read(source, context.Faults) is { } root
        && WorkflowSyntax.Shape.TryRead(root, context.Faults, out var syntax)
            ? syntax
            : null;

    private static bool IsYamlOfWorkflow(string path) =>
        path.StartsWith("workflows/", StringComparison.Ordinal) && Path.GetExtension(path) is ".yaml" or ".yml";

    [GeneratedRegex(@"^workflows/[a-z][a-z0-9_-]{0,62}/workflow\.yaml\z", RegexOptions.CultureInvariant)]
    private static partial Regex WorkflowPath();
}
