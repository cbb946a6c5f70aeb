using Lanekeeper.Models;
using Lanekeeper.Permissions;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Gateway.Relaying;

/// <summary>What a key may name as <c>model</c>, in the shape of the format that asks.</summary>
internal sealed class ModelLists(IAppKeys keys, IRelay relay)
{
    public async Task ListAsync(HttpContext context, WireKind kind, string? one)
    {
        if (!(await keys.AuthenticateAsync(RelayHeaders.Credential(context.Request), context.RequestAborted)).Succeeded(out var key, out var problem)
            || !(await relay.ListModelsAsync(key, kind, context.RequestAborted)).Succeeded(out var models, out problem))
        {
            await RelayErrors.WriteAsync(context, kind, problem);
            return;
        }

        if (one is null)
        {
            await (kind == WireKind.Messages ? context.Response.WriteAsJsonAsync(Anthropic(models)) : context.Response.WriteAsJsonAsync(OpenAi(models)));
            return;
        }

        if (models.FirstOrDefault(model => model.Name == one) is not { } found)
        {
            await RelayErrors.WriteAsync(context, kind, new(ProblemKind.NotFound, "models.no-such-model", $"There is no model `{one}` that this key can reach in this format."));
            return;
        }

        await (kind == WireKind.Messages ? context.Response.WriteAsJsonAsync(AnthropicModel(found)) : context.Response.WriteAsJsonAsync(OpenAiModel(found)));
    }

    // Nobody here knows when a model was made, and both SDKs want a time.
    private static object OpenAiModel(RelayModel model) => new { id = model.Name, @object = "model", created = 0, owned_by = model.Provider };

    private static object AnthropicModel(RelayModel model) => new { type = "model", id = model.Name, display_name = model.Name, created_at = "1970-01-01T00:00:00Z" };

    private static object OpenAi(IReadOnlyList<RelayModel> models) => new { @object = "list", data = models.Select(OpenAiModel) };

    private static object Anthropic(IReadOnlyList<RelayModel> models) => new
    {
        data = models.Select(AnthropicModel),
        has_more = false,
        first_id = models.Count > 0 ? models[0].Name : null,
        last_id = models.Count > 0 ? models[^1].Name : null,
    };
}
