using System.Text.Json;

namespace Lanekeeper.Faces;

/// <summary>
/// How the CLI finds a server on the same machine: each running server leaves <c>server.json</c> in its data folder, beside
/// the token of the first admin (both of mode 0600).
/// </summary>
/// <param name="Url">Where it listens.</param>
/// <param name="ProcessId">Whose file this is; a file whose process is gone is stale.</param>
public sealed record LocalServer(string Url, int ProcessId)
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    private const string FileName = "server.json";
    private const string TokenFileName = "local-token";

    /// <summary>For root <c>/var/lib/lanekeeper</c>, else <c>lanekeeper</c> in the user's data folder.</summary>
    public static string DefaultFolder { get; } = Environment.UserName == "root"
        ? "/var/lib/lanekeeper"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "lanekeeper");

    /// <summary>The demo keeps to a folder of its own, so that it never touches a team's data.</summary>
    public static string DemoFolder { get; } = DefaultFolder + "-demo";

    public static string TokenFile(string dataFolder) => Path.Combine(dataFolder, TokenFileName);

    /// <returns>The server that runs on this data folder, or <see langword="null"/>.</returns>
    public static LocalServer? Find(string dataFolder)
    {
        try
        {
            var found = JsonSerializer.Deserialize<LocalServer>(File.ReadAllText(Path.Combine(dataFolder, FileName)), FaceJson.Options);
            return found is not null && Directory.Exists($"/proc/{found.ProcessId}") ? found : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Announce(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // One that a killed server left would keep the mode that it has.
        File.Delete(path + ".part");
        using (var file = new FileStream(path + ".part", options))
        {
            JsonSerializer.Serialize(file, this, FaceJson.Options);
        }

        File.Move(path + ".part", path, overwrite: true);
    }

    public static void Withdraw(string dataFolder) => File.Delete(Path.Combine(dataFolder, FileName));
}
