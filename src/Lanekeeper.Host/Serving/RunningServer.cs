using Lanekeeper.Faces;
using Lanekeeper.Host.Settings;
using Lanekeeper.Permissions;
using Lanekeeper.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Lanekeeper.Host.Serving;

/// <summary>The program, up: folder locked, database open and migrated, listening, announced. Disposing it undoes that in reverse.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FolderLock _lock;

    private RunningServer(WebApplication app, FolderLock folderLock, ServerSettings settings, Uri url)
    {
        (_app, _lock) = (app, folderLock);
        (Settings, Url) = (settings, url);
    }

    public ServerSettings Settings { get; }

    public Uri Url { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Somebody has asked the program to stop; calls under way may still end.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>Ends when somebody has asked the program to stop, and calls under way have ended or were cut.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var byTheHost = Stopping.Register(() => asked.TrySetResult());
        await using var byTheCommand = cancellationToken.Register(() => asked.TrySetResult());
        await asked.Task;
        using var again = new SecondInterrupt();
        await _app.StopAsync(again.Pressed);
    }

    /// <returns>The address of a one-time link that signs the first admin in; <see langword="null"/> when people have signed in before and not <paramref name="always"/>.</returns>
    public async Task<string?> FirstLinkAsync(bool always, CancellationToken cancellationToken) =>
        (await Services.GetRequiredService<ISignIn>().MakeFirstLinkAsync(always, cancellationToken)).Value.Link is { } link
            ? new PublicAddress(Settings.PublicUrl).Of(WebPaths.Welcome(link.Token), Url)
            : null;

    public static async Task<Result<RunningServer>> StartAsync(ServerSettings settings, bool anyPort, TimeProvider time, CancellationToken cancellationToken)
    {
        var urls = anyPort && settings.UrlsAreDefault ? Ports.NextFree(settings.Urls) : settings.Urls;
        if (urls is null)
        {
            return PortTaken(settings.Urls);
        }

        if (!FolderLock.Take(settings.DataFolder).Succeeded(out var folderLock, out var problem))
        {
            return problem;
        }

        var app = House.Build(settings, urls, NodeIdentity.Of(settings.DataFolder, time), time);
        try
        {
            return await OpenAsync(app, settings, cancellationToken) is { } stopped
                ? await AbandonAsync(app, folderLock, stopped)
                : new RunningServer(app, folderLock, settings, Announce(app, settings));
        }
        catch (StorageException exception)
        {
            return await AbandonAsync(app, folderLock, new(ProblemKind.Upstream, "server.no-database", exception.Message));
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            return await AbandonAsync(app, folderLock, PortTaken(urls));
        }
        catch
        {
            await AbandonAsync(app, folderLock, PortTaken(urls));
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        LocalServer.Withdraw(Settings.DataFolder);
        await _app.StopAsync();
        await CloseAsync(_app);
        _lock.Dispose();
    }

    private static async Task<Problem?> OpenAsync(WebApplication app, ServerSettings settings, CancellationToken cancellationToken)
    {
        await app.Services.GetRequiredService<StorageStart>().OpenAsync(cancellationToken);
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        var accounts = app.Services.GetRequiredService<IAccounts>();
        if ((await accounts.EnsureLocalTokenAsync(LocalServer.TokenFile(settings.DataFolder), cancellationToken)).Problem is { } problem)
        {
            return problem;
        }

        await app.StartAsync(cancellationToken);
        return null;
    }

    private static Uri Announce(WebApplication app, ServerSettings settings)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        var url = new Uri(address.Replace("//[::]:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal));
        new LocalServer(url.ToString(), Environment.ProcessId).Announce(settings.DataFolder);
        return url;
    }

    private static async Task<Problem> AbandonAsync(WebApplication app, FolderLock folderLock, Problem problem)
    {
        await CloseAsync(app);
        folderLock.Dispose();
        return problem;
    }

    /// <remarks>The container disposes in reverse order of making, so the rooms' writers drain before the database closes.</remarks>
    private static ValueTask CloseAsync(WebApplication app) => app.DisposeAsync();

    private static Problem PortTaken(string urls) =>
        new(ProblemKind.Conflict, "server.port-taken", $"Something else listens at {urls}. Stop it, or listen elsewhere: --urls http://127.0.0.1:PORT (or LANEKEEPER_URLS).");
}
