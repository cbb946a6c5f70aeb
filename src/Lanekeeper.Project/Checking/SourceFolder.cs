using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Checking;

/// <summary>A declared source on disk: whether it is there and its documents can be read.</summary>
internal static class SourceFolder
{
    public static Result<SourceFiles> Read(string folder, SourceDefinition source)
    {
        if (!FolderReader.ReadDocuments(folder, source.Path).Succeeded(out var documents, out var problem))
        {
            return problem;
        }

        var faults = new FaultList();
        var files = new List<SourceFile>();
        foreach (var (name, bytes) in documents.Contents.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            if (SourceText.Decode($"{source.Path}/{name}", bytes.Span, faults) is { } document)
            {
                files.Add(new(name, document.Text));
            }
        }

        return faults.Count == 0 ? new SourceFiles(source.Name, files) : ProjectProblems.Faulty(faults.Sorted());
    }

    public static void Check(string folder, SourceDefinition source, Located<string> path, FaultList faults)
    {
        if (!FolderReader.ReadDocuments(folder, source.Path).Succeeded(out var documents, out var problem))
        {
            path.Fault(faults, problem.Message);
            return;
        }

        if (documents.Contents.Count == 0)
        {
            path.Fault(faults, $"`{source.Path}` holds no .md or .txt document");
        }

        foreach (var (name, bytes) in documents.Contents)
        {
            SourceText.Decode($"{source.Path}/{name}", bytes.Span, faults);
        }
    }
}
