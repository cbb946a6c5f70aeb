using System.Text.Json;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>A provider's wire format: what it takes, and how it says things.</summary>
internal interface IDialect
{
    /// <returns>Why the provider would not even look at the body, or <see langword="null"/>.</returns>
    Failure? Challenge(IHeaderDictionary headers, string? key);

    /// <returns>Why the provider would turn the body down, or <see langword="null"/>.</returns>
    Failure? Check(JsonElement body);

    Failure Unreadable { get; }

    Question Read(JsonElement body);

    /// <returns>How this provider tells such a fault.</returns>
    Failure Fail(FaultKind kind, Question question);

    /// <summary>The prefix of the ids that stand on answers and tool calls.</summary>
    (string Answer, string Tool) IdPrefixes { get; }

    byte[] Write(Failure failure, string requestId);

    byte[] Write(Answer answer);

    /// <returns>One part for each server-sent event, the last one being that which ends a stream.</returns>
    IEnumerable<byte[]> WriteStream(Answer answer, bool withUsage);

    /// <returns>The event by which a stream fails after its 200.</returns>
    byte[] WriteStreamError(Failure failure, string requestId);

    void AddHeaders(IHeaderDictionary headers, ResponseFacts facts);
}

/// <summary>What a provider tells of an answer in its headers.</summary>
internal sealed record ResponseFacts(
    string RequestId, DateTimeOffset Now, int ProcessingMs, int InputTokens, Failure? Failure, int? RetryAfterSeconds, int? RetryAfterMs);
