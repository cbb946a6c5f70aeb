using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>A system outside that a tool writes to, and that counts how often it was asked to do each thing.</summary>
internal sealed class RecordingSystem : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RecordingSystem(WebApplication app) => _app = app;

    public ConcurrentDictionary<string, int> Bookings { get; } = new();

    public Uri Address { get; private set; } = null!;

    public static async Task<RecordingSystem> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var system = new RecordingSystem(app);
        app.MapPost("/book/{id}", (string id) =>
        {
            system.Bookings.AddOrUpdate(id, 1, (_, count) => count + 1);
            return Results.Json(new { booked = id });
        });
        await app.StartAsync(cancellationToken);
        system.Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
        return system;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
