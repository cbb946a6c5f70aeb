using System.Collections.Concurrent;
using System.Globalization;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Testing;

/// <summary>A fresh database with the schemas of some rooms, cloned from a template that is migrated once per process.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new();
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static int _count;

    private readonly BuiltInCluster _cluster;
    private readonly string _name;

    private TestDatabase(BuiltInCluster cluster, string name) => (_cluster, _name, Database) = (cluster, name, cluster.Open(name, 20));

    public Database Database { get; }

    /// <summary>For a program that is to use this database: its <c>LANEKEEPER_DATABASE_URL</c>.</summary>
    public string Url => $"postgres:///{_name}?host={Uri.EscapeDataString(_cluster.SocketFolder)}&user=lanekeeper";

    /// <summary>Another pool on the same database, as a second process would have.</summary>
    public Database OpenAnother() => _cluster.Open(_name, 20);

    /// <summary>One that is away: every call fails, in a way that <see cref="DatabaseFailure.IsUnavailable"/> knows.</summary>
    public static Database OpenUnreachable() => StorageStart.Open("postgres:///nothing?host=/nonexistent&user=nobody", TimeProvider.System);

    public static async Task<TestDatabase> CreateAsync(params RoomSchema[] rooms)
    {
        var cluster = await TestCluster.GetAsync();
        var key = string.Join(',', rooms.Select(room => room.Name));
        var template = await Templates.GetOrAdd(key, _ => new Lazy<Task<string>>(() => MakeTemplateAsync(cluster, rooms))).Value;
        return new TestDatabase(cluster, await CreateAsync(cluster, $"template {template}"));
    }

    /// <summary>A database with nothing in it, not even our own schema.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync()
    {
        var cluster = await TestCluster.GetAsync();
        return new TestDatabase(cluster, await CreateAsync(cluster, "template template0"));
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await using var server = _cluster.Open("postgres", 1);
        await server.ExecuteAsync($"drop database if exists {_name} with (force)", null, CancellationToken.None);
    }

    private static async Task<string> MakeTemplateAsync(BuiltInCluster cluster, RoomSchema[] rooms)
    {
        var name = await CreateAsync(cluster, "template template0");

        // Its sessions must have ended before it can be cloned, so the pool ends here.
        await using var database = cluster.Open(name, 2);
        await new Migrator(database, rooms, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
        return name;
    }

    // One after another: two clones of one template at once refuse each other.
    private static async Task<string> CreateAsync(BuiltInCluster cluster, string how)
    {
        var name = $"t_{Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture)}";
        await OneAtATime.WaitAsync();
        try
        {
            await using var server = cluster.Open("postgres", 1);
            await server.ExecuteAsync($"create database {name} {how} strategy file_copy", null, CancellationToken.None);
            return name;
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
