using Lanekeeper.FaultProvider;

namespace Lanekeeper.Faces.Tests.FaultProvider;

/// <summary>A server and a client of its own for each test.</summary>
public abstract class FaultProviderTests : IAsyncLifetime
{
    private protected FaultServer _server = null!;
    private protected ProviderClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FaultServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        _client = new ProviderClient(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
