using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;

namespace Lanekeeper.Storage.Mapping;

/// <summary>
/// Builds the function that turns a row into a value. A scalar takes the first column, a tuple takes columns by their place,
/// a record takes them by name: <c>requested_by</c> fills <c>RequestedBy</c>, in whatever order.
/// </summary>
internal static class RowReader
{
    private static readonly ParameterExpression Reader = Expression.Parameter(typeof(NpgsqlDataReader), "reader");

    private static readonly HashSet<Type> Scalars =
    [
        typeof(string), typeof(Guid), typeof(decimal), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan),
        typeof(JsonElement), typeof(ReadOnlyMemory<byte>), typeof(object),
    ];

    public static Func<NpgsqlDataReader, T> Build<T>(NpgsqlDataReader open)
    {
        var type = typeof(T);
        Expression body = IsScalar(type) ? Column(open, 0, type)
            : typeof(ITuple).IsAssignableFrom(type) && type.IsValueType ? Tuple(open, type) : Record(open, type);
        return Expression.Lambda<Func<NpgsqlDataReader, T>>(body, Reader).Compile();
    }

    private static bool IsScalar(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare.IsPrimitive || bare.IsEnum || Scalars.Contains(bare) || bare.IsArray || Parameters.ElementOf(bare) is not null;
    }

    private static NewExpression Tuple(NpgsqlDataReader open, Type type)
    {
        var parts = type.GetGenericArguments();
        if (parts.Length != open.FieldCount || parts.Length > 7)
        {
            throw new InvalidOperationException($"The answer has {open.FieldCount} columns, the tuple {parts.Length} parts (7 at most; then use a record).");
        }

        return Expression.New(type.GetConstructor(parts)!, parts.Select((part, i) => Column(open, i, part)));
    }

    private static MemberInitExpression Record(NpgsqlDataReader open, Type type)
    {
        var columns = Enumerable.Range(0, open.FieldCount).ToDictionary(i => Bare(open.GetName(i)), StringComparer.OrdinalIgnoreCase);
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(one => one.GetParameters() is not [var only] || only.ParameterType != type)
            .MaxBy(one => one.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type.Name} has no constructor that a row could fill.");

        var arguments = constructor.GetParameters().Select(parameter => Argument(open, columns, type, parameter)).ToList();
        var taken = constructor.GetParameters().Select(parameter => parameter.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var settings = type.GetProperties()
            .Where(property => property.CanWrite && !taken.Contains(property.Name) && columns.ContainsKey(property.Name))
            .Select(property => Expression.Bind(property, Column(open, columns[property.Name], property.PropertyType)));
        return Expression.MemberInit(Expression.New(constructor, arguments), settings);
    }

    private static Expression Argument(NpgsqlDataReader open, Dictionary<string, int> columns, Type owner, ParameterInfo parameter)
    {
        if (columns.TryGetValue(parameter.Name!, out var index))
        {
            return Column(open, index, parameter.ParameterType);
        }

        return parameter.HasDefaultValue
            ? Expression.Convert(Expression.Constant(parameter.DefaultValue), parameter.ParameterType)
            : throw new InvalidOperationException(
                $"{owner.Name} needs a column for '{parameter.Name}'; the statement answers with: {string.Join(", ", Enumerable.Range(0, open.FieldCount).Select(open.GetName))}.");
    }

    private static string Bare(string column) => column.Replace("_", "", StringComparison.Ordinal);

    private static ConditionalExpression Column(NpgsqlDataReader open, int index, Type type)
    {
        var place = Expression.Constant(index);
        var value = Expression.Convert(Value(place, Nullable.GetUnderlyingType(type) ?? type), type);
        Expression whenNull = type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? Expression.Throw(Expression.Constant(new InvalidOperationException($"Column {open.GetName(index)} is null, and {type.Name} cannot be.")), type)
            : Expression.Default(type);
        return Expression.Condition(Expression.Call(Reader, nameof(NpgsqlDataReader.IsDBNull), null, place), whenNull, value);
    }

    private static MethodCallExpression Value(Expression place, Type type)
    {
        if (type.IsEnum)
        {
            return Call(nameof(EnumText.Parse), type, Get(typeof(string), place));
        }

        if (type == typeof(JsonElement))
        {
            return Expression.Call(typeof(RowReader), nameof(ParseJson), null, Get(typeof(string), place));
        }

        if (Parameters.ElementOf(type) is { } element)
        {
            return element.IsEnum
                ? Call(nameof(EnumText.ParseAll), element, Get(typeof(string[]), place))
                : Get(element.MakeArrayType(), place);
        }

        return type == typeof(object) ? Expression.Call(Reader, nameof(NpgsqlDataReader.GetValue), null, place) : Get(type, place);
    }

    private static MethodCallExpression Call(string method, Type type, Expression text) => Expression.Call(typeof(EnumText), method, [type], text);

    private static MethodCallExpression Get(Type type, Expression place) =>
        Expression.Call(Reader, nameof(NpgsqlDataReader.GetFieldValue), [type], place);

    private static JsonElement ParseJson(string text) => JsonElement.Parse(text);
}
