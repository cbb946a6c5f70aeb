using System.Security.Cryptography;
using Lanekeeper.FaultProvider.Speaking;

namespace Lanekeeper.FaultProvider.Serving;

/// <summary>What is kept of a request: its body, and of its head what is no secret.</summary>
internal static class RequestReading
{
    public const int MaxBody = 32 << 20;

    private static readonly string[] IdHeaders =
        ["x-client-request-id", "idempotency-key", "traceparent", "x-stainless-retry-count", "x-request-id", "anthropic-version", "anthropic-beta"];

    private static readonly HashSet<string> Secret = new(StringComparer.OrdinalIgnoreCase) { "authorization", "x-api-key", "api-key", "cookie", "proxy-authorization" };

    private static readonly Dictionary<string, string> NoIds = [];

    /// <returns>The body, or <see langword="null"/> when it is larger than a provider takes.</returns>
    public static async Task<byte[]?> BodyAsync(HttpContext context)
    {
        try
        {
            if (context.Request.ContentLength is { } length and <= MaxBody)
            {
                var exact = new byte[length];
                await context.Request.Body.ReadExactlyAsync(exact, CancellationToken.None);
                return exact;
            }

            using var buffer = new MemoryStream();
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
            return buffer.ToArray();
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    public static Attempt Describe(HttpContext context, string format, byte[] body, Question? question, bool quiet, int number, DateTimeOffset now) => new()
    {
        Number = number,
        At = now,
        Path = context.Request.Path,
        Format = format,
        Model = question?.Model ?? "",
        Stream = question?.Stream ?? false,
        LastUserText = quiet || question is null ? "" : question.LastUserText[..Math.Min(question.LastUserText.Length, 500)],
        Credential = quiet ? "" : Credentials.Kind(context.Request.Headers),
        Ids = quiet ? NoIds : Ids(context.Request.Headers),
        BodyDigest = quiet ? "" : Convert.ToHexStringLower(SHA256.HashData(body)),
        BodyBytes = body.Length,
    };

    /// <returns>Every header; of those that hold a credential only that they were there.</returns>
    public static KeyValuePair<string, string>[] Head(IHeaderDictionary headers) =>
        [.. headers.Select(header => new KeyValuePair<string, string>(header.Key, Secret.Contains(header.Key) ? "(hidden)" : header.Value.ToString()))];

    private static Dictionary<string, string> Ids(IHeaderDictionary headers)
    {
        Dictionary<string, string>? ids = null;
        foreach (var name in IdHeaders)
        {
            if (headers.TryGetValue(name, out var value))
            {
                (ids ??= [])[name] = value.ToString();
            }
        }

        return ids ?? NoIds;
    }
}
