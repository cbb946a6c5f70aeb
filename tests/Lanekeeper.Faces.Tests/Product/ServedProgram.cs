using Lanekeeper.Permissions;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>The real program, served for the tests of one class, telling its log all it would ever tell.</summary>
public sealed class ServedProgram : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private LanekeeperProcess _process = null!;

    internal Uri Url => _process.Client.Server;

    /// <summary>The API as the local token opens it.</summary>
    internal HttpClient Http { get; private set; } = null!;

    internal string Words => _process.Words;

    public async ValueTask InitializeAsync()
    {
        var wish = new CommandWish("serve", "--data", _folder.Sub("data"), "--urls", "http://127.0.0.1:0") { Environment = new Dictionary<string, string> { ["LANEKEEPER_LOG"] = "Debug" } };
        _process = await LanekeeperProcess.ServeAsync(_folder.Sub("data"), wish, TestContext.Current.CancellationToken);
        Http = new() { BaseAddress = Url };
        Http.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(LocalServer.TokenFile(_process.Data), TestContext.Current.CancellationToken)).Trim());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    internal Task<CommandOutput> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        LanekeeperProcess.RunAsync(cancellationToken, [.. arguments, "--data", _process.Data]);

    /// <summary>Somebody new who came by an invitation.</summary>
    /// <returns>The e-mail address.</returns>
    internal async Task<string> MemberAsync(Role role, string password, CancellationToken cancellationToken)
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var account = (await _process.Client.PostAsync<Account>(ApiPaths.Accounts, new NewAccount(email, "Bo", role), cancellationToken)).Value;
        var link = (await _process.Client.PostAsync<LinkWire>(ApiPaths.Links(account.Id), new { purpose = "invitation" }, cancellationToken)).Value;
        using var visitor = new WebVisitor(Url);
        await visitor.GetAsync(link.Url, cancellationToken);
        await visitor.PostAsync(link.Url, cancellationToken, ("what", "save"), ("name", "Bo"), ("password", password));
        return email;
    }
}
