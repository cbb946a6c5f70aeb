using Lanekeeper.Models;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Orchestration;

/// <summary>The real models behind a gate that a test opens: so a run can be found in the midst of a step.</summary>
internal sealed class Gate(IModels models) : IModels
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Signal _reached = new();

    public int Calls { get; private set; }

    public Task ReachedAsync() => _reached.WaitAsync();

    public void Open() => _opened.TrySetResult();

    public async Task<Result<ModelAnswer>> CallAsync(ModelCall call, CancellationToken cancellationToken)
    {
        Calls++;
        _reached.Raise();
        await _opened.Task.WaitAsync(cancellationToken);
        return await models.CallAsync(call, cancellationToken);
    }
}
