using System.Reflection;

namespace Lanekeeper.Storage;

/// <summary>A room's tables: one PostgreSQL schema, made by the <c>Migrations/NNNN_name.sql</c> files embedded in its assembly.</summary>
/// <param name="Name">The schema's name, which is the room's.</param>
/// <param name="Assembly">Where the files are.</param>
public sealed record RoomSchema(string Name, Assembly Assembly);
