using System.Globalization;
using Lanekeeper.FaultProvider.Answering;
using Lanekeeper.FaultProvider.Replaying;
using Lanekeeper.FaultProvider.Speaking;
using Microsoft.Extensions.Primitives;

namespace Lanekeeper.FaultProvider.Serving;

/// <summary>The head of a response: the provider's own headers, the hint when to come back, and what the script adds.</summary>
internal static class ReplyHeaders
{
    // Both providers stand behind such a proxy, whose headers are nobody's business further on.
    private static readonly StringValues Dynamic = "DYNAMIC";
    private static readonly StringValues Ray = "9fa017a0000fa017-FRA";
    private static readonly StringValues Cookie = "__cf_bm=fault; path=/; HttpOnly; Secure; SameSite=None";
    private static readonly StringValues Other = "h3=\":443\"; ma=86400";

    public static void Set(HttpResponse response, IDialect dialect, Reply reply, Behaviour behaviour, ResponseFacts facts)
    {
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        if (reply is { Ending: Ending.Clean, Parts.Count: <= 1 })
        {
            response.ContentLength = reply.Parts.Count == 0 ? 0 : reply.Parts[0].Length;
        }

        dialect.AddHeaders(response.Headers, facts);
        response.Headers["cf-cache-status"] = Dynamic;
        response.Headers["cf-ray"] = Ray;
        response.Headers["set-cookie"] = Cookie;
        response.Headers["alt-svc"] = Other;
        if (behaviour.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (behaviour.RetryAfterMs is { } milliseconds)
        {
            response.Headers["retry-after-ms"] = milliseconds.ToString(CultureInfo.InvariantCulture);
        }

        if (behaviour.Headers is { } more)
        {
            Add(response, more);
        }
    }

    /// <summary>The head of a recording: what was recorded, and nothing else.</summary>
    public static void Set(HttpResponse response, Recording recording)
    {
        response.StatusCode = recording.Status;
        response.ContentType = "application/json";
        if (recording is { SplitAt: null, Every: null })
        {
            response.ContentLength = recording.Body.Length;
        }

        Add(response, recording.Headers);
    }

    private static void Add(HttpResponse response, IReadOnlyDictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }
    }
}
