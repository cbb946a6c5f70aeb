using System.Text;
using System.Text.Json;
using Lanekeeper.Project.Templating;

namespace Lanekeeper.Project;

/// <summary>Text with <c>{{ path }}</c> in it. Values are data: what a value holds is never expanded again.</summary>
public sealed class Template
{
    // A literal before each path, and one after the last: literals[0] path[0] literals[1] ... literals[n].
    private readonly string[] _literals;

    private Template(string text, string[] literals, IReadOnlyList<TemplatePath> paths) => (Text, _literals, Paths) = (text, literals, paths);

    public string Text { get; }

    public IReadOnlyList<TemplatePath> Paths { get; }

    /// <summary>Whether the text is exactly one <c>{{ path }}</c>, whose value then keeps its JSON type.</summary>
    public bool IsSinglePath => Paths.Count == 1 && _literals[0].Length == 0 && _literals[1].Length == 0;

    public static Result<Template> Parse(string text)
    {
        var faults = new List<TemplateFault>();
        var template = Parse(text, faults);
        return faults.Count == 0 ? template : ProjectProblems.BadTemplate(text, faults);
    }

    /// <summary>Fills the paths; strings as they are, other values as JSON, missing ones are a problem that names the path.</summary>
    public Result<string> Render(JsonElement scope) => Render(scope, static value => value);

    /// <summary>Like <see cref="Render(JsonElement)"/>, each value changed on its way in (percent-encoding, say).</summary>
    public Result<string> Render(JsonElement scope, Func<string, string> encode)
    {
        if (Paths.Count == 0)
        {
            return Text;
        }

        var text = new StringBuilder(Text.Length * 2);
        for (var i = 0; i < Paths.Count; i++)
        {
            if (!Paths[i].TryFind(scope, out var value))
            {
                return ProjectProblems.NoSuchValue(Paths[i], Text);
            }

            text.Append(_literals[i]).Append(encode(AsText(value)));
        }

        return text.Append(_literals[^1]).ToString();
    }

    /// <summary>The value when the text is a single path, else the rendered text as a JSON string.</summary>
    public Result<JsonElement> RenderValue(JsonElement scope)
    {
        if (!IsSinglePath)
        {
            return Render(scope).Map(text => JsonSerializer.SerializeToElement(text));
        }

        return Paths[0].TryFind(scope, out var value) ? value : ProjectProblems.NoSuchValue(Paths[0], Text);
    }

    public override string ToString() => Text;

    internal static Template Parse(string text, List<TemplateFault> faults)
    {
        var parser = new TemplateParser(text, faults);
        parser.Run();
        return new(text, [.. parser.Literals], parser.Paths);
    }

    internal static string AsText(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
