using Lanekeeper.Faces;
using Lanekeeper.Project;
using Lanekeeper.Retrieval;

namespace Lanekeeper.Cli;

/// <summary>Brings a project folder to a server: first its sources' documents, then its files, so that what goes live finds what it reads.</summary>
public sealed class ProjectDeployer(ServerClient server)
{
    internal const string Faulty = "project.faults";

    /// <param name="files">What becomes the snapshot.</param>
    /// <param name="folder">Where the sources are.</param>
    /// <param name="note">Why, in a line.</param>
    /// <param name="cancellationToken">Stops between two requests.</param>
    public async Task<Result<DeployReport>> DeployAsync(ProjectFiles files, string folder, string note, CancellationToken cancellationToken)
    {
        var check = Projects.Check(files, folder);
        if (check.Definition is null)
        {
            return new Problem(ProblemKind.Invalid, Faulty, $"The project is not deployed; it has {check.Faults.Count} {(check.Faults.Count == 1 ? "fault" : "faults")}.") { Details = [.. check.Faults.Select(fault => fault.ToString())] };
        }

        var synced = new List<SyncReport>();
        foreach (var source in check.Definition.Sources.Values.OrderBy(source => source.Name, StringComparer.Ordinal))
        {
            if (!Projects.ReadSource(folder, source).Succeeded(out var documents, out var problem))
            {
                return problem;
            }

            var body = new SyncSource(source.Name, source.Owner, source.Trust, source.Language, [.. documents.Files.Select(file => new SourceDocument(file.Path, file.Text))]);
            if (!(await server.PutAsync<SyncReport>(ApiPaths.Source(source.Name), body, cancellationToken)).Succeeded(out var report, out problem))
            {
                return problem;
            }

            synced.Add(report);
        }

        var wire = new DeployWire(note, files.Contents.ToDictionary(file => file.Key, file => file.Value.ToArray()));
        return (await server.PostAsync<Deployment>(ApiPaths.Deployments, wire, cancellationToken)).Succeeded(out var deployment, out var refused)
            ? new DeployReport(deployment, synced, await MissingAsync(cancellationToken), await DoubtsAsync(cancellationToken))
            : refused;
    }

    // It is live by now, whether or not this can be asked.
    private async Task<IReadOnlyList<SecretNeed>> MissingAsync(CancellationToken cancellationToken) =>
        (await server.GetAsync<Page<SecretNeed>>(ApiPaths.Secrets, cancellationToken)).Succeeded(out var needs, out _) ? [.. needs.Items.Where(need => !need.IsUsable)] : [];

    private async Task<IReadOnlyList<NameDoubt>> DoubtsAsync(CancellationToken cancellationToken) =>
        (await server.GetAsync<Page<NameDoubt>>(ApiPaths.NameDoubts, cancellationToken)).Succeeded(out var doubts, out _) ? doubts.Items : [];
}

/// <summary>What a deploy did.</summary>
/// <param name="MissingSecrets">What the project names and the server cannot use.</param>
/// <param name="Doubts">Names that a limit, a cache or an alarm is for, and that nobody carries.</param>
public sealed record DeployReport(Deployment Deployment, IReadOnlyList<SyncReport> Sources, IReadOnlyList<SecretNeed> MissingSecrets, IReadOnlyList<NameDoubt> Doubts);
