using System.CommandLine;

namespace Lanekeeper.Cli.Project;

internal static class FolderArgument
{
    public static Argument<string> Make(string description = "The project's folder") => new("folder") { Description = description, DefaultValueFactory = _ => "." };
}
