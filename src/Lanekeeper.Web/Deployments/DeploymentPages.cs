using Lanekeeper.Faces;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Deployments;

internal static class DeploymentPages
{
    private const string RolledBack = "rolled-back";

    private static readonly Problem NoNote = new(ProblemKind.Invalid, "web.no-note", "Say in a line why; whoever reads the list of deployments will want to know. Nothing was rolled back.");

    public static void MapDeployments(this RouteGroupBuilder pages)
    {
        pages.MapGet(WebPaths.Deployments, ListAsync);
        pages.MapGet($"{WebPaths.Deployments}/{{id:guid}}", ShowAsync);
        pages.MapGet($"{WebPaths.Deployments}/{{id:guid}}/roll-back", ConfirmAsync);
        pages.MapPost($"{WebPaths.Deployments}/{{id:guid}}/roll-back", RollBackAsync);
    }

    private static async Task<IResult> ListAsync(string? after, Caller caller, IDeployments deployments, CancellationToken cancellationToken) =>
        (await deployments.ListAsync(caller.Actor, new(After: after), cancellationToken)).ToScreen(page => Screens.Show<DeploymentsPage, Page<Deployment>>(page));

    private static async Task<IResult> ShowAsync(Guid id, string? done, Caller caller, IDeployments deployments, CancellationToken cancellationToken)
    {
        if (!(await deployments.GetAsync(caller.Actor, id, cancellationToken)).Succeeded(out var step, out var problem))
        {
            return Screens.Problem(problem);
        }

        var changes = await deployments.CompareAsync(caller.Actor, step.Before?.Snapshot, step.Deployment.Snapshot, cancellationToken);
        return changes.ToScreen(found => Screens.Show<DeploymentPage, DeploymentView>(new(step, found, done == RolledBack)));
    }

    private static Task<IResult> ConfirmAsync(Guid id, Caller caller, IDeployments deployments, CancellationToken cancellationToken) =>
        AskAsync(id, "", null, caller, deployments, cancellationToken);

    private static async Task<IResult> RollBackAsync(Guid id, HttpRequest request, Caller caller, IDeployments deployments, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        if (!(await deployments.GetAsync(caller.Actor, id, cancellationToken)).Succeeded(out var step, out var unknown))
        {
            return Screens.Problem(unknown);
        }

        var words = form["note"].ToString().Trim();
        if (words.Length == 0)
        {
            return await AskAsync(id, words, NoNote, caller, deployments, cancellationToken);
        }

        var rolledBack = await deployments.RollbackAsync(caller.Actor, new(step.Deployment.Snapshot, words, form["live"].ToString()), cancellationToken);
        return rolledBack.Succeeded(out var deployment, out var problem)
            ? Screens.SeeOther($"{WebPaths.Deployment(deployment.Id)}?done={RolledBack}")
            : await AskAsync(id, words, problem, caller, deployments, cancellationToken);
    }

    // What will change is always shown as it is now, also when somebody else was quicker.
    private static async Task<IResult> AskAsync(Guid id, string note, Problem? problem, Caller caller, IDeployments deployments, CancellationToken cancellationToken)
    {
        if (Access.Check(caller.Actor, ProjectPermissions.Rollback) is { } denied)
        {
            return Screens.Problem(denied);
        }

        if (!(await deployments.GetAsync(caller.Actor, id, cancellationToken)).Succeeded(out var step, out var unknown))
        {
            return Screens.Problem(unknown);
        }

        if (!(await deployments.ListAsync(caller.Actor, new(1), cancellationToken)).Succeeded(out var latest, out var unseen))
        {
            return Screens.Problem(unseen);
        }

        var changes = await deployments.CompareAsync(caller.Actor, latest.Items[0].Snapshot, step.Deployment.Snapshot, cancellationToken);
        return changes.ToScreen(found => Screens.Show<RollBackPage, RollBackView>(new(step.Deployment, latest.Items[0], found, note, problem), problem));
    }
}
