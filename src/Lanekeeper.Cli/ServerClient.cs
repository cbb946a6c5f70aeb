using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli;

/// <summary>Speaks to a server's API with the doors' own records; every way of not getting an answer is a <see cref="Problem"/>.</summary>
public sealed class ServerClient : IDisposable
{
    private readonly HttpClient _http;

    public ServerClient(Uri server, string? token)
    {
        Server = server;
        _http = new(new SocketsHttpHandler { UseProxy = !server.IsLoopback, AllowAutoRedirect = false }) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(6) };
        if (token is { Length: > 0 })
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public Uri Server { get; }

    public Task<Result<T>> GetAsync<T>(string path, CancellationToken cancellationToken) => SendAsync<T>(new(HttpMethod.Get, path), cancellationToken);

    public Task<Result<T>> PostAsync<T>(string path, object? body, CancellationToken cancellationToken) =>
        SendAsync<T>(new(HttpMethod.Post, path) { Content = Content(body) }, cancellationToken);

    public Task<Result<T>> PutAsync<T>(string path, object body, CancellationToken cancellationToken) =>
        SendAsync<T>(new(HttpMethod.Put, path) { Content = Content(body) }, cancellationToken);

    /// <summary>A request that needs headers of its own.</summary>
    public async Task<Result<T>> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            try
            {
                using var response = await _http.SendAsync(request, cancellationToken);
                return response.IsSuccessStatusCode
                    ? await response.Content.ReadFromJsonAsync<T>(FaceJson.Options, cancellationToken) is { } value ? value : Unexpected(response)
                    : await ReadProblemAsync(response, cancellationToken);
            }
            catch (HttpRequestException)
            {
                return Unreachable();
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new Problem(ProblemKind.Upstream, "cli.no-answer", $"The server at {Server} did not answer in time.");
            }
            catch (JsonException)
            {
                return new Problem(ProblemKind.Upstream, "cli.strange-answer", $"What answers at {Server} is no Lanekeeper of this version. Check --url.");
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private static JsonContent? Content(object? body) => body is null ? null : JsonContent.Create(body, body.GetType(), options: FaceJson.Options);

    private async Task<Problem> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType == ProblemWire.MediaType
            && await response.Content.ReadFromJsonAsync<ProblemWire>(FaceJson.Options, cancellationToken) is { } wire)
        {
            return wire.ToProblem();
        }

        return Unexpected(response);
    }

    private Problem Unexpected(HttpResponseMessage response) =>
        new(ProblemKind.Upstream, "cli.strange-answer", $"The server at {Server} answered {(int)response.StatusCode} without saying why. Check --url.");

    private Problem Unreachable() =>
        new(ProblemKind.Upstream, "cli.unreachable", $"No server answers at {Server}. Start one with `lanekeeper serve` or `lanekeeper demo`, or name another with --url.");
}
