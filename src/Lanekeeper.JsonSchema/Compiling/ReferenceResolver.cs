using System.Text.Json;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Compiling;

/// <summary>Finds the place that a <c>$ref</c> or <c>$dynamicRef</c> names.</summary>
internal sealed class ReferenceResolver(SchemaRegistry registry)
{
    /// <returns>Null when it leads nowhere; then the problem says why.</returns>
    public Reference? Resolve(SchemaLocation from, string reference, out string problem)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var address = hash < 0 ? reference : reference[..hash];
        var fragment = hash < 0 ? "" : Uri.UnescapeDataString(reference[(hash + 1)..]);

        if (FindResource(from.Resource, address) is not { } resource)
        {
            problem = $"cannot find the schema {Words.Quote(address)}: it is not in this document, and was not resolved from outside";
            return null;
        }

        problem = $"{Words.Quote(reference)} names no schema here";
        if (fragment.Length == 0 || fragment[0] == '/')
        {
            return FollowPointer(resource, fragment) is { } location ? new Reference(location, null) : null;
        }

        if (resource.DynamicAnchors.TryGetValue(fragment, out var dynamicTarget))
        {
            return new Reference(dynamicTarget, fragment);
        }

        return resource.Anchors.TryGetValue(fragment, out var target) ? new Reference(target, null) : null;
    }

    private SchemaResource? FindResource(SchemaResource from, string address)
    {
        if (address.Length == 0)
        {
            return from;
        }

        return Uri.TryCreate(from.BaseUri, address, out var uri) ? registry.Find(uri) : null;
    }

    private SchemaLocation? FollowPointer(SchemaResource resource, string pointer)
    {
        var locations = resource.Document.Locations;
        var target = resource.Pointer + pointer;
        if (locations.TryGetValue(target, out var known))
        {
            return known;
        }

        var nearest = locations[resource.Pointer];
        var element = nearest.Element;
        var at = resource.Pointer;
        foreach (var token in pointer.Split('/').Skip(1))
        {
            if (!JsonPointer.TryStep(element, token, out element))
            {
                return null;
            }

            at = $"{at}/{token}";
            nearest = locations.GetValueOrDefault(at, nearest);
        }

        // A schema under a keyword that we do not know: it becomes one by being referred to.
        if (element.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False)
        {
            new SchemaScanner(registry).Scan(element, target, nearest.Resource);
        }

        return locations.GetValueOrDefault(target);
    }
}

/// <summary>What a reference leads to; the anchor is given when it is a dynamic one.</summary>
internal sealed record Reference(SchemaLocation Target, string? DynamicAnchor);
