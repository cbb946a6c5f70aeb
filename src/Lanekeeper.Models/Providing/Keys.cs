using Lanekeeper.Project;

namespace Lanekeeper.Models.Providing;

/// <summary>The key of a model, fetched at the moment of use.</summary>
internal sealed class Keys(Secrets secrets)
{
    /// <returns>Empty when none is to be sent.</returns>
    public Result<string> Resolve(ModelDefinition model)
    {
        if (model.KeyInUse is not { } reference)
        {
            return "";
        }

        return secrets.Resolve(reference).Succeeded(out var key, out var problem) ? key : ModelProblems.MissingKey(ModelLabel.Of(model), problem.Message);
    }
}
