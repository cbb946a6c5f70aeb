using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Lanekeeper.Storage.Migrating;

/// <summary>One numbered file of a room.</summary>
internal sealed partial record MigrationFile(string Room, string Name, string Sql, string Checksum)
{
    private const string Folder = "Migrations/";

    public string Number => Name[..4];

    public bool IsTransactional => !Sql.StartsWith("-- no transaction", StringComparison.OrdinalIgnoreCase);

    /// <summary>A room's files in their order.</summary>
    public static IReadOnlyList<MigrationFile> Of(RoomSchema room)
    {
        var files = room.Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(resource => Make(room.Name, resource[Folder.Length..], Read(room.Assembly, resource)))
            .ToList();
        foreach (var twins in files.GroupBy(file => file.Number).Where(group => group.Count() > 1))
        {
            throw new StorageException(
                $"Room {room.Name} has two migrations with number {twins.Key}: {string.Join(", ", twins.Select(file => file.Name))}. Renumber the newer one.");
        }

        return files;
    }

    public static MigrationFile Make(string room, string name, string sql)
    {
        if (!Numbered().IsMatch(name))
        {
            throw new StorageException($"Room {room}: migration {name} must be named like 0001_what_it_makes.sql.");
        }

        // A checkout with other line ends is still the same file.
        var text = sql.Replace("\r\n", "\n", StringComparison.Ordinal);
        return new MigrationFile(room, name, text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^[0-9]{4}_[a-z0-9_]+\\.sql$")]
    private static partial Regex Numbered();
}
