using Lanekeeper.Project;

namespace Lanekeeper.Models.Providing;

/// <summary>The key of a model, fetched at the moment of use.</summary>
internal static class Keys
{
    /// <param name="official">Where the provider keeps its key when nothing is said; never sent to another server than the provider's own.</param>
    /// <returns>Empty when none is to be sent.</returns>
    public static Result<string> Resolve(ModelDefinition model, string official)
    {
        var reference = model.Key ?? (model.BaseUrl is null ? new SecretReference(SecretKind.Environment, official) : null);
        if (reference is null)
        {
            return "";
        }

        return Secrets.Resolve(reference).Succeeded(out var key, out var problem) ? key : ModelProblems.MissingKey(ModelLabel.Of(model), problem.Message);
    }
}
