using Lanekeeper.Project.Templating;

namespace Lanekeeper.Project;

/// <summary>A prompt file: messages with roles, each a template.</summary>
public sealed record PromptTemplate(string Path, IReadOnlyList<PromptMessage> Messages)
{
    /// <summary>Reads role lines from the file's own text, so that no value filled in later can make one.</summary>
    public static Result<PromptTemplate> Parse(string path, string text)
    {
        var faults = new List<TemplateFault>();
        var messages = PromptParser.Parse(text, faults);
        return faults.Count == 0
            ? new PromptTemplate(path, [.. messages.Select(message => message.Message)])
            : ProjectProblems.BadTemplate(text, faults);
    }
}

public sealed record PromptMessage(PromptRole Role, Template Template);

public enum PromptRole
{
    System,
    User,
}
