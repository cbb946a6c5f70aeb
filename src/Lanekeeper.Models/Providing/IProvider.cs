using Lanekeeper.Project;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Providing;

/// <summary>One format in which models are asked. What is sent is made first and sent later, so that it can be written down in between.</summary>
internal interface IProvider
{
    ModelProvider Kind { get; }

    /// <summary>OpenTelemetry's <c>gen_ai.provider.name</c>.</summary>
    string Name { get; }

    /// <summary>Whether an answer that does not fit is worth a second question.</summary>
    bool TakesRepair { get; }

    Result<PreparedCall> Prepare(ModelCall call, IReadOnlyList<ChatMessage> messages);
}

/// <param name="Body">Exactly what is sent; it holds no credential.</param>
/// <param name="SendAsync">Sends it once. Failures of the provider are in the reply; only a cancellation is thrown.</param>
/// <param name="Host">Where it is sent; <see langword="null"/> when it does not leave the process.</param>
internal sealed record PreparedCall(byte[] Body, Func<CancellationToken, Task<ProviderReply>> SendAsync, Uri? Host);
