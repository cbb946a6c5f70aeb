using Lanekeeper.Cel.Ast;

namespace Lanekeeper.Cel.Parsing;

/// <summary>Calls that are no calls: <c>has</c>, <c>all</c>, <c>exists</c>, <c>exists_one</c>, <c>map</c>, <c>filter</c>.</summary>
internal static class Macros
{
    public static Syntax Plain(Token name, IReadOnlyList<Syntax> arguments, Action<int, string> fail)
    {
        if (name.Text != "has")
        {
            return new CallSyntax(name.Offset, name.Text, null, arguments);
        }

        if (arguments is [SelectSyntax selection])
        {
            return new HasSyntax(name.Offset, selection);
        }

        fail(name.Offset, "has() takes one field of something: has(a.b)");
        return new LiteralSyntax(name.Offset, CelValue.Null);
    }

    public static Syntax OnTarget(Token name, Syntax target, IReadOnlyList<Syntax> arguments, Action<int, string> fail)
    {
        var kind = KindOf(name.Text);
        if (kind is not { } macro || (arguments.Count != 2 && !(macro == Macro.Map && arguments.Count == 3)))
        {
            return new CallSyntax(name.Offset, name.Text, target, arguments);
        }

        if (arguments[0] is not NameSyntax { IsRooted: false } variable)
        {
            fail(arguments[0].Offset, $"{name.Text}() takes the name of a variable first: list.{name.Text}(item, …)");
            return target;
        }

        var (condition, transform) = (macro, arguments.Count) switch
        {
            (Macro.Map, 3) => (arguments[1], arguments[2]),
            (Macro.Map, _) => (null, arguments[1]),
            _ => (arguments[1], (Syntax?)null),
        };
        return new MacroSyntax(name.Offset, macro, target, variable.Name, condition, transform);
    }

    private static Macro? KindOf(string name) => name switch
    {
        "all" => Macro.All,
        "exists" => Macro.Exists,
        "exists_one" or "existsOne" => Macro.ExistsOne,
        "map" => Macro.Map,
        "filter" => Macro.Filter,
        _ => null,
    };
}
