using Lanekeeper.Storage;
using Xunit;

namespace Lanekeeper.Testing;

/// <summary>For <c>IClassFixture</c>: derive a sealed class that names the rooms, and each test class has a database of its own.</summary>
public abstract class DatabaseFixture(params RoomSchema[] rooms) : IAsyncLifetime
{
    private TestDatabase? _database;

    public Database Database => TestDatabase.Database;

    public TestDatabase TestDatabase => _database ?? throw new InvalidOperationException("The fixture is not initialised yet.");

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(rooms);
        await FurnishAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ClearAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Builds what the tests use, on <see cref="Database"/>.</summary>
    protected virtual ValueTask FurnishAsync() => ValueTask.CompletedTask;

    protected virtual ValueTask ClearAsync() => ValueTask.CompletedTask;
}
