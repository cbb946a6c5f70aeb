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

internal sealed record ModelSyntax(ModelProvider Provider, string Model, Uri? BaseUrl, SecretReference? Key, int MaxOutputTokens, decimal? Temperature)
{
    public static readonly Shape<ModelSyntax> Shape = new ObjectShape<ModelSyntax>("a model", fields =>
    {
        var provider = fields.Required("provider", Providers, "Whose wire format is spoken; `baseline` is built in and needs no key.");
        var model = fields.Required("model", Words.Line, "The pinned id that is sent to the provider.");
        var baseUrl = fields.Optional("base_url", new UrlShape(), "Another server that speaks the same format.");
        var key = fields.Optional("key", new SecretShape(), "Where the key is: env:NAME or file:/path, never the key itself.");
        var tokens = fields.Optional("max_output_tokens", new WholeShape(1, 1_000_000), "1024", "How long an answer may be.");
        var temperature = fields.Optional("temperature", new NumberShape(0, 2).Located(), "How freely the model chooses its words; the provider's default when absent.");
        return values => new(
            values.Get(provider), values.Get(model), values.Find(baseUrl), values.Find(key), values.Get(tokens), values.Find(temperature)?.Value);
    });

    private static ChoiceShape<ModelProvider> Providers =>
        new([("baseline", ModelProvider.Baseline), ("openai", ModelProvider.OpenAI), ("anthropic", ModelProvider.Anthropic)]);
}

internal sealed record RouteSyntax(Located<string> Model, TimeSpan Deadline, int Attempts)
{
    public static readonly Shape<RouteSyntax> Shape = new ObjectShape<RouteSyntax>("a route", fields =>
    {
        var model = fields.Required("model", Words.Reference, "Which of `models` answers.");
        var deadline = fields.Optional("deadline", Words.ShortTime, "60s", "How long all attempts may take together.");
        var attempts = fields.Optional("attempts", new WholeShape(1, 10), "3", "How often a call is tried in all when it fails in a way that may pass.");
        return values => new(values.Get(model), values.Get(deadline), values.Get(attempts));
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
