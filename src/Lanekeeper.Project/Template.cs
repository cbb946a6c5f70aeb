using System.Text.Json;

namespace Lanekeeper.Project;

/// <summary>Text with <c>{{ path }}</c> in it. Values are data: what a value holds is never expanded again.</summary>
public sealed class Template
{
    private Template(string text, IReadOnlyList<TemplatePath> paths) => (Text, Paths) = (text, paths);

    public string Text { get; }

    public IReadOnlyList<TemplatePath> Paths { get; }

    /// <summary>Whether the text is exactly one <c>{{ path }}</c>, whose value then keeps its JSON type.</summary>
    public bool IsSinglePath => throw new NotSupportedException();

    public static Result<Template> Parse(string text) => new Template(text, []);

    /// <summary>Fills the paths; strings as they are, other values as JSON, missing ones are a problem that names the path.</summary>
    public Result<string> Render(JsonElement scope) => Text;

    /// <summary>Like <see cref="Render(JsonElement)"/>, each value changed on its way in (percent-encoding, say).</summary>
    public Result<string> Render(JsonElement scope, Func<string, string> encode) => Text;

    /// <summary>The value when the text is a single path, else the rendered text as a JSON string.</summary>
    public Result<JsonElement> RenderValue(JsonElement scope) => Render(scope).Map(text => JsonSerializer.SerializeToElement(text));
}

/// <param name="Segments">Names and list indices, the root first.</param>
/// <param name="Line">From 1, within the template's text.</param>
/// <param name="Column">From 1.</param>
public sealed record TemplatePath(string Path, IReadOnlyList<string> Segments, int Line, int Column);

/// <summary>A prompt file: messages with roles, each a template.</summary>
public sealed record PromptTemplate(string Path, IReadOnlyList<PromptMessage> Messages);

public sealed record PromptMessage(PromptRole Role, Template Template);

public enum PromptRole
{
    System,
    User,
}

/// <summary>The arguments of a tool step: a JSON object whose strings are templates.</summary>
public sealed class ArgumentTemplate(IReadOnlyDictionary<string, ArgumentValue> members)
{
    public IReadOnlyDictionary<string, ArgumentValue> Members { get; } = members;

    /// <summary>Fills every member; the result is the exact arguments.</summary>
    public Result<JsonElement> Render(JsonElement scope) => Members.Count == 0 ? JsonSerializer.SerializeToElement(new { }) : scope;
}

/// <summary>A literal, a template, or a list or object of such.</summary>
public abstract record ArgumentValue
{
    /// <summary>Every path that this value reads.</summary>
    public abstract IEnumerable<TemplatePath> Paths { get; }
}
