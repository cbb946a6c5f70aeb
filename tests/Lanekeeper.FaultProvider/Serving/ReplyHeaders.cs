using System.Globalization;
using Lanekeeper.FaultProvider.Answering;
using Lanekeeper.FaultProvider.Speaking;

namespace Lanekeeper.FaultProvider.Serving;

/// <summary>The head of a response: the provider's own headers, the hint when to come back, and what the script adds.</summary>
internal static class ReplyHeaders
{
    public static void Set(HttpResponse response, IDialect dialect, Reply reply, Behaviour behaviour, ResponseFacts facts)
    {
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        if (reply is { Ending: Ending.Clean, Parts.Count: <= 1 })
        {
            response.ContentLength = reply.Parts.Sum(part => part.Length);
        }

        dialect.AddHeaders(response.Headers, facts);
        if (behaviour.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (behaviour.RetryAfterMs is { } milliseconds)
        {
            response.Headers["retry-after-ms"] = milliseconds.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in behaviour.Headers ?? new Dictionary<string, string>())
        {
            response.Headers[name] = value;
        }
    }
}
