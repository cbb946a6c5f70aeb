using Lanekeeper.Project;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Providing.OpenAi;

/// <summary>OpenAI's chat completions, and every server that speaks them.</summary>
internal sealed class OpenAiProvider(WireCall wire, Keys keys) : IProvider
{
    private static readonly OpenAiFormat Format = new();

    public ModelProvider Kind => ModelProvider.OpenAI;

    public string Name => "openai";

    public bool TakesRepair => true;

    public Result<PreparedCall> Prepare(ModelCall call, IReadOnlyList<ChatMessage> messages)
    {
        var model = call.Route.Model;
        if (!keys.Resolve(model).Succeeded(out var key, out var problem))
        {
            return problem;
        }

        var body = OpenAiRequest.Write(model, messages, call.Output);
        return new PreparedCall(body, token => wire.SendAsync(Format, model, key, body, token), Format.Address(model));
    }
}
