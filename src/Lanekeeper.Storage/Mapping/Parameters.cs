using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Lanekeeper.Storage.Mapping;

/// <summary>Takes the values of a statement from the properties of an object, typed by the properties' own types.</summary>
internal static class Parameters
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> Known = new();

    private static readonly Dictionary<Type, NpgsqlDbType> Types = new()
    {
        [typeof(string)] = NpgsqlDbType.Text,
        [typeof(Guid)] = NpgsqlDbType.Uuid,
        [typeof(int)] = NpgsqlDbType.Integer,
        [typeof(long)] = NpgsqlDbType.Bigint,
        [typeof(short)] = NpgsqlDbType.Smallint,
        [typeof(bool)] = NpgsqlDbType.Boolean,
        [typeof(decimal)] = NpgsqlDbType.Numeric,
        [typeof(double)] = NpgsqlDbType.Double,
        [typeof(float)] = NpgsqlDbType.Real,
        [typeof(DateTimeOffset)] = NpgsqlDbType.TimestampTz,
        [typeof(DateOnly)] = NpgsqlDbType.Date,
        [typeof(TimeOnly)] = NpgsqlDbType.Time,
        [typeof(TimeSpan)] = NpgsqlDbType.Interval,
        [typeof(byte[])] = NpgsqlDbType.Bytea,
        [typeof(ReadOnlyMemory<byte>)] = NpgsqlDbType.Bytea,
        [typeof(JsonElement)] = NpgsqlDbType.Jsonb,
    };

    public static void Bind(NpgsqlParameterCollection parameters, Statement statement, object? args)
    {
        if (statement.Names.Count == 0)
        {
            return;
        }

        var properties = args is null ? [] : Known.GetOrAdd(args.GetType(), PropertiesOf);
        foreach (var name in statement.Names)
        {
            if (!properties.TryGetValue(name, out var property))
            {
                throw new ArgumentException($"The statement asks for @{name}; given are: {string.Join(", ", properties.Keys)}.", nameof(args));
            }

            parameters.Add(Make(name, property.PropertyType, property.GetValue(args)));
        }
    }

    private static Dictionary<string, PropertyInfo> PropertiesOf(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetIndexParameters().Length == 0)
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    // A null gets its type from the property, so that "@state is null or ..." is understood.
    private static NpgsqlParameter Make(string name, Type declared, object? value)
    {
        var type = declared == typeof(object) && value is not null ? value.GetType() : declared;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ElementOf(type) is { } element)
        {
            var items = value is null ? (object)DBNull.Value : ArrayOf(element, (IEnumerable)value);
            return new NpgsqlParameter { Value = items, NpgsqlDbType = NpgsqlDbType.Array | TypeOf(name, Nullable.GetUnderlyingType(element) ?? element) };
        }

        return new NpgsqlParameter { Value = Plain(value) ?? DBNull.Value, NpgsqlDbType = TypeOf(name, type) };
    }

    private static NpgsqlDbType TypeOf(string name, Type type)
    {
        if (type.IsEnum)
        {
            return NpgsqlDbType.Text;
        }

        return Types.TryGetValue(type, out var known)
            ? known
            : throw new ArgumentException($"@{name} is a {type.Name}, which has no counterpart in PostgreSQL here.", nameof(name));
    }

    private static object? Plain(object? value) => value switch
    {
        Enum choice => EnumText.Write(choice),
        DateTimeOffset moment => moment.ToUniversalTime(),
        JsonElement { ValueKind: JsonValueKind.Undefined } => null,
        JsonElement json => json.GetRawText(),
        _ => value,
    };

    private static Array ArrayOf(Type element, IEnumerable items)
    {
        var bare = Nullable.GetUnderlyingType(element) ?? element;
        if (items is Array ready && !bare.IsEnum && bare != typeof(JsonElement) && bare != typeof(DateTimeOffset))
        {
            return ready;
        }

        var isText = bare.IsEnum || bare == typeof(JsonElement);
        var values = items.Cast<object?>().Select(Plain).ToArray();
        var array = Array.CreateInstance(isText ? typeof(string) : element, values.Length);
        values.CopyTo(array, 0);
        return array;
    }

    /// <returns>What a list or array is made of, or <see langword="null"/> for a single value.</returns>
    public static Type? ElementOf(Type type)
    {
        if (type == typeof(string) || type == typeof(byte[]))
        {
            return null;
        }

        if (type.IsArray)
        {
            return type.GetElementType();
        }

        var list = type.IsInterface ? [type, .. type.GetInterfaces()] : type.GetInterfaces();
        return list.FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>))?.GetGenericArguments()[0];
    }
}
