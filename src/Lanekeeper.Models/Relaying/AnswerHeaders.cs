using System.Globalization;
using System.Net.Http.Headers;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Relaying;

/// <summary>The headers of an answer: the provider's that go on, and ours.</summary>
internal static class AnswerHeaders
{
    public static bool IsEventStream(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType == "text/event-stream";

    /// <summary>Why nothing else stood in.</summary>
    public static string RuledOut(IEnumerable<string> reasons) => HeaderRules.Plain(string.Join("; ", reasons));

    public static List<KeyValuePair<string, string>> Of(Exchange exchange, HttpResponseMessage response, int number, bool isFinal)
    {
        var headers = new List<KeyValuePair<string, string>>();
        Pass(exchange.Request, response.Headers.NonValidated, headers);
        Pass(exchange.Request, response.Content.Headers.NonValidated, headers);
        if (exchange.Request.IsTranslated)
        {
            headers.Add(new("content-type", IsEventStream(response) ? "text/event-stream; charset=utf-8" : "application/json"));
        }

        headers.Add(new("x-lanekeeper-call-id", exchange.Id.ToString()));
        headers.Add(new("x-lanekeeper-model", exchange.Request.Model));
        headers.Add(new("x-lanekeeper-attempts", number.ToString(CultureInfo.InvariantCulture)));
        headers.Add(new("x-lanekeeper-route-reason", HeaderRules.Plain(exchange.Request.Target.Reason)));
        if (exchange.Request.Target.Degraded is { } degraded)
        {
            headers.Add(new("x-lanekeeper-degraded", HeaderRules.Plain(degraded)));
        }

        if (isFinal && exchange.Request.RuledOut.Count > 0)
        {
            headers.Add(new("x-lanekeeper-ruled-out", RuledOut(exchange.Request.RuledOut)));
        }

        if (isFinal)
        {
            // The tries are used up here, or trying again is of no use; an SDK that did would multiply them.
            headers.Add(new("x-should-retry", "false"));
        }

        return headers;
    }

    private static void Pass(RelayRequest request, HttpHeadersNonValidated given, List<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, values) in given)
        {
            if (!HeaderRules.GoesDown(name) || (request.IsTranslated && HeaderRules.IsForeign(name)))
            {
                continue;
            }

            foreach (var value in values)
            {
                if (HeaderRules.IsPlain(value) && !(Redaction.IsSecret(request.Secret) && value.Contains(request.Secret, StringComparison.Ordinal)))
                {
                    headers.Add(new(request.IsTranslated ? HeaderRules.Renamed(name, request.Kind) : name, value));
                }
            }
        }
    }
}
