namespace Lanekeeper.Host.Serving;

/// <summary>The id of a data folder, made once and kept in it. Whoever holds the folder's lock is this node.</summary>
internal static class NodeIdentity
{
    public static Guid Of(string dataFolder, TimeProvider time)
    {
        var path = Path.Combine(dataFolder, "node-id");
        if (File.Exists(path) && Guid.TryParse(File.ReadAllText(path).Trim(), out var known))
        {
            return known;
        }

        var made = Id.New(time);
        File.WriteAllText(path + ".part", made.ToString());
        File.Move(path + ".part", path, overwrite: true);
        return made;
    }
}
