using Lanekeeper.Models.Calling;

namespace Lanekeeper.Models;

internal sealed class ModelService(CallPipeline pipeline) : IModels
{
    public Task<Result<ModelAnswer>> CallAsync(ModelCall call, CancellationToken cancellationToken) => pipeline.CallAsync(call, cancellationToken);
}
