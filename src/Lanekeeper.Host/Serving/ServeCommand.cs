using Lanekeeper.Cli;
using Lanekeeper.Faces;
using Lanekeeper.Host.Settings;

namespace Lanekeeper.Host.Serving;

/// <summary><c>lanekeeper serve</c></summary>
internal sealed class ServeCommand(TimeProvider time)
{
    public async Task<int> RunAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        if (!SettingsReader.Read(options.Data, options.Urls, options.Database, LocalServer.DefaultFolder, Environment.GetEnvironmentVariable).Succeeded(out var settings, out var problem)
            || !(await RunningServer.StartAsync(settings, anyPort: false, time, cancellationToken)).Succeeded(out var server, out problem))
        {
            return Say.Problem(problem);
        }

        await using (server)
        {
            Console.Error.WriteLine($"Lanekeeper is ready at {server.Url} after {time.GetElapsedTime(begun).TotalSeconds:0.0} s; data in {settings.DataFolder}. Ctrl-C stops it.");
            if (await server.FirstLinkAsync(always: false, cancellationToken) is { } link)
            {
                Console.Error.WriteLine($"Nobody has signed in yet. Open this in a browser; it works once, for an hour (`lanekeeper sign-in` makes another): {link}");
            }

            await using var saying = server.Stopping.Register(() => Console.Error.WriteLine($"Stopping. Calls under way have up to {settings.Drain.TotalSeconds:0} s to end; Ctrl-C again cuts them."));
            await server.StoppedAsync(cancellationToken);
        }

        return ExitCodes.Ok;
    }
}
