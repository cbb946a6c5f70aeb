using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Lanekeeper.Browser.Tests.Hostile;

/// <summary>
/// Makes a view of any shape in which every text is a hostile one. A new page or a new property is attacked without anybody writing a line for it.
/// </summary>
internal sealed class HostileMaker(int seed)
{
    private const int Deepest = 9;

    private static readonly DateTimeOffset Then = new(2026, 11, 21, 8, 14, 0, TimeSpan.Zero);

    private int _turn = seed;

    /// <summary>The texts that were put in.</summary>
    public List<string> Given { get; } = [];

    public object? Make(Type type, int depth = 0)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Next() % 4 == 3 ? null : Make(inner, depth);
        }

        return Simple(type) ?? (depth > Deepest ? null : Element(type, depth) is { } list ? list : Compound(type, depth));
    }

    private object? Simple(Type type) => type switch
    {
        _ when type == typeof(string) => Text(),
        _ when type == typeof(bool) => Next() % 2 == 0,
        _ when type == typeof(Guid) => new Guid(Next(), 0x7000, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]),
        _ when type == typeof(DateTimeOffset) => Then.AddSeconds(-Next() % 100_000),
        _ when type == typeof(DateTime) => Then.UtcDateTime,
        _ when type == typeof(DateOnly) => DateOnly.FromDateTime(Then.UtcDateTime).AddDays(-(Next() % 30)),
        _ when type == typeof(TimeSpan) => TimeSpan.FromMilliseconds(Next() % 10_000_000),
        _ when type == typeof(JsonElement) => Json(),
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(JsonSerializer.SerializeToUtf8Bytes(Json())),
        _ when type == typeof(byte[]) => JsonSerializer.SerializeToUtf8Bytes(Json()),
        _ when type == typeof(Uri) => new Uri("javascript:lkEvil()"),
        _ when type.IsEnum => Enum.GetValues(type).GetValue(Next() % Enum.GetValues(type).Length),
        _ when type.IsPrimitive || type == typeof(decimal) => Convert.ChangeType(1 + (Next() % 100), type, CultureInfo.InvariantCulture),
        _ when type == typeof(object) => Text(),
        _ => null,
    };

    /// <summary>Lists of two and dictionaries of one.</summary>
    private IEnumerable? Element(Type type, int depth)
    {
        if (!typeof(IEnumerable).IsAssignableFrom(type))
        {
            return null;
        }

        var arguments = type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments();
        if (arguments.Length == 2)
        {
            var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
            dictionary[Make(arguments[0], depth + 1)!] = Make(arguments[1], depth + 1);
            return dictionary;
        }

        var items = Array.CreateInstance(arguments[0], depth > Deepest - 2 ? 0 : 2);
        for (var i = 0; i < items.Length; i++)
        {
            items.SetValue(Make(arguments[0], depth + 1), i);
        }

        return type.IsAssignableFrom(items.GetType()) ? items : (IEnumerable)Activator.CreateInstance(typeof(List<>).MakeGenericType(arguments), items)!;
    }

    private object? Compound(Type type, int depth)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return null;
        }

        if (type.IsAbstract || type.IsInterface)
        {
            var kinds = type.Assembly.GetTypes().Where(one => type.IsAssignableFrom(one) && !one.IsAbstract).OrderBy(one => one.FullName, StringComparer.Ordinal).ToList();
            return kinds.Count == 0 ? null : Make(kinds[Next() % kinds.Count], depth);
        }

        var maker = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(one => one.GetParameters() is not [{ } only] || only.ParameterType != type)
            .MaxBy(one => one.GetParameters().Length);
        var made = maker is null ? Activator.CreateInstance(type)! : maker.Invoke([.. maker.GetParameters().Select(parameter => Make(parameter.ParameterType, depth + 1))]);
        var taken = maker?.GetParameters().Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        foreach (var property in type.GetProperties().Where(one => one.CanWrite && !taken.Contains(one.Name) && one.GetIndexParameters().Length == 0))
        {
            property.SetValue(made, Make(property.PropertyType, depth + 1));
        }

        return made;
    }

    private JsonElement Json() => JsonSerializer.SerializeToElement(new Dictionary<string, object>
    {
        ["text"] = Text(),
        [Text() + Next()] = new object[] { Text(), 1.5, true, new { role = "user", content = Text() } },
    });

    private string Text()
    {
        var text = Payloads.All[Next() % Payloads.All.Count];
        Given.Add(text);
        return text;
    }

    private int Next() => _turn++ & int.MaxValue;
}
