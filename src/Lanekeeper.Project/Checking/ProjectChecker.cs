using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;
using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Checking;

/// <summary>From files to a definition: reads every file, looks every name up, and goes on after a fault to find the next.</summary>
internal sealed class ProjectChecker
{
    public const string MainFile = "lanekeeper.yaml";

    private readonly CheckContext _context;
    private readonly string? _folder;
    private readonly SchemaFiles _schemas;

    private ProjectChecker(ProjectFiles files, string? folder)
    {
        (_context, _folder) = (new(files), folder);
        _schemas = new(_context);
    }

    public static CheckReport Check(ProjectFiles files, string? folder)
    {
        var checker = new ProjectChecker(files, folder);
        var definition = checker.Run();
        var faults = checker._context.Faults.Sorted();
        return new(faults.Count == 0 ? definition : null, faults);
    }

    private ProjectDefinition? Run()
    {
        _schemas.CompileAll();
        var project = ReadMain();
        var known = KnownNames.Of(project);
        var tools = ReadTools(project, known);
        var workflows = new WorkflowFiles(_context, _schemas).Read(known, tools);
        return project is null ? null : Define(project, tools, workflows);
    }

    private ProjectSyntax? ReadMain()
    {
        if (!_context.Paths.Contains(MainFile))
        {
            _context.Faults.Add(new(MainFile, 1, 1, "the file is missing; expected it at the project's root"));
            return null;
        }

        return _context.Source(MainFile) is { } source
            && YamlReader.Read(source, _context.Faults) is { } root
            && ProjectSyntax.Shape.TryRead(root, _context.Faults, out var project)
            ? project
            : null;
    }

    private Dictionary<string, ToolDefinition> ReadTools(ProjectSyntax? project, KnownNames known)
    {
        var checker = new ToolChecker(_context, _schemas, known);
        return Collect(project?.Tools, checker.Check);
    }

    private ProjectDefinition Define(ProjectSyntax project, Dictionary<string, ToolDefinition> tools, Dictionary<string, WorkflowDefinition> workflows)
    {
        var models = Collect(project.Models, ModelOf);
        var routes = new RouteChecker(_context, project.Models, models);
        return new()
        {
            Name = project.Name,
            Description = project.Description,
            Models = models,
            Routes = Collect(project.Routes, routes.Check),
            Tools = tools,
            Sources = Collect(project.Sources, SourceOf),
            Groups = project.Groups.Items.ToDictionary(each => each.Name.Value, each => each.Value, StringComparer.Ordinal),
            Never = project.Never.ToHashSet(StringComparer.Ordinal),
            Workflows = workflows,
            AppLimits = Collect(project.Limits.Apps, static (_, limit) => limit),
            WorkflowLimits = Collect(project.Limits.Workflows, static (_, limit) => limit),
            Caches = Collect(project.Cached, static (_, cache) => cache),
            Alarms = Collect(project.Alarmed, AlarmOf),
        };
    }

    private ModelDefinition ModelOf(Located<string> name, ModelSyntax model)
    {
        if (model.Provider == ModelProvider.Baseline && (model.Key is not null || model.BaseUrl is not null || model.Price is not null))
        {
            name.Fault(_context.Faults, "the provider `baseline` is built in: it takes no key, no base_url and no price");
        }

        return new(name.Value, model.Provider, model.Model.Value)
        {
            BaseUrl = model.BaseUrl,
            Key = model.Key,
            MaxOutputTokens = model.MaxOutputTokens,
            Temperature = model.Temperature,
            AllowUnpinned = model.AllowUnpinned,
            Capabilities = model.Capabilities,
            ContextTokens = model.ContextTokens,
            Region = model.Region,
            Breaker = model.Breaker,
            Price = model.Price,
        };
    }

    private AlarmDefinition AlarmOf(Located<string> name, AlarmDefinition alarm)
    {
        if (alarm is { TransientPercent: null, SemanticPercent: null })
        {
            name.Fault(_context.Faults, "the alarm watches nothing; expected `transient_percent`, `semantic_percent`, or both");
        }

        return alarm;
    }

    private SourceDefinition SourceOf(Located<string> name, SourceSyntax source)
    {
        var definition = new SourceDefinition(name.Value, source.Path.Value.TrimEnd('/'), source.Owner, source.Trust, source.Language);
        if (_folder is not null)
        {
            SourceFolder.Check(_folder, definition, source.Path, _context.Faults);
        }

        return definition;
    }

    private static Dictionary<string, TDefinition> Collect<TSyntax, TDefinition>(Named<TSyntax>? all, Func<Located<string>, TSyntax, TDefinition?> define)
        where TDefinition : class
    {
        var defined = new Dictionary<string, TDefinition>(StringComparer.Ordinal);
        foreach (var (name, syntax) in all?.Items ?? [])
        {
            if (define(name, syntax) is { } definition)
            {
                defined.Add(name.Value, definition);
            }
        }

        return defined;
    }
}
