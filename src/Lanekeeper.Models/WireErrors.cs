using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lanekeeper.Models;

/// <summary>A problem of ours in the shape that the app's SDK understands.</summary>
public static class WireErrors
{
    private static readonly byte[] CommentPing = ": ping\n\n"u8.ToArray();
    private static readonly byte[] MessagesPing = "event: ping\ndata: {\"type\": \"ping\"}\n\n"u8.ToArray();

    // People read these in a terminal, with quotes and backticks in them.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As the body of an answer that failed.</summary>
    public static byte[] Body(WireKind kind, Problem problem, string? requestId) => Json(kind, problem, requestId);

    /// <summary>As the last event of a stream that failed.</summary>
    public static byte[] InBand(WireKind kind, Problem problem) => kind switch
    {
        WireKind.Messages => [.. "event: error\ndata: "u8, .. Json(kind, problem, null), .. "\n\n"u8],
        WireKind.Responses => [.. "event: error\ndata: "u8, .. ResponsesEvent(problem), .. "\n\n"u8],
        _ => [.. "data: "u8, .. Json(kind, problem, null), .. "\n\n"u8],
    };

    /// <summary>What says nothing but that the stream lives.</summary>
    public static ReadOnlyMemory<byte> Ping(WireKind kind) => kind.IsAnthropic() ? MessagesPing : CommentPing;

    private static byte[] Json(WireKind kind, Problem problem, string? requestId) => Write(writer =>
    {
        var isAnthropic = kind.IsAnthropic();
        if (isAnthropic)
        {
            writer.WriteString("type", "error");
        }

        writer.WriteStartObject("error");
        writer.WriteString("message", Words(problem));
        writer.WriteString("type", isAnthropic ? AnthropicType(problem) : OpenAiType(problem));
        if (!isAnthropic)
        {
            writer.WriteString("param", problem.Field);
            writer.WriteString("code", OpenAiCode(problem));
        }

        writer.WriteEndObject();
        if (isAnthropic && requestId is not null)
        {
            writer.WriteString("request_id", requestId);
        }
    });

    private static byte[] ResponsesEvent(Problem problem) => Write(writer =>
    {
        writer.WriteString("type", "error");
        writer.WriteString("code", OpenAiCode(problem));
        writer.WriteString("message", Words(problem));
        writer.WriteNull("param");
        writer.WriteNumber("sequence_number", int.MaxValue);

        // The official SDKs raise what stands in a member of this name, and take an event without it for one of many.
        writer.WriteStartObject("error");
        writer.WriteString("type", OpenAiType(problem));
        writer.WriteString("code", OpenAiCode(problem));
        writer.WriteString("message", Words(problem));
        writer.WriteNull("param");
        writer.WriteEndObject();
    });

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string Words(Problem problem) => problem.Details.Count == 0 ? problem.Tell() : $"{problem.Tell()} {string.Join("; ", problem.Details)}";

    private static string OpenAiType(Problem problem) => problem.Kind switch
    {
        ProblemKind.Upstream => "server_error",
        ProblemKind.Exhausted => "rate_limit_error",
        ProblemKind.Denied => "permission_error",
        _ => "invalid_request_error",
    };

    private static string OpenAiCode(Problem problem) => problem.Kind switch
    {
        ProblemKind.Unauthenticated => "invalid_api_key",
        ProblemKind.NotFound when problem.Code == "models.no-such-model" => "model_not_found",
        _ => problem.Code,
    };

    private static string AnthropicType(Problem problem) => problem switch
    {
        { Kind: ProblemKind.Unauthenticated } => "authentication_error",
        { Kind: ProblemKind.Denied } => "permission_error",
        { Kind: ProblemKind.NotFound } => "not_found_error",
        { Kind: ProblemKind.Exhausted } => "rate_limit_error",
        { Code: "models.deadline" or "models.silent" or "relay.too-slow" } => "timeout_error",
        { Code: "relay.too-large" or "ledger.body-too-large" } => "request_too_large",
        { Kind: ProblemKind.Upstream } => "api_error",
        _ => "invalid_request_error",
    };
}
