using Lanekeeper.Project.Asking;
using Lanekeeper.Project.Checking;
using Lanekeeper.Project.Creating;
using Lanekeeper.Project.Deploying;
using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project;

/// <summary>A project folder on disk: reading, checking, writing a new one, and the published schemas. Needs no server.</summary>
public static class Projects
{
    /// <summary>What <see cref="WriteTemplate"/> can write.</summary>
    public static IReadOnlyList<string> Templates { get; } = ["support-desk", "lead-qualification", "document-extraction"];

    /// <summary>Reads the files that make a snapshot, bounded in number and size.</summary>
    public static Result<ProjectFiles> Read(string folder) => FolderReader.ReadProject(folder);

    /// <summary>Reads the documents of a declared source.</summary>
    public static Result<SourceFiles> ReadSource(string folder, SourceDefinition source) => SourceFolder.Read(folder, source);

    /// <summary>Finds every fault at once; with none, the definition. <paramref name="folder"/>, where known, lets source folders be checked too.</summary>
    public static CheckReport Check(ProjectFiles files, string? folder = null) => ProjectChecker.Check(files, folder);

    /// <summary>The secrets that a project names, and whether this process can use them; never their values.</summary>
    public static IReadOnlyList<SecretNeed> Secrets(ProjectDefinition project) => SecretNeeds.Of(project, new Secrets(new ProjectOptions()));

    /// <summary>Whether a workflow could be called this: what is no such name is nobody's.</summary>
    public static bool IsName(string text) => Words.IsName(text);

    /// <returns><c>sha256:</c> and 64 digits.</returns>
    public static string Hash(ProjectFiles files) => SnapshotHash.Of(files);

    /// <summary>The same project with every route on another pinned model.</summary>
    public static Result<ProjectFiles> WithModel(ProjectFiles files, ModelProvider provider, string model) => ModelSwap.Apply(files, provider, model);

    /// <summary>Writes a new project from a template into a folder that is new or empty.</summary>
    public static Result<Done> WriteTemplate(string name, string folder) => TemplateWriter.Write(name, folder);

    /// <summary>A JSON Schema for each of the files that people write, by file name, as they stand in <c>docs/schemas/</c>.</summary>
    public static IReadOnlyDictionary<string, string> PublishedSchemas() => Creating.PublishedSchemas.All();
}

/// <summary>The documents of one source, by path from the source's folder.</summary>
public sealed record SourceFiles(string Source, IReadOnlyList<SourceFile> Files);

public sealed record SourceFile(string Path, string Text);
