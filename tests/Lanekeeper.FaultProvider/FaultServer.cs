using Lanekeeper.FaultProvider.Answering;
using Lanekeeper.FaultProvider.Replaying;
using Lanekeeper.FaultProvider.Scripting;
using Lanekeeper.FaultProvider.Serving;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Lanekeeper.FaultProvider;

/// <summary>A provider of models, over real HTTP, that answers and fails on command.</summary>
public sealed class FaultServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Playbook _playbook;
    private readonly AttemptLog _log;

    private FaultServer(WebApplication app, Playbook playbook, AttemptLog log) => (_app, _playbook, _log) = (app, playbook, log);

    /// <summary>The root, where Anthropic's clients want their base address.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The root with <c>v1/</c>, where OpenAI's clients want their base address.</summary>
    public Uri OpenAiAddress => new(Address, "v1/");

    /// <summary>Every request so far, oldest first; the latest 65,536 of them.</summary>
    public IReadOnlyList<Attempt> Attempts => _log.All();

    public static async Task<FaultServer> StartAsync(FaultServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new FaultServerOptions();
        var (playbook, shelf, log) = (new Playbook(), new RecordingShelf(), new AttemptLog(options.Time, options.QuietLog));
        if (options.Recordings is { } folder)
        {
            await RecordingFolder.LoadAsync(folder, shelf, cancellationToken);
        }

        var app = Build(options);
        new ProviderEndpoints(playbook, shelf, log, new Composer(options), options, app.Lifetime.ApplicationStopping).Map(app);
        ControlEndpoints.Map(app, playbook, shelf, log);

        var server = new FaultServer(app, playbook, log);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        server.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    /// <summary>Adds to the script; the first line that fits a request and is not used up takes it.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public FaultServer Script(params ReadOnlySpan<Behaviour> behaviours)
    {
        _playbook.Add(behaviours);
        return this;
    }

    /// <summary>Forgets the script, and how far each <c>fault-</c> model has come.</summary>
    public void ClearScript() => _playbook.Clear();

    public void ClearAttempts() => _log.Clear();

    /// <returns>The request's body as it came, or <see langword="null"/> once it is among the older ones, whose bodies are let go.</returns>
    public ReadOnlyMemory<byte>? BodyOf(int number) => _log.Find(number)?.Body is { } body ? new ReadOnlyMemory<byte>(body) : null;

    /// <returns>The request's headers, credentials hidden, or <see langword="null"/> once it is among the older ones.</returns>
    public IReadOnlyList<KeyValuePair<string, string>>? HeadOf(int number) => _log.Find(number)?.Head;

    /// <summary>Waits until an attempt is as wished: one that began, or one that ended so.</summary>
    public Task<Attempt> WaitForAsync(Func<Attempt, bool> wished, CancellationToken cancellationToken) => _log.WaitForAsync(wished, cancellationToken);

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static WebApplication Build(FaultServerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestReading.MaxBody;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        return builder.Build();
    }
}
