using Lanekeeper.Faces;
using Lanekeeper.Gateway.Serving;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Gateway.Deployments;

internal static class DeploymentEndpoints
{
    public static void MapDeployments(this IEndpointRouteBuilder api)
    {
        var deployments = api.MapGroup("").WithTags("Deployments");
        deployments.MapGet("/" + ApiPaths.Deployments, ListAsync).WithSummary("Which snapshots went live, when, by whom and why");
        deployments.MapPost("/" + ApiPaths.Deployments, DeployAsync).WithSummary("Check a project's files and make them the live snapshot")
            .WithMetadata(new RequestSizeLimitAttribute(BodySizes.Files));
        deployments.MapGet("/" + ApiPaths.Secrets, ListSecretsAsync).WithSummary("The secrets that the live project names, who needs each, and whether this server can use it; never their values");
        deployments.MapGet("/" + ApiPaths.NameDoubts, ListDoubtsAsync).WithSummary("The names that the live project's limits, caches and alarms are for and that no workflow and no app's key has");
        deployments.MapPost("/" + ApiPaths.Rollback, RollbackAsync).WithSummary("Make an earlier snapshot live again");
        deployments.MapGet("/api/snapshots/{hash}/files", GetFilesAsync).WithSummary("The files of a snapshot, base64 by path");
        deployments.MapGet("/" + ApiPaths.Workflows, ListWorkflowsAsync).WithTags("Workflows").WithSummary("The workflows of the live snapshot");
    }

    private static async Task<Results<Ok<Page<Deployment>>, ProblemAnswer>> ListAsync(
        [AsParameters] Paging paging, Caller caller, IDeployments deployments, CancellationToken cancellationToken) =>
        (await deployments.ListAsync(caller.Actor, paging.ToRequest(), cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<Deployment>, ProblemAnswer>> DeployAsync(
        DeployWire body, Caller caller, IDeployments deployments, CancellationToken cancellationToken)
    {
        var files = new ProjectFiles((body.Files ?? new Dictionary<string, byte[]>()).Select(file => KeyValuePair.Create(file.Key, (ReadOnlyMemory<byte>)file.Value)));
        return (await deployments.DeployAsync(caller.Actor, new(files, body.Note ?? ""), cancellationToken)).ToAnswer();
    }

    private static async Task<Results<Ok<Page<SecretNeed>>, ProblemAnswer>> ListSecretsAsync(Caller caller, ILiveProject live, CancellationToken cancellationToken) =>
        (await live.ListSecretsAsync(caller.Actor, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<Page<NameDoubt>>, ProblemAnswer>> ListDoubtsAsync(Caller caller, ILiveProject live, CancellationToken cancellationToken) =>
        (await live.ListDoubtsAsync(caller.Actor, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<Deployment>, ProblemAnswer>> RollbackAsync(
        RollbackRequest body, Caller caller, IDeployments deployments, CancellationToken cancellationToken) =>
        (await deployments.RollbackAsync(caller.Actor, body with { Note = body.Note ?? "" }, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<DeployWire>, ProblemAnswer>> GetFilesAsync(
        string hash, Caller caller, IDeployments deployments, CancellationToken cancellationToken) =>
        (await deployments.GetFilesAsync(caller.Actor, hash, cancellationToken))
            .Map(files => new DeployWire("", files.Contents.ToDictionary(file => file.Key, file => file.Value.ToArray())))
            .ToAnswer();

    private static async Task<Results<Ok<Page<WorkflowWire>>, ProblemAnswer>> ListWorkflowsAsync(IDeployments deployments, CancellationToken cancellationToken) =>
        (await deployments.CurrentAsync(cancellationToken))
            .Map(snapshot => new Page<WorkflowWire>([.. snapshot.Definition.Workflows.Values.OrderBy(one => one.Name, StringComparer.Ordinal).Select(WorkflowWire.Of)], null))
            .ToAnswer();

    internal sealed record WorkflowWire(string Name, string Description, string Owner, Ceiling Ceiling, IReadOnlyList<string> Steps, IReadOnlyList<string> Tools)
    {
        public static WorkflowWire Of(WorkflowDefinition workflow) => new(
            workflow.Name,
            workflow.Description,
            workflow.Owner,
            workflow.Ceiling,
            [.. workflow.Steps.Select(step => step.Id)],
            [.. workflow.Tools.Order(StringComparer.Ordinal)]);
    }
}
