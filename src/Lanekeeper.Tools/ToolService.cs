using Lanekeeper.Tools.Invoking;

namespace Lanekeeper.Tools;

internal sealed class ToolService(InvokeToolHandler invoke) : ITools
{
    public Task<Result<ToolOutcome>> InvokeAsync(ToolInvocation invocation, CancellationToken cancellationToken) => invoke.RunAsync(invocation, cancellationToken);
}
