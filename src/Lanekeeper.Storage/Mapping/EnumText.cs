using System.Text;

namespace Lanekeeper.Storage.Mapping;

/// <summary>Enums are text in the database: <c>ExecuteWithApproval</c> is <c>execute_with_approval</c>.</summary>
internal static class EnumText
{
    public static string Write(object value)
    {
        var name = value.ToString()!;
        if (!Enum.IsDefined(value.GetType(), value))
        {
            throw new ArgumentException($"{name} is no {value.GetType().Name}.", nameof(value));
        }

        return Snake(name);
    }

    public static T Parse<T>(string text)
        where T : struct, Enum => Names<T>.ByText.TryGetValue(text, out var value)
            ? value
            : throw new InvalidOperationException($"The database says '{text}' where a {typeof(T).Name} is expected ({string.Join(", ", Names<T>.ByText.Keys)}).");

    public static T[] ParseAll<T>(string[] texts)
        where T : struct, Enum => Array.ConvertAll(texts, Parse<T>);

    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsAsciiLetterUpper(name[i]) && i > 0 && !char.IsAsciiLetterUpper(name[i - 1]))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<string, T> ByText =
            Enum.GetValues<T>().DistinctBy(value => value.ToString()).ToDictionary(value => Snake(value.ToString()), StringComparer.Ordinal);
    }
}
