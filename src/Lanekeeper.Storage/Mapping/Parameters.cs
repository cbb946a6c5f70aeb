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
    private static readonly ConcurrentDictionary<(Statement Statement, Type? Type), Source[]> Known = new();

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

        foreach (var source in Known.GetOrAdd((statement, args?.GetType()), SourcesOf))
        {
            parameters.Add(source.Read(args!));
        }
    }

    private static Source[] SourcesOf((Statement Statement, Type? Type) what)
    {
        var properties = (what.Type?.GetProperties(BindingFlags.Instance | BindingFlags.Public) ?? [])
            .Where(property => property.GetIndexParameters().Length == 0)
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. what.Statement.Names.Select(name => properties.TryGetValue(name, out var property)
                ? new Source(name, property, what.Statement.Singles.Contains(name))
                : throw new ArgumentException($"The statement asks for @{name}; given are: {string.Join(", ", properties.Keys)}.", nameof(what))),
        ];
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

    /// <summary>One property and what becomes of it. A null gets its type from the property, so that "@state is null or ..." is understood.</summary>
    private sealed class Source(string name, PropertyInfo property, bool isSingle)
    {
        private readonly MethodInvoker _get = MethodInvoker.Create(property.GetMethod!);
        private readonly Form? _form = property.PropertyType == typeof(object) ? null : Form.Of(name, isSingle ? ElementOf(property.PropertyType)! : property.PropertyType);

        public NpgsqlParameter Read(object args)
        {
            var value = isSingle ? ((IList)_get.Invoke(args)!)[0] : _get.Invoke(args);
            var form = _form ?? Form.Of(name, value?.GetType() ?? typeof(object));
            return new NpgsqlParameter { Value = form.Shape(value) ?? DBNull.Value, NpgsqlDbType = form.Type };
        }
    }

    private sealed record Form(NpgsqlDbType Type, Func<object?, object?> Shape)
    {
        public static Form Of(string name, Type given)
        {
            var type = Nullable.GetUnderlyingType(given) ?? given;
            return ElementOf(type) is { } element
                ? new(NpgsqlDbType.Array | TypeOf(name, Nullable.GetUnderlyingType(element) ?? element), value => value is null ? null : ArrayOf(element, (IEnumerable)value))
                : new(TypeOf(name, type), Plain);
        }
    }
}
