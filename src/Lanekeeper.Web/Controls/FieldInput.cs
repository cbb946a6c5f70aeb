namespace Lanekeeper.Web.Controls;

/// <summary>What ties an input to its <see cref="Field"/>: <c>&lt;input type="email" value="@x" @attributes="field" /&gt;</c>.</summary>
internal static class FieldInput
{
    public static IReadOnlyDictionary<string, object> Of(string name, bool required, bool hasNote, bool isWrong)
    {
        var attributes = new Dictionary<string, object> { ["id"] = IdOf(name), ["name"] = name };
        if (required)
        {
            attributes["required"] = true;
        }

        if (hasNote)
        {
            attributes["aria-describedby"] = NoteOf(name);
        }

        if (isWrong)
        {
            attributes["aria-invalid"] = "true";
        }

        return attributes;
    }

    public static string IdOf(string name) => $"field-{name}";

    public static string NoteOf(string name) => $"field-{name}-note";
}
