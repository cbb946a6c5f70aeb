using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Lanekeeper.Models.Providing;

/// <summary>Sends one request and takes in what comes back, bounded and byte for byte.</summary>
internal sealed class ProviderHttp(ModelsOptions options, TimeProvider time) : IDisposable
{
    // Of an answer that is turned down for its length, this much is kept to look at.
    private const int KeptOfTooLarge = 64 * 1024;

    private const int RoomAtFirst = 16 * 1024;

    // Of what an answer says of its own length, no more than this is believed before it comes.
    private const int MostAtOnce = 256 * 1024;

    // A name's new addresses are seen that soon.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    // Without HttpClient, which would link tokens and time for what is bounded here already.
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        // What goes up is decided header by header; the framework would add its own trace and an app's baggage.
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = new ProbedConnections(time).ConnectAsync,
        ConnectTimeout = TimeSpan.FromSeconds(10),

        // Whoever asks every few minutes finds one that is open: a new one costs two or three ways to the provider and back.
        PooledConnectionIdleTimeout = Kept,
        PooledConnectionLifetime = Kept,
        UseCookies = false,
    });

    public async Task<HttpAnswer> PostAsync(Uri address, IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body, CancellationToken cancellationToken)
    {
        var sent = time.GetTimestamp();
        using var head = await OpenAsync(address, headers, body, cancellationToken);
        return head.Response is { } response
            ? await ReadAsync(response, cancellationToken) with { FirstByte = time.GetElapsedTime(sent, head.At) }
            : new HttpAnswer(null, null, []) { Failure = head.Failure, Why = head.Why };
    }

    /// <summary>Sends a request and returns when the head of the answer is here.</summary>
    public async Task<UpstreamHead> OpenAsync(Uri address, IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = Json;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            return new UpstreamHead(await _client.SendAsync(request, cancellationToken), time.GetTimestamp(), null);
        }
        catch (HttpRequestException exception)
        {
            return new UpstreamHead(null, time.GetTimestamp(), Say(exception)) { Failure = IsUnsent(exception) ? FailureKind.Unreachable : FailureKind.ConnectionLost };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new UpstreamHead(null, time.GetTimestamp(), "it did not take the connection in time");
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Takes the rest of an answer in, bounded.</summary>
    public async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var answer = new HttpAnswer((int)response.StatusCode, response.Headers, []);
        var length = response.Content.Headers.ContentLength;
        var kept = new ArrayBufferWriter<byte>((int)Math.Clamp(length ?? RoomAtFirst, 1, MostAtOnce));
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (kept.WrittenCount != length)
            {
                var count = await body.ReadAsync(kept.GetMemory(), cancellationToken).AsTask().WaitAsync(options.IdleLimit, time, cancellationToken);
                if (count == 0)
                {
                    break;
                }

                kept.Advance(count);
                if (kept.WrittenCount > options.LargestResponse)
                {
                    return answer with
                    {
                        Body = kept.WrittenSpan[..Math.Min(KeptOfTooLarge, options.LargestResponse)].ToArray(),
                        Length = length ?? kept.WrittenCount,
                        Failure = FailureKind.AnswerTooLarge,
                    };
                }
            }

            return answer with { Body = kept.WrittenSpan.ToArray() };
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return answer with { Body = kept.WrittenSpan.ToArray(), Failure = FailureKind.ConnectionLost, Why = "the connection broke before the answer was complete" };
        }
        catch (TimeoutException)
        {
            return answer with { Body = kept.WrittenSpan.ToArray(), Failure = FailureKind.ConnectionLost, Why = "the answer began and then stood still" };
        }
    }

    // Of what broke later nobody knows whether the provider has heard it, and what it bills.
    private static bool IsUnsent(HttpRequestException exception) => exception.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    // The exception's own words may name addresses within a network; its kind is enough to act on.
    private static string Say(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name cannot be resolved",
        HttpRequestError.ConnectionError => "nothing takes a connection there",
        HttpRequestError.SecureConnectionError => "its certificate is not accepted",
        HttpRequestError.ProxyTunnelError => "the proxy does not let the connection through",
        HttpRequestError.ResponseEnded => "it closed the connection without an answer",
        _ => "the connection failed",
    };
}

/// <summary>The head of an answer; its body is still to be read.</summary>
/// <param name="Response"><see langword="null"/> when none came.</param>
/// <param name="At">When it was here, as a timestamp.</param>
/// <param name="Why">Why none came.</param>
internal sealed record UpstreamHead(HttpResponseMessage? Response, long At, string? Why) : IDisposable
{
    /// <summary>What the lack of one is.</summary>
    public FailureKind Failure { get; init; } = FailureKind.Unreachable;

    public void Dispose() => Response?.Dispose();
}

/// <param name="Status"><see langword="null"/> when not even a head came.</param>
internal sealed record HttpAnswer(int? Status, HttpResponseHeaders? Headers, byte[] Body)
{
    /// <summary>How long the body is, as far as that is known, where it was not taken in as a whole.</summary>
    public long? Length { get; init; }

    public FailureKind? Failure { get; init; }

    public string? Why { get; init; }

    public TimeSpan? FirstByte { get; init; }

    public string? Header(string name) => Headers is not null && Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
