using System.Text.Json;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Compiling;

/// <summary>
/// Walks the places of a document that are schemas, and takes down their identifiers and anchors. An <c>$id</c> within an
/// <c>enum</c> or an unknown keyword is data, and stays unseen.
/// </summary>
internal sealed class SchemaScanner(SchemaRegistry registry)
{
    private const int Deepest = 256;
    private const int MostLocations = 100_000;

    private readonly Stack<(JsonElement Element, string Pointer, SchemaResource Resource, int Depth)> _waiting = new();

    public void Scan(JsonElement element, string pointer, SchemaResource resource)
    {
        _waiting.Push((element, pointer, resource, 0));
        while (_waiting.TryPop(out var next))
        {
            var locations = next.Resource.Document.Locations;
            if (next.Depth > Deepest || locations.Count >= MostLocations)
            {
                registry.Faults.Add(next.Resource.Document.PathTo(next.Pointer), $"the schema is too large: more than {Deepest} levels or {MostLocations} schemas");
                return;
            }

            Visit(next.Element, next.Pointer, next.Resource, next.Depth);
        }
    }

    private void Visit(JsonElement element, string pointer, SchemaResource outer, int depth)
    {
        var resource = ResourceOf(element, pointer, outer);
        var location = new SchemaLocation(resource, pointer, element);
        resource.Document.Locations[pointer] = location;
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        NoteAnchor("$anchor", location, resource.Anchors);
        NoteAnchor("$dynamicAnchor", location, resource.DynamicAnchors);
        foreach (var member in element.EnumerateObject())
        {
            var name = JsonText.Name(member);
            PushChildren(KeywordCatalog.ShapeOf(name), member.Value, $"{pointer}/{JsonPointer.Escape(name)}", resource, depth + 1);
        }
    }

    private void PushChildren(ChildShape shape, JsonElement value, string pointer, SchemaResource resource, int depth)
    {
        switch (shape, value.ValueKind)
        {
            case (ChildShape.One, _):
                _waiting.Push((value, pointer, resource, depth));
                break;
            case (ChildShape.List, JsonValueKind.Array):
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    _waiting.Push((item, $"{pointer}/{index++}", resource, depth));
                }

                break;
            case (ChildShape.Map, JsonValueKind.Object):
                foreach (var member in value.EnumerateObject())
                {
                    _waiting.Push((member.Value, $"{pointer}/{JsonPointer.Escape(JsonText.Name(member))}", resource, depth));
                }

                break;
            default:
                break;
        }
    }

    private SchemaResource ResourceOf(JsonElement element, string pointer, SchemaResource outer)
    {
        var document = outer.Document;
        var isRoot = pointer.Length == 0;
        var baseUri = IdOf(element, pointer, outer);
        if (baseUri is null && !isRoot)
        {
            return outer;
        }

        var resource = new SchemaResource(document, pointer, baseUri ?? outer.BaseUri, DialectOf(element, pointer, outer));
        if (!registry.Add(resource) && !isRoot)
        {
            registry.Faults.Add(document.PathTo($"{pointer}/$id"), $"two schemas have the id {Words.Quote(SchemaRegistry.Name(resource.BaseUri))}");
        }

        return resource;
    }

    private Dialect DialectOf(JsonElement element, string pointer, SchemaResource outer) =>
        TryText(element, "$schema", out var uri) ? registry.DialectOf(uri, outer.Document.PathTo($"{pointer}/$schema")) : outer.Dialect;

    private Uri? IdOf(JsonElement element, string pointer, SchemaResource outer)
    {
        if (!TryText(element, "$id", out var id))
        {
            return null;
        }

        if (!Uri.TryCreate(outer.BaseUri, id, out var uri) || id.IndexOf('#', StringComparison.Ordinal) is var hash && hash >= 0 && hash < id.Length - 1)
        {
            registry.Faults.Add(outer.Document.PathTo($"{pointer}/$id"), $"expected a URI without a fragment; found {Words.Quote(id)}");
            return null;
        }

        return uri;
    }

    private void NoteAnchor(string keyword, SchemaLocation location, Dictionary<string, SchemaLocation> anchors)
    {
        if (TryText(location.Element, keyword, out var name) && !anchors.TryAdd(name, location))
        {
            registry.Faults.Add($"{location.Path}/{keyword}", $"the anchor {Words.Quote(name)} stands twice in one schema");
        }
    }

    private static bool TryText(JsonElement element, string name, out string text)
    {
        var value = default(JsonElement);
        var found = element.ValueKind == JsonValueKind.Object && JsonText.TryMember(element, name, out value) && value.ValueKind == JsonValueKind.String;
        text = found ? JsonText.String(value) : "";
        return found;
    }
}
