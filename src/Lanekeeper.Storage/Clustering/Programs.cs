using System.Diagnostics;

namespace Lanekeeper.Storage.Clustering;

/// <summary>Runs small programs to their end, in a plain environment.</summary>
internal static class Programs
{
    public static async Task<(int Code, string Output)> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var process = Process.Start(Describe(command, redirect: true))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, (await output + await errors).Trim());
    }

    public static ProcessStartInfo Describe(IReadOnlyList<string> command, bool redirect)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = "/",
            RedirectStandardInput = redirect,
            RedirectStandardOutput = redirect,
            RedirectStandardError = redirect,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal) || name.StartsWith("LC_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        return start;
    }
}
