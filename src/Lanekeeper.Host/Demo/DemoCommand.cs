using Lanekeeper.Cli;
using Lanekeeper.Faces;
using Lanekeeper.Host.Serving;
using Lanekeeper.Host.Settings;

namespace Lanekeeper.Host.Demo;

/// <summary><c>lanekeeper demo</c>: the main job on real parts, from nothing, in a data folder of its own.</summary>
internal sealed class DemoCommand(TimeProvider time)
{
    public async Task<int> RunAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        var words = new DemoWords(options.Json);
        if (!SettingsReader.Read(options.Data, options.Urls, options.Database, LocalServer.DemoFolder, Environment.GetEnvironmentVariable).Succeeded(out var settings, out var problem)
            || !DemoProject.Open(settings.DataFolder, options.Model).Succeeded(out var project, out problem))
        {
            return Say.Problem(problem);
        }

        DemoWords.Starting(settings);
        if (!(await RunningServer.StartAsync(settings, anyPort: true, time, cancellationToken)).Succeeded(out var server, out problem))
        {
            return Say.Problem(problem);
        }

        await using (server)
        {
            if (!(await FeedAsync(server, project, cancellationToken)).Succeeded(out var report, out problem))
            {
                return Say.Problem(problem);
            }

            words.Report(report, project, server);
            if (!options.Once)
            {
                // The burst is over; what it took goes back to a machine that may be small.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                DemoWords.Serving(server, await server.FirstLinkAsync(always: true, cancellationToken));
                await server.StoppedAsync(cancellationToken);
            }
        }

        return ExitCodes.Ok;
    }

    private async Task<Result<DemoReport>> FeedAsync(RunningServer server, DemoProject project, CancellationToken cancellationToken)
    {
        var token = await File.ReadAllTextAsync(LocalServer.TokenFile(server.Settings.DataFolder), cancellationToken);
        using var client = new ServerClient(server.Url, token.Trim());
        if (!(await new ProjectDeployer(client).DeployAsync(project.Files, project.Folder, "demo", cancellationToken)).Succeeded(out var deployed, out var problem))
        {
            return problem;
        }

        DemoWords.Deployed(deployed, project);
        using var progress = DemoWords.Progress(project.Cases.Count);
        return await new DemoFeeder(client, project, time).RunAsync(progress.Show, cancellationToken);
    }
}
