using Lanekeeper.Cli;
using Lanekeeper.Faces;
using Lanekeeper.Host.Settings;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;
using Lanekeeper.Project;
using Lanekeeper.Storage;

namespace Lanekeeper.Host.Doctor;

/// <summary>Each look is independent: what one cannot see does not hide what another can.</summary>
internal sealed class Examination(ServerSettings settings, TimeProvider time)
{
    private const long LittleSpace = 1L << 30;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding> { Folder(), Space(), await PostgresAsync(cancellationToken), Spool() };
        if (OpenSettings.Look(settings.DataFolder) is { } open)
        {
            findings.Add(open);
        }

        if (LocalServer.Find(settings.DataFolder) is not { } running)
        {
            findings.Add(new("server", Health.Note, $"none runs on {settings.DataFolder}; start one with `lanekeeper serve`"));
            findings.AddRange(SecretFindings.OfShell());
            return findings;
        }

        findings.Add(new("server", Health.Ok, $"process {running.ProcessId} at {running.Url}"));
        findings.AddRange(await AskAsync(running, cancellationToken));
        return findings;
    }

    private Finding Folder()
    {
        if (!Directory.Exists(settings.DataFolder))
        {
            return new("data folder", Health.Note, $"{settings.DataFolder} is not there yet; `serve` makes it");
        }

        var probe = Path.Combine(settings.DataFolder, $"probe-{Id.New(time)}");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new("data folder", Health.Ok, settings.DataFolder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new("data folder", Health.Bad, $"{settings.DataFolder} cannot be written to: {exception.Message}");
        }
    }

    private Finding Space()
    {
        var drive = new DriveInfo(Path.GetPathRoot(settings.DataFolder) ?? "/");
        var nearest = settings.DataFolder;
        while (!Directory.Exists(nearest) && Path.GetDirectoryName(nearest) is { } above)
        {
            nearest = above;
        }

        drive = DriveInfo.GetDrives().Where(one => nearest.StartsWith(one.Name, StringComparison.Ordinal)).MaxBy(one => one.Name.Length) ?? drive;
        var free = drive.AvailableFreeSpace;
        return new("disk", free < LittleSpace ? Health.Bad : Health.Ok, $"{free / (1024d * 1024 * 1024):0.0} GiB free{(free < LittleSpace ? "; a full disk stops every write. Free some space" : "")}");
    }

    private async Task<Finding> PostgresAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (settings.DatabaseUrl is { } url)
            {
                return await StorageStart.LookAsync(url, cancellationToken) is { } version
                    ? new("database", Health.Ok, $"a PostgreSQL of your own, {version}, answers")
                    : new("database", Health.Note, "your PostgreSQL answers, and the database is not there yet; `serve` makes it, where the user may");
            }

            return new("database", Health.Ok, $"built in, on {await BuiltInCluster.FindProgramsAsync(cancellationToken)}");
        }
        catch (StorageException exception)
        {
            return new("database", Health.Bad, exception.Message);
        }
    }

    private Finding Spool()
    {
        var folder = Path.Combine(settings.DataFolder, "spool");
        if (!Directory.Exists(folder))
        {
            return new("spool", Health.Ok, "empty");
        }

        var waiting = new DirectoryInfo(folder).GetFiles("*.spool");
        var refused = Directory.GetFiles(folder, "*.refused");
        return refused.Length > 0 ? new("spool", Health.Bad, $"{refused[0]} holds rows that the database refused; the server's log says why")
            : waiting.Length > 0 ? new("spool", Health.Bad, $"{waiting.Sum(file => file.Exists ? file.Length : 0) / 1024.0:N0} KB of rows wait for the database; they are put in when it is back")
            : new("spool", Health.Ok, "empty");
    }

    private async Task<IReadOnlyList<Finding>> AskAsync(LocalServer running, CancellationToken cancellationToken)
    {
        var tokenFile = LocalServer.TokenFile(settings.DataFolder);
        string token;
        try
        {
            token = (await File.ReadAllTextAsync(tokenFile, cancellationToken)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [new("local token", Health.Bad, $"{tokenFile} cannot be read: {exception.Message} Run this as the server's user")];
        }

        using var client = new ServerClient(new(running.Url), token);
        var deployments = await client.GetAsync<Page<Deployment>>($"{ApiPaths.Deployments}?limit=1", cancellationToken);
        var runs = await client.GetAsync<RunCounts>(ApiPaths.RunCounts, cancellationToken);
        var calls = await client.GetAsync<CallTotals>(ApiPaths.CallTotals, cancellationToken);
        var secrets = await client.GetAsync<Page<SecretNeed>>(ApiPaths.Secrets, cancellationToken);
        return [Deployed(deployments), .. SecretFindings.OfServer(secrets), Queue(runs), Calls(calls)];
    }

    private static Finding Deployed(Result<Page<Deployment>> answer) => !answer.Succeeded(out var page, out var problem)
        ? new("deployment", Health.Bad, problem.Message)
        : page.Items is [var live, ..]
            ? new("deployment", Health.Ok, $"{live.Project} at {live.Snapshot[..19]}, since {live.DeployedAt:u}")
            : new("deployment", Health.Note, "nothing is deployed yet: `lanekeeper init`, then `lanekeeper deploy`");

    private static Finding Queue(Result<RunCounts> answer)
    {
        if (!answer.Succeeded(out var counts, out var problem))
        {
            return new("runs", Health.Bad, problem.Message);
        }

        var dead = counts.ByState.GetValueOrDefault("dead");
        return new("runs", dead > 0 ? Health.Note : Health.Ok, string.Join(", ", counts.ByState.Where(state => state.Value > 0).Select(state => $"{state.Value} {state.Key}").DefaultIfEmpty("none yet"))
            + (dead > 0 ? "; see `lanekeeper runs --state dead`, then `runs replay ID`" : ""));
    }

    private static Finding Calls(Result<CallTotals> answer) => answer.Succeeded(out var totals, out var problem)
        ? new("ledger", totals.UnknownCost > 0 ? Health.Note : Health.Ok, $"{totals.Calls} calls, {totals.Open} open, ${totals.CostUsd:0.00##}{(totals.UnknownCost > 0 ? $"; {totals.UnknownCost} of unknown cost" : "")}")
        : new("ledger", Health.Bad, problem.Message);
}
