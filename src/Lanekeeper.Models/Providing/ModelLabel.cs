using Lanekeeper.Project;

namespace Lanekeeper.Models.Providing;

/// <summary>How a model is named to people: its provider and its pinned id.</summary>
internal static class ModelLabel
{
    public static string Of(ModelDefinition model) => $"{ProviderOf(model)}/{model.Model}";

    public static string ProviderOf(ModelDefinition model) => model.Provider.ToString().ToLowerInvariant();
}
