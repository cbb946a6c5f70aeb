using Lanekeeper.Faces;
using Lanekeeper.Ledger;
using Lanekeeper.Project;
using Lanekeeper.Web.Serving;
using Lanekeeper.Web.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Calls;

/// <summary>Model calls: the list, and one in full.</summary>
internal static class CallPages
{
    public const int PageSize = 50;

    private static readonly PageRequest Many = new(50);

    public static void MapCalls(this RouteGroupBuilder pages)
    {
        pages.MapGet(WebPaths.Calls, ListAsync);
        pages.MapGet("/calls/{id:guid}", ShowAsync);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] CallFilters filters, string? after, Caller caller, ICalls calls, IDeployments deployments, CancellationToken cancellationToken)
    {
        Result<Page<CallRow>> found = filters.TryRead(out var query, out var fault)
            ? await calls.ListAsync(caller.Actor, query, new(PageSize, string.IsNullOrEmpty(after) ? null : after), cancellationToken)
            : fault!;
        var page = found.Succeeded(out var list, out var problem) ? list : new Page<CallRow>([], null);
        var project = (await deployments.CurrentAsync(cancellationToken)).Succeeded(out var snapshot, out _) ? snapshot.Definition : null;
        return Screens.Show<CallsPage, CallsView>(
            new(
                filters,
                page,
                Sorted([.. project?.Workflows.Keys ?? [], .. page.Items.Select(call => call.Workflow)]),
                Sorted([.. project?.Models.Values.Select(model => model.Model) ?? [], .. page.Items.Select(call => call.RequestedModel)]),
                Sorted(page.Items.Select(call => call.App).OfType<string>()),
                problem),
            problem);
    }

    private static async Task<IResult> ShowAsync(Guid id, Caller caller, ICalls calls, IDeployments deployments, CancellationToken cancellationToken)
    {
        if (!(await calls.GetAsync(caller.Actor, id, cancellationToken)).Succeeded(out var call, out var problem))
        {
            return Screens.Problem(problem);
        }

        var root = (await deployments.GetSnapshotAsync(call.Call.Snapshot, cancellationToken)).Succeeded(out var snapshot, out _)
            ? snapshot.Definition.Models.Values.FirstOrDefault(model => model.Model == call.Call.RequestedModel && model.Provider.ToString().Equals(call.Call.Provider, StringComparison.OrdinalIgnoreCase))?.BaseUrl
            : null;
        var isDeclared = await deployments.HasWorkflowAsync(call.Call.Workflow, cancellationToken);
        return Screens.Show<CallPage, CallView>(
            new(call, Conversation.Read(call), CurlCommand.Write(call, root), await AttemptsAsync(caller.Actor, call.Call, calls, cancellationToken)) { HasWorkflowPage = isDeclared });
    }

    private static async Task<IReadOnlyList<CallRow>> AttemptsAsync(Actor actor, CallRow call, ICalls calls, CancellationToken cancellationToken)
    {
        var query = call is { RunId: { } run, StepId: { } step } ? new CallQuery(RunId: run, StepId: step) : new CallQuery(call.Workflow, FirstCallId: call.FirstCallId);
        return (await calls.ListAsync(actor, query, Many, cancellationToken)).Succeeded(out var page, out _) && page.Items.Count > 0 ? [.. page.Items.Reverse()] : [call];
    }

    private static List<string> Sorted(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
