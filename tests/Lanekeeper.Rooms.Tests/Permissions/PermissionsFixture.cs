using Lanekeeper.Permissions;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Permissions;

/// <summary>The real room on a database of its own.</summary>
public sealed class PermissionsFixture() : DatabaseFixture(PermissionsRoom.Schema)
{
    public static readonly Actor Admin = new(ActorKind.System, "test", "the test", Role.Admin);

    private readonly List<ServiceProvider> _providers = [];

    public ManualTime Time { get; } = new();

    public IAccounts Accounts { get; private set; } = null!;

    /// <summary>The same room as another process would have it: nothing remembered, and its own pool.</summary>
    public IAccounts Another(Database database)
    {
        var provider = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time).AddSingleton(database).AddPermissions().BuildServiceProvider();
        _providers.Add(provider);
        return provider.GetRequiredService<IAccounts>();
    }

    public async Task<Account> PersonAsync(Role role, string name = "Bo") =>
        (await Accounts.CreateAsync(Admin, new($"{Id.New(Time):N}@example.com", name, role), CancellationToken.None)).Value;

    public async Task<NewKey> KeyAsync(Account account, string label = "laptop") =>
        (await Accounts.CreateKeyAsync(Admin, account.Id, label, CancellationToken.None)).Value;

    public static Actor ActorOf(Account account) => new(ActorKind.Person, account.Id.ToString(), account.Email, account.Role);

    protected override ValueTask FurnishAsync()
    {
        Accounts = Another(Database);
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask ClearAsync()
    {
        foreach (var provider in _providers)
        {
            await provider.DisposeAsync();
        }
    }
}
