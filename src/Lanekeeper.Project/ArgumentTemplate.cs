using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lanekeeper.Project.Templating;

namespace Lanekeeper.Project;

/// <summary>The arguments of a tool step: a JSON object whose strings are templates.</summary>
public sealed class ArgumentTemplate(IReadOnlyDictionary<string, ArgumentValue> members)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What feeds each top-level argument; <see cref="ArgumentValue.Paths"/> tells where its value comes from.</summary>
    public IReadOnlyDictionary<string, ArgumentValue> Members { get; } = members;

    /// <summary>Reads an object whose strings, at any depth, are templates.</summary>
    public static Result<ArgumentTemplate> Parse(JsonElement template)
    {
        if (template.ValueKind != JsonValueKind.Object)
        {
            return ProjectProblems.ArgumentsNotAnObject;
        }

        var faults = new List<TemplateFault>();
        var members = template.EnumerateObject().ToDictionary(member => member.Name, member => ArgumentValue.Parse(member.Value, faults), StringComparer.Ordinal);
        return faults.Count == 0 ? new ArgumentTemplate(members) : ProjectProblems.BadTemplate(template.GetRawText(), faults);
    }

    /// <summary>Every value at its place, in the order of the file.</summary>
    public IEnumerable<ArgumentLeaf> Leaves => Members.SelectMany(member => member.Value.LeavesAt($"/{ArgumentValue.Escape(member.Key)}"));

    /// <summary>Fills every member; the result is the exact arguments.</summary>
    public Result<JsonElement> Render(JsonElement scope)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            if (ArgumentObject.Write(writer, Members, scope) is { } problem)
            {
                return problem;
            }
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}

/// <summary>A literal, a template, or a list or object of such.</summary>
public abstract record ArgumentValue
{
    private protected ArgumentValue()
    {
    }

    /// <summary>Every path that this value reads.</summary>
    public abstract IEnumerable<TemplatePath> Paths { get; }

    internal static ArgumentValue Parse(JsonElement value, List<TemplateFault> faults) => value.ValueKind switch
    {
        JsonValueKind.String => new ArgumentText(Template.Parse(value.GetString()!, faults)),
        JsonValueKind.Array => new ArgumentList([.. value.EnumerateArray().Select(item => Parse(item, faults))]),
        JsonValueKind.Object => new ArgumentObject(
            value.EnumerateObject().ToDictionary(member => member.Name, member => Parse(member.Value, faults), StringComparer.Ordinal)),
        _ => new ArgumentLiteral(value.Clone()),
    };

    internal abstract IEnumerable<ArgumentLeaf> LeavesAt(string pointer);

    internal static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <returns>The problem that stopped the writing.</returns>
    internal abstract Problem? Write(Utf8JsonWriter writer, JsonElement scope);
}

/// <summary>One value of the arguments.</summary>
/// <param name="Place">A JSON Pointer into the arguments.</param>
/// <param name="Template">Set for text, which may hold paths.</param>
/// <param name="Literal">Set for what is no text.</param>
public sealed record ArgumentLeaf(string Place, Template? Template, JsonElement? Literal);
