using Lanekeeper.Host.Settings;
using Lanekeeper.Storage;

namespace Lanekeeper.Host.Doctor;

/// <summary>Whether others on the machine may read a password in <c>server.yaml</c>, which people write with the mode that their editor gives it.</summary>
internal static class OpenSettings
{
    /// <returns><see langword="null"/> where there is nothing to say.</returns>
    public static Finding? Look(string dataFolder)
    {
        var path = Path.Combine(dataFolder, ServerSettings.FileName);
        return File.Exists(path) && OthersMayRead(dataFolder, path) && SettingsFile.Read(path).Succeeded(out var settings, out _) && HoldsPassword(settings)
            ? new("settings", Health.Note, $"{path} holds a password, and others on this machine may read it: chmod 600 it")
            : null;
    }

    private static bool OthersMayRead(string folder, string file) =>
        !OperatingSystem.IsWindows() && File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute) && File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead);

    private static bool HoldsPassword(Dictionary<string, string> settings) =>
        (settings.GetValueOrDefault("database_url") is { } url && StorageStart.HoldsPassword(url))
        || (settings.GetValueOrDefault(OidcSettings.SecretName) is { } secret && !PeopleSettings.IsReference(secret));
}
