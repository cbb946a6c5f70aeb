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

        if (!Fill(scope).Succeeded(out var segments, out var problem))
        {
            return problem;
        }

        var text = new StringBuilder(Text.Length * 2);
        foreach (var segment in segments)
        {
            text.Append(segment.Path is null ? segment.Text : encode(segment.Text));
        }

        return text.ToString();
    }

    /// <summary>Like <see cref="Render(JsonElement)"/>, with each value apart from the text around it.</summary>
    public Result<IReadOnlyList<TemplateSegment>> Fill(JsonElement scope)
    {
        var segments = new List<TemplateSegment>(_literals.Length + Paths.Count);
        for (var i = 0; i < Paths.Count; i++)
        {
            if (!Paths[i].TryFind(scope, out var value))
            {
                return ProjectProblems.NoSuchValue(Paths[i], Text);
            }

            AddLiteral(segments, _literals[i]);
            segments.Add(new(AsText(value), Paths[i].Path));
        }

        AddLiteral(segments, _literals[^1]);
        return segments;
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

    private static void AddLiteral(List<TemplateSegment> segments, string literal)
    {
        if (literal.Length > 0)
        {
            segments.Add(new(literal, null));
        }
    }

    internal static string AsText(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

/// <summary>A part of a filled template.</summary>
/// <param name="Path">The path whose value this is, as written; <see langword="null"/> for the template's own text.</param>
public sealed record TemplateSegment(string Text, string? Path);
