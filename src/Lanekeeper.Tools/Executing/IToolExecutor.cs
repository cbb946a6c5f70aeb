using System.Text.Json;
using Lanekeeper.Project;

namespace Lanekeeper.Tools.Executing;

/// <summary>Executes one kind of tool. Whether it may is decided before.</summary>
internal interface IToolExecutor
{
    ToolKind Kind { get; }

    /// <summary>Whether executing the same action again has no further effect, so that one in doubt may be repeated.</summary>
    bool CanRepeat(ToolDefinition tool);

    Task<Execution> ExecuteAsync(ToolDefinition tool, Guid actionId, JsonElement arguments, CancellationToken cancellationToken);
}

/// <summary>What came of an execution.</summary>
internal abstract record Execution
{
    public sealed record Executed(JsonElement Output) : Execution;

    /// <summary>It certainly did not happen.</summary>
    public sealed record Failed(Problem Problem) : Execution;

    /// <summary>It may have happened.</summary>
    public sealed record Unknown(Problem Problem) : Execution;

    /// <summary>Another process is at this very action now; how it ends is that one's to say.</summary>
    public sealed record Elsewhere(Problem Problem) : Execution;
}
