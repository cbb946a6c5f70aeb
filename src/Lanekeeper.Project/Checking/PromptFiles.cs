using Lanekeeper.Project.Shaping;
using Lanekeeper.Project.Templating;

namespace Lanekeeper.Project.Checking;

/// <summary>Prompt files, each checked against what the step that names it may know.</summary>
internal sealed class PromptFiles(CheckContext context)
{
    /// <returns>An empty prompt where there are faults.</returns>
    public PromptTemplate Read(Located<string> path, Scope scope)
    {
        if (context.Source(path) is not { } source)
        {
            return new(path.Value, []);
        }

        var found = new List<TemplateFault>();
        var messages = PromptParser.Parse(source.Text, found);
        found.ForEach(fault => source.Fault(context.Faults, fault.Offset, fault.Message));
        foreach (var (message, offset) in messages)
        {
            foreach (var used in message.Template.Paths)
            {
                if (scope.Explain(used.Segments) is { } why)
                {
                    source.Fault(context.Faults, offset + used.Offset, why);
                }
            }
        }

        return new(path.Value, [.. messages.Select(each => each.Message)]);
    }
}
