using Lanekeeper.Project;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Providing.Anthropic;

/// <summary>Anthropic's messages.</summary>
internal sealed class AnthropicProvider(WireCall wire, Keys keys) : IProvider
{
    private static readonly AnthropicFormat Format = new();

    public ModelProvider Kind => ModelProvider.Anthropic;

    public string Name => "anthropic";

    public bool TakesRepair => true;

    public Result<PreparedCall> Prepare(ModelCall call, IReadOnlyList<ChatMessage> messages)
    {
        var model = call.Route.Model;
        if (!keys.Resolve(model).Succeeded(out var key, out var problem))
        {
            return problem;
        }

        var body = AnthropicRequest.Write(model, messages, call.Output);
        return new PreparedCall(body, token => wire.SendAsync(Format, model, key, body, token), Format.Address(model));
    }
}
