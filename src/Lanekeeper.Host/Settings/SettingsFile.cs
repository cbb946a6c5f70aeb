using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Lanekeeper.Host.Settings;

/// <summary><c>server.yaml</c>: a flat mapping. A word it does not know is a fault, since a setting that is silently ignored is worse than none.</summary>
internal static class SettingsFile
{
    private static readonly string[] Known = ["urls", "database_url", "concurrency", "request_memory_mb", "drain_seconds", "public_url", TrustedProxies.Name, .. OidcSettings.Names];
    private const long Largest = 64 * 1024;

    public static Result<Dictionary<string, string>> Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return !file.Exists ? new Dictionary<string, string>()
                : file.Length > Largest ? Fault(path, "it is larger than 64 KiB")
                : Parse(path, File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fault(path, exception.Message);
        }
        catch (YamlException exception)
        {
            return Fault($"{path}:{exception.Start.Line}:{exception.Start.Column}", exception.Message);
        }
    }

    private static Result<Dictionary<string, string>> Parse(string path, string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (stream.Documents.Count == 0)
        {
            return settings;
        }

        if (stream.Documents[0].RootNode is not YamlMappingNode mapping)
        {
            return Fault(path, "a mapping of settings was expected");
        }

        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || value is not YamlScalarNode { Value: { } setting } || !Known.Contains(name))
            {
                return Fault($"{path}:{key.Start.Line}:{key.Start.Column}", $"'{key}' is no setting; known are: {string.Join(", ", Known)}");
            }

            settings[name] = setting;
        }

        return settings;
    }

    private static Problem Fault(string where, string why) => new(ProblemKind.Invalid, "settings.bad-file", $"{where}: {why}.");
}
