using Lanekeeper.Permissions;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Permissions;

/// <summary>The real room on a database of its own.</summary>
public sealed class PermissionsFixture() : DatabaseFixture(PermissionsRoom.Schema)
{
    public static readonly Actor Admin = new(ActorKind.System, "test", "the test", Role.Admin);

    public const string Password = "seven grey herons";

    public static readonly SignInOptions Quick = new() { PasswordIterations = 1_000, IdentityDomain = "heron.example" };

    private readonly List<ServiceProvider> _providers = [];

    public static readonly Visitor Home = new("127.0.0.1", "a test");

    public ManualTime Time { get; } = new();

    public IAccounts Accounts { get; private set; } = null!;

    public IAppKeys AppKeys { get; private set; } = null!;

    public ISignIn SignIn { get; private set; } = null!;

    public IPeople People { get; private set; } = null!;

    public ISessions Sessions { get; private set; } = null!;

    /// <summary>The same room as another process would have it: nothing remembered, and its own pool.</summary>
    public IAccounts Another(Database database) => AnotherRoom(database).GetRequiredService<IAccounts>();

    /// <inheritdoc cref="Another"/>
    public IServiceProvider AnotherRoom(Database database, SignInOptions? options = null)
    {
        var provider = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time).AddSingleton(database).AddPermissions(options ?? Quick).BuildServiceProvider();
        _providers.Add(provider);
        return provider;
    }

    public async Task<Account> PersonAsync(Role role, string name = "Bo") =>
        (await Accounts.CreateAsync(Admin, new($"{Id.New(Time):N}@example.com", name, role), CancellationToken.None)).Value;

    /// <summary>Somebody who can sign in with <see cref="Password"/>.</summary>
    public async Task<Account> MemberAsync(Role role)
    {
        var person = await PersonAsync(role);
        await OpenAsync(person, Password);
        return person;
    }

    /// <summary>Signs in by a link.</summary>
    public async Task<NewSession> OpenAsync(Account person, string? password = null) =>
        (await SignIn.WithLinkAsync(await LinkAsync(person), new(Password: password), Home, CancellationToken.None)).Value;

    public async Task<string> LinkAsync(Account person, LinkPurpose purpose = LinkPurpose.SignIn) =>
        (await People.MakeLinkAsync(Admin, person.Id, purpose, CancellationToken.None)).Value.Token;

    /// <summary>An address that nobody has had yet, so that no test slows another down.</summary>
    public static Visitor Visitor() =>
        new(new System.Net.IPAddress([0x20, 0x01, 0x0d, 0xb8, .. System.Security.Cryptography.RandomNumberGenerator.GetBytes(12)]).ToString(), "Firefox");

    public async Task<NewKey> KeyAsync(Account account, string label = "laptop") =>
        (await Accounts.CreateKeyAsync(Admin, account.Id, label, CancellationToken.None)).Value;

    public async Task<NewAppKey> AppKeyAsync(string app = "shop", DateTimeOffset? expiresAt = null) =>
        (await AppKeys.CreateAsync(Admin, new(app, [], [], [], expiresAt), CancellationToken.None)).Value;

    public static Actor ActorOf(Account account) => new(ActorKind.Person, account.Id.ToString(), account.Email, account.Role);

    protected override ValueTask FurnishAsync()
    {
        var room = AnotherRoom(Database);
        (Accounts, SignIn) = (room.GetRequiredService<IAccounts>(), room.GetRequiredService<ISignIn>());
        AppKeys = room.GetRequiredService<IAppKeys>();
        (People, Sessions) = (room.GetRequiredService<IPeople>(), room.GetRequiredService<ISessions>());
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
