using System.Reflection;
using System.Text;
using Lanekeeper.Project.Checking;
using Lanekeeper.Project.Reading;

namespace Lanekeeper.Project.Creating;

/// <summary>Writes a new project from one of the samples, which this assembly carries inside itself.</summary>
internal static class TemplateWriter
{
    private const string Prefix = "samples/";

    private const string Schemas = ".lanekeeper";

    private static readonly Assembly Home = typeof(TemplateWriter).Assembly;

    public static Result<Done> Write(string name, string folder)
    {
        if (!Projects.Templates.Contains(name))
        {
            return ProjectProblems.UnknownTemplate(name, Nearest.Hint(name, Projects.Templates));
        }

        try
        {
            if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            {
                return ProjectProblems.FolderNotEmpty(folder);
            }

            WriteAll($"{Prefix}{name}/", folder);
            return Done.Instance;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ProjectProblems.Unwritable(folder, failure.Message);
        }
    }

    private static void WriteAll(string prefix, string folder)
    {
        foreach (var resource in Home.GetManifestResourceNames().Where(each => each.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var path = Path.Combine(folder, resource[prefix.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = File.Create(path);
            file.Write(Encoding.UTF8.GetBytes(SchemaLine(resource[prefix.Length..])));
            using var content = Home.GetManifestResourceStream(resource)!;
            content.CopyTo(file);
        }

        Directory.CreateDirectory(Path.Combine(folder, Schemas));
        foreach (var (name, schema) in PublishedSchemas.All())
        {
            File.WriteAllText(Path.Combine(folder, Schemas, name), schema);
        }
    }

    // Tells an editor which schema completes the file. The schemas go along, so that it needs no network.
    private static string SchemaLine(string path) => path switch
    {
        ProjectChecker.MainFile => $"# yaml-language-server: $schema={Schemas}/{PublishedSchemas.MainFile}\n",
        _ when path.StartsWith("workflows/", StringComparison.Ordinal) => $"# yaml-language-server: $schema=../../{Schemas}/{PublishedSchemas.WorkflowFile}\n",
        _ => "",
    };
}
