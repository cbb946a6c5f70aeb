using System.Text.Json;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Patterns;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Compiling;

/// <summary>Turns a document into a graph of nodes: places first, then their keywords, one at a time from a queue (no recursion to exhaust).</summary>
internal sealed class SchemaCompiler
{
    private readonly SchemaOptions _options;
    private readonly SchemaFaults _faults;
    private readonly SchemaRegistry _registry;
    private readonly ReferenceResolver _resolver;
    private readonly Dictionary<SchemaDocument, Dictionary<string, SchemaNode>> _nodes = [];
    private readonly Queue<(SchemaLocation Location, SchemaNode Node)> _unfurnished = new();

    public SchemaCompiler(SchemaOptions options)
    {
        _options = options;
        _faults = new SchemaFaults(Math.Max(1, options.MaxErrors));
        _registry = new SchemaRegistry(options, _faults);
        _resolver = new ReferenceResolver(_registry);
    }

    public PatternCompiler Patterns { get; } = new();

    public SchemaCompilation Compile(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Undefined)
        {
            return new SchemaCompilation(null, [new SchemaFault("", "expected a schema (an object, true or false); found nothing")]);
        }

        var document = _registry.AddRoot(schema);

        // All of the document, used or not: a fault in a definition should not wait for its first use.
        var root = document.Locations.TryGetValue("", out var start) ? NodeAt(start) : null;
        foreach (var location in document.Locations.Values.ToArray())
        {
            NodeAt(location);
        }

        FurnishAll();
        LoopFinder.Report(_nodes.Values.SelectMany(nodes => nodes.Values), _faults);
        return _faults.All.Count > 0 || root is null
            ? new SchemaCompilation(null, _faults.All)
            : new SchemaCompilation(new Schema(root, _options), []);
    }

    public SchemaNode NodeAt(SchemaLocation location)
    {
        var document = location.Resource.Document;
        if (!_nodes.TryGetValue(document, out var nodes))
        {
            nodes = _nodes[document] = new(StringComparer.Ordinal);
        }

        if (!nodes.TryGetValue(location.Pointer, out var node))
        {
            node = nodes[location.Pointer] = new SchemaNode(new KeywordOrigin("false", location.Path), location.Resource.Scope);
            _unfurnished.Enqueue((location, node));
        }

        return node;
    }

    /// <returns>Null when it leads nowhere, which is then a fault.</returns>
    public Reference? Refer(SchemaLocation from, string reference, string path)
    {
        var found = _resolver.Resolve(from, reference, out var problem);
        if (found is null)
        {
            Fault(path, problem);
        }

        return found;
    }

    public bool AssertsFormat(SchemaLocation location) => _options.AssertFormat || location.Resource.Dialect.AssertsFormat;

    public void Fault(string path, string message) => _faults.Add(path, message);

    private void FurnishAll()
    {
        while (_unfurnished.Count > 0)
        {
            while (_unfurnished.TryDequeue(out var next))
            {
                Furnish(next.Location, next.Node);
            }

            LinkDynamicAnchors();
        }
    }

    /// <summary>Only once all is known that a <c>$dynamicRef</c> may meet; linking may bring new nodes, which may bring new resources.</summary>
    private void LinkDynamicAnchors()
    {
        foreach (var resource in _registry.Resources.ToArray())
        {
            foreach (var (name, location) in resource.DynamicAnchors)
            {
                resource.Scope.Anchors.TryAdd(name, NodeAt(location));
            }
        }
    }

    private void Furnish(SchemaLocation location, SchemaNode node)
    {
        switch (location.Element.ValueKind)
        {
            case JsonValueKind.True:
                break;
            case JsonValueKind.False:
                node.AllowNothing();
                break;
            case JsonValueKind.Object:
                node.Furnish(ReadKeywords(location));
                break;
            default:
                Fault(location.Path, $"expected a schema (an object, true or false); found {Words.Found(location.Element)}");
                break;
        }
    }

    private List<Keyword> ReadKeywords(SchemaLocation location)
    {
        var keywords = new List<Keyword>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in location.Element.EnumerateObject())
        {
            var reading = new KeywordReading(this, location, JsonText.Name(member), member.Value);
            if (!seen.Add(reading.Name))
            {
                reading.Fault("the keyword stands twice in one schema");
            }
            else if (KeywordCatalog.Read(reading, location.Resource.Dialect) is { } keyword)
            {
                keywords.Add(keyword);
            }
        }

        return keywords;
    }
}
