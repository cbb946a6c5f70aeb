using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Storage;

/// <summary>A database with nothing but this room's own tables.</summary>
public sealed class StorageFixture : DatabaseFixture;
