using System.Collections.Frozen;

namespace Lanekeeper.Cel.Evaluating;

internal static class TypeNames
{
    private static readonly FrozenDictionary<string, CelValue> Known = new[]
    {
        "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type", "google.protobuf.Timestamp", "google.protobuf.Duration",
    }.ToFrozenDictionary(name => name, CelValue.Type);

    public static bool TryFind(string name, out CelValue type) => Known.TryGetValue(name, out type);

    public static string Of(in CelValue value) => value.Kind switch
    {
        CelKind.Null => "null_type",
        CelKind.Bool => "bool",
        CelKind.Int => "int",
        CelKind.Uint => "uint",
        CelKind.Double => "double",
        CelKind.String => "string",
        CelKind.Bytes => "bytes",
        CelKind.List => "list",
        CelKind.Map => "map",
        CelKind.Timestamp => "google.protobuf.Timestamp",
        CelKind.Duration => "google.protobuf.Duration",
        _ => "type",
    };
}
