using System.Text.Json;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Compiling;

/// <summary>The schema resources that one compilation knows, by URI; loads what it does not know yet.</summary>
internal sealed class SchemaRegistry(SchemaOptions options, SchemaFaults faults)
{
    private const int MostDocuments = 200;
    private static readonly Uri Nowhere = new("schema://unnamed/");

    private readonly Dictionary<string, SchemaResource?> _resources = new(StringComparer.Ordinal);
    private readonly List<SchemaResource> _all = [];
    private int _documents;

    public SchemaFaults Faults => faults;

    public IReadOnlyList<SchemaResource> Resources => _all;

    public SchemaDocument AddRoot(JsonElement schema) =>
        Add(new SchemaDocument("", schema), options.BaseUri is { IsAbsoluteUri: true } given ? given : Nowhere);

    /// <returns>Null when there is no such resource to be had.</returns>
    public SchemaResource? Find(Uri uri)
    {
        var name = Name(uri);
        if (_resources.TryGetValue(name, out var known))
        {
            return known;
        }

        if (_documents >= MostDocuments || (MetaSchemas.Find(name) ?? options.Resolve?.Invoke(new Uri(name))) is not { } root)
        {
            _resources[name] = null;
            return null;
        }

        Add(new SchemaDocument(name, root), new Uri(name));
        return _resources.GetValueOrDefault(name);
    }

    /// <summary>The same URI without its fragment, in one spelling.</summary>
    public static string Name(Uri uri) => uri.AbsoluteUri.Split('#')[0];

    /// <returns>False when another resource already has that name.</returns>
    public bool Add(SchemaResource resource)
    {
        _all.Add(resource);
        return _resources.TryAdd(Name(resource.BaseUri), resource);
    }

    /// <summary>The dialect that a resource says it is written in.</summary>
    public Dialect DialectOf(string uri, string path)
    {
        if (Dialect.Named(uri) is { } named)
        {
            return named;
        }

        if (Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && Find(absolute) is { } metaSchema)
        {
            return DeclaredBy(metaSchema, path);
        }

        faults.Add(path, $"unknown dialect {Words.Quote(uri)}; expected \"https://json-schema.org/draft/2020-12/schema\" or a meta-schema that can be resolved");
        return Dialect.Standard;
    }

    private SchemaDocument Add(SchemaDocument document, Uri baseUri)
    {
        _documents++;
        var outer = new SchemaResource(document, "", baseUri, Dialect.Standard);
        new SchemaScanner(this).Scan(document.Root, "", outer);

        // A document answers to the URI it was found at, whatever its $id says.
        _resources[Name(baseUri)] = document.Locations.TryGetValue("", out var root) ? root.Resource : null;
        return document;
    }

    private Dialect DeclaredBy(SchemaResource metaSchema, string path)
    {
        var element = metaSchema.Document.Locations[metaSchema.Pointer].Element;
        if (element.ValueKind != JsonValueKind.Object || !JsonText.TryMember(element, "$vocabulary", out var vocabularies) || vocabularies.ValueKind != JsonValueKind.Object)
        {
            return Dialect.Standard;
        }

        var dialect = new Dialect(Vocabularies.Core);
        foreach (var member in vocabularies.EnumerateObject())
        {
            var name = JsonText.Name(member);
            if (dialect.With(name) is { } wider)
            {
                dialect = wider;
            }
            else if (member.Value.ValueKind == JsonValueKind.True)
            {
                faults.Add(path, $"the dialect requires a vocabulary that is not known: {Words.Quote(name)}");
            }
        }

        return dialect;
    }
}
