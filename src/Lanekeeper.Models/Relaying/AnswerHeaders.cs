using System.Globalization;
using System.Net.Http.Headers;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Relaying;

/// <summary>The headers of an answer: the provider's that go on, and ours.</summary>
internal static class AnswerHeaders
{
    public static bool IsEventStream(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType == "text/event-stream";

    public static string Joined(IEnumerable<string> reasons) => HeaderRules.Plain(string.Join("; ", reasons));

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static List<KeyValuePair<string, string>> Of(Exchange exchange, HttpResponseMessage response, int asked, bool isFinal)
    {
        var headers = new List<KeyValuePair<string, string>>();
        Pass(exchange.Request, response.Headers.NonValidated, headers);
        Pass(exchange.Request, response.Content.Headers.NonValidated, headers);
        if (exchange.Request.IsTranslated)
        {
            headers.Add(new("content-type", IsEventStream(response) ? "text/event-stream; charset=utf-8" : "application/json"));
        }

        headers.Add(new(OwnHeaders.CallId, exchange.Id.ToString()));
        headers.Add(new(OwnHeaders.Model, exchange.Request.Model));
        headers.Add(new(OwnHeaders.Attempts, Number(asked)));
        headers.Add(new(OwnHeaders.RouteReason, HeaderRules.Plain(exchange.Request.Target.Reason)));
        if (exchange.Request.Target.Degraded is { } degraded)
        {
            headers.Add(new(OwnHeaders.Degraded, HeaderRules.Plain(degraded)));
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
