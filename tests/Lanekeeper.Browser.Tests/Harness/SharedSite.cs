namespace Lanekeeper.Browser.Tests.Harness;

/// <summary>One site for all tests that only look. It starts when the first of them asks.</summary>
public sealed class SharedSite : IAsyncDisposable
{
    private readonly Lazy<Task<Site>> _site = new(async () =>
    {
        var site = new Site { InDevelopment = true };
        await site.InitializeAsync();
        return site;
    });

    internal Task<Site> OpenAsync() => _site.Value;

    public async ValueTask DisposeAsync()
    {
        if (_site.IsValueCreated)
        {
            await (await _site.Value).DisposeAsync();
        }
    }
}
