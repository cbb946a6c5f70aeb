using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Rooms.Tests.Tools.Http;

/// <summary>A system that tools call: a real server on loopback, which answers as the test says and remembers what it was asked.</summary>
public sealed class ToolServer : IAsyncLifetime
{
    private readonly WebApplication _app;

    public ToolServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>What is done with a request to the path that begins with this name.</summary>
    public ConcurrentDictionary<string, RequestDelegate> Answers { get; } = new();

    public ConcurrentQueue<Asked> Requests { get; } = new();

    public IReadOnlyList<Asked> AskedOf(string name) => [.. Requests.Where(request => request.Target.StartsWith($"/{name}", StringComparison.Ordinal))];

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        Address = new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        using var reader = new StreamReader(context.Request.Body);
        Requests.Enqueue(new(context.Request.Method, target, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), await reader.ReadToEndAsync()));
        var answer = Answers.Single(answer => target.Split('?')[0].Split('/')[1] == answer.Key).Value;
        await answer(context);
    }
}

/// <param name="Target">Path and query as they came over the wire.</param>
public sealed record Asked(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);
