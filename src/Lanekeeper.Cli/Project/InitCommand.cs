using System.CommandLine;
using Lanekeeper.Cli.Help;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Project;

namespace Lanekeeper.Cli.Project;

/// <summary><c>lanekeeper init</c>: a project to start from; needs no server.</summary>
internal sealed class InitCommand : ExplainedCommand
{
    public InitCommand(Surroundings around)
        : base("init", "Write a new project from a template into a new or empty folder",
            "lanekeeper init my-desk",
            "lanekeeper init leads --template lead-qualification")
    {
        var folder = FolderArgument.Make("The new project's folder");
        var template = new Option<string>("--template")
        {
            Description = $"One of {string.Join(", ", Projects.Templates)}",
            HelpName = "name",
            DefaultValueFactory = _ => Projects.Templates[0],
        };
        var json = new Option<bool>("--json") { Description = "Print what was written as JSON and nothing else" };
        template.CompletionSources.Add([.. Projects.Templates]);
        Add(folder);
        Add(template);
        Add(json);
        SetAction(given => Init(around.Screen, given.GetValue(folder)!, given.GetValue(template)!, given.GetValue(json)));
    }

    private static int Init(Screen screen, string folder, string template, bool json)
    {
        if (Projects.WriteTemplate(template, folder).Problem is { } problem)
        {
            return problem.Code == "project.unknown-template" ? Usage(screen, problem) : screen.Problem(problem);
        }

        var path = Path.GetFullPath(folder);
        if (json)
        {
            screen.Json(new InitAnswer(template, path));
            return ExitCodes.Ok;
        }

        var there = folder == "." ? "" : $" {folder}";
        var width = "lanekeeper deploy".Length + there.Length;
        screen.Line($"Wrote the project {template} to {path}; its README.md says what it does.");
        screen.Heading("What to do next");
        screen.Line($"  {$"lanekeeper check{there}".PadRight(width)}   find faults as you edit");
        screen.Line($"  {"lanekeeper serve".PadRight(width)}   the server, in another terminal");
        screen.Line($"  lanekeeper deploy{there}   make the project live");
        return ExitCodes.Ok;
    }

    private static int Usage(Screen screen, Problem problem)
    {
        screen.Problem(problem);
        return ExitCodes.Usage;
    }

    private sealed record InitAnswer(string Template, string Folder);
}
