using System.Text.Json;
using Lanekeeper.Cli;
using Lanekeeper.Faces;
using Lanekeeper.Host.Settings;

namespace Lanekeeper.Host.Doctor;

/// <summary><c>lanekeeper doctor</c>: looks at everything that has to be right, and says what to do about what is not.</summary>
internal sealed class DoctorCommand(TimeProvider time)
{
    public async Task<int> RunAsync(DoctorOptions options, CancellationToken cancellationToken)
    {
        if (!SettingsReader.Read(options.Data, null, options.Database, FolderToLookAt(), Environment.GetEnvironmentVariable).Succeeded(out var settings, out var problem))
        {
            return Say.Problem(problem);
        }

        var findings = await new Examination(settings, time).RunAsync(cancellationToken);
        if (options.Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(findings, FaceJson.Indented));
        }
        else
        {
            foreach (var finding in findings)
            {
                Console.Out.WriteLine($"{finding.State.ToString().ToLowerInvariant(),-5} {finding.What}: {finding.Words}");
            }
        }

        return findings.Any(finding => finding.State == Health.Bad) ? ExitCodes.No : ExitCodes.Ok;
    }

    /// <summary>Like every command, it finds a running demo where no server of the team's own runs.</summary>
    private static string FolderToLookAt() =>
        LocalServer.Find(LocalServer.DefaultFolder) is null && LocalServer.Find(LocalServer.DemoFolder) is not null ? LocalServer.DemoFolder : LocalServer.DefaultFolder;
}
