using Lanekeeper.Permissions;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Syntax;

/// <summary>What <c>lanekeeper.yaml</c> says, before its names are looked up.</summary>
internal sealed record ProjectSyntax(
    string Name,
    string Description,
    Named<ModelSyntax> Models,
    Named<RouteSyntax> Routes,
    Named<ToolSyntax> Tools,
    Named<SourceSyntax> Sources,
    Named<IReadOnlyList<string>> Groups,
    LimitsSyntax Limits,
    Named<CacheDefinition> Cached,
    Named<AlarmDefinition> Alarmed,
    IReadOnlyList<string> Never)
{
    public static readonly Shape<ProjectSyntax> Shape = new ObjectShape<ProjectSyntax>("lanekeeper.yaml", fields =>
    {
        fields.Required("version", new WholeShape(1, 1), "The version of this format: 1.");
        var name = fields.Required("name", Words.Name, "The project's name.");
        var description = fields.Optional("description", Words.Text, "What the project is for.");
        var models = fields.Optional("models", Words.Map("models", ModelSyntax.Shape), "Pinned models at providers.");
        var routes = fields.Optional("routes", Words.Map("routes", RouteSyntax.Shape), "How a model is reached: which, how long, how often.");
        var tools = fields.Optional("tools", Words.Map("tools", ToolSyntax.Shape), "What workflows may do to the world.");
        var sources = fields.Optional("sources", Words.Map("sources", SourceSyntax.Shape), "Folders of documents that answers are drawn from.");
        var people = fields.Optional("people", People, "Groups of people.");
        var limits = fields.Optional("limits", LimitsSyntax.Shape, "How much apps and workflows may take from models.");
        var alarms = fields.Optional("alarms", AlarmSyntax.Shape, "How much of a workflow's calls may fail before somebody is told.");
        var cache = fields.Optional("cache", CacheSyntax.Shape, "Whose calls get an answer again that was given before.");
        var never = fields.Optional("never", Words.List("names of tools", Words.Name), "Tools that no workflow may execute, whatever else is said.");

        return values => new(
            values.Get(name),
            values.Find(description) ?? "",
            values.Find(models) ?? Named<ModelSyntax>.Empty,
            values.Find(routes) ?? Named<RouteSyntax>.Empty,
            values.Find(tools) ?? Named<ToolSyntax>.Empty,
            values.Find(sources) ?? Named<SourceSyntax>.Empty,
            values.Find(people) ?? Named<IReadOnlyList<string>>.Empty,
            values.Find(limits) ?? LimitsSyntax.None,
            values.Find(cache) ?? Named<CacheDefinition>.Empty,
            values.Find(alarms) ?? Named<AlarmDefinition>.Empty,
            values.Find(never) ?? []);
    });

    private static ObjectShape<Named<IReadOnlyList<string>>> People => new("people", fields =>
    {
        var groups = fields.Optional(
            "groups",
            Words.Map("groups", Words.List("e-mail addresses", Words.Email, least: 1)),
            "E-mail addresses by the group's name.");
        return values => values.Find(groups) ?? Named<IReadOnlyList<string>>.Empty;
    });
}

internal sealed record SourceSyntax(Located<string> Path, string Owner, Trust Trust, string Language)
{
    private static readonly string[] Languages =
    [
        "simple", "arabic", "armenian", "basque", "catalan", "danish", "dutch", "english", "finnish", "french", "german", "greek", "hindi",
        "hungarian", "indonesian", "irish", "italian", "lithuanian", "nepali", "norwegian", "portuguese", "romanian", "russian", "serbian",
        "spanish", "swedish", "tamil", "turkish", "yiddish",
    ];

    public static readonly Shape<SourceSyntax> Shape = new ObjectShape<SourceSyntax>("a source", fields =>
    {
        var path = fields.Required("path", Words.Path("sources/handbook"), "The folder of .md and .txt documents.");
        var owner = fields.Required("owner", Words.Email, "Who answers for the documents.");
        var trust = fields.Required("trust", Words.Trust, "Whether the documents may be believed.");
        var language = fields.Optional(
            "language", new ChoiceShape<string>([.. Languages.Select(name => (name, name))]), "english", "PostgreSQL's text search configuration.");
        return values => new(values.Get(path), values.Get(owner), values.Get(trust), values.Get(language));
    });
}
