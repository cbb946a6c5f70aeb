using System.Text.Json;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>A provider's wire format: what it takes, and how it says things.</summary>
internal interface IDialect
{
    /// <summary>What the judge calls it.</summary>
    string Format { get; }

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

    byte[] Write(Answer answer, Question question);

    /// <returns>One part for each server-sent event, the last one being that which ends a stream.</returns>
    IEnumerable<byte[]> WriteStream(Answer answer, Question question);

    /// <summary>How many events may go out before the first that says anything of the answer.</summary>
    int Preamble => 0;

    /// <summary>How many events go out before the first word.</summary>
    int BeforeWords => 0;

    /// <returns>The events by which a stream fails after its 200, when so many have been sent.</returns>
    IEnumerable<byte[]> WriteStreamError(Failure failure, string requestId, Answer answer, int sent);

    /// <returns>The body by which a whole answer fails behind its 200.</returns>
    byte[] WriteInside(Failure failure, string requestId, Answer answer);

    void AddHeaders(IHeaderDictionary headers, ResponseFacts facts);
}

/// <summary>What a provider tells of an answer in its headers.</summary>
internal sealed record ResponseFacts(
    string RequestId, DateTimeOffset Now, int ProcessingMs, int InputTokens, Failure? Failure, int? RetryAfterSeconds, int? RetryAfterMs);
