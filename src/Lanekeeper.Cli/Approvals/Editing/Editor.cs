using System.Diagnostics;

namespace Lanekeeper.Cli.Approvals.Editing;

/// <summary>The reviewer's own editor.</summary>
internal sealed class Editor
{
    private static readonly string[] Variables = ["VISUAL", "EDITOR"];
    private static readonly string[] Usual = ["nano", "vi"];

    private readonly string _command;

    private Editor(string command) => _command = command;

    public static Result<Editor> Find(Func<string, string?> environment)
    {
        var named = Variables.Select(environment).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
        if (named is not null)
        {
            return new Editor(named);
        }

        var folders = (environment("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return Usual.FirstOrDefault(name => folders.Any(folder => File.Exists(Path.Combine(folder, name)))) is { } found
            ? new Editor(found)
            : new Problem(ProblemKind.Invalid, "cli.no-editor", "There is no editor: set VISUAL or EDITOR to one, such as `EDITOR=nano`, or install nano or vi.");
    }

    /// <returns>The editor's exit code.</returns>
    public async Task<int> OpenAsync(string path, CancellationToken cancellationToken)
    {
        // By the shell, as git does it, because the variable may hold flags: "code --wait".
        using var process = Process.Start(new ProcessStartInfo("/bin/sh") { UseShellExecute = false, ArgumentList = { "-c", $"{_command} \"$1\"", "sh", path } })
            ?? throw new InvalidOperationException("/bin/sh did not start.");
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }
}
