using System.Globalization;
using Lanekeeper.Faces;

namespace Lanekeeper.Host.Settings;

/// <summary>Finds each setting in the first place that has it.</summary>
internal static class SettingsReader
{
    private const int MostConcurrency = 1_000;
    private const int MostRequestMemory = 1_000_000;
    private const int MostDrain = 3_600;

    /// <param name="data">The flag <c>--data</c>.</param>
    /// <param name="urls">The flag <c>--urls</c>.</param>
    /// <param name="database">The flag <c>--database</c>.</param>
    /// <param name="defaultFolder">Where the data is when nobody says.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static Result<ServerSettings> Read(string? data, string? urls, string? database, string defaultFolder, Func<string, string?> environment)
    {
        string? Given(string? flag, string variable) => flag is { Length: > 0 } ? flag : environment(variable) is { Length: > 0 } set ? set : null;

        var folder = Path.GetFullPath(Given(data, ServerSettings.DataVariable) ?? defaultFolder);
        if (!SettingsFile.Read(Path.Combine(folder, ServerSettings.FileName)).Succeeded(out var file, out var problem))
        {
            return problem;
        }

        var address = Given(urls, ServerSettings.UrlsVariable) ?? file.GetValueOrDefault("urls");
        if (address is not null && BadUrl(address) is { } bad)
        {
            return new Problem(ProblemKind.Invalid, "settings.bad-url", $"'{bad}' is no address to listen at; write one like {LocalServer.DefaultUrl}.");
        }

        // Zero where nobody gave it.
        Result<int> Number(string variable, string name, int most, string code, string what) =>
            (Given(null, variable) ?? file.GetValueOrDefault(name)) is not { } text ? 0
                : IsNumber(text, most, out var number) ? number
                : new Problem(ProblemKind.Invalid, code, $"'{text}' is no number of {what}; write 1 to {most}.");

        if (!Number(ServerSettings.ConcurrencyVariable, "concurrency", MostConcurrency, "settings.bad-concurrency", "runs").Succeeded(out var concurrency, out problem)
            || !Number(ServerSettings.RequestMemoryVariable, "request_memory_mb", MostRequestMemory, "settings.bad-request-memory", "megabytes for apps' requests").Succeeded(out var memory, out problem)
            || !Number(ServerSettings.DrainVariable, "drain_seconds", MostDrain, "settings.bad-drain", "seconds for calls under way to end").Succeeded(out var drain, out problem))
        {
            return problem;
        }

        string? Setting(string name) => Given(null, $"LANEKEEPER_{name.ToUpperInvariant()}") ?? file.GetValueOrDefault(name);

        var people = new PeopleSettings(Setting, environment);
        return TrustedProxies.Read(Setting(TrustedProxies.Name)).Succeeded(out var proxies, out problem) && people.ReadPublicUrl().Succeeded(out var publicUrl, out problem) && people.ReadOidc(publicUrl.Value).Succeeded(out var oidc, out problem)
            ? new ServerSettings(
                folder,
                address ?? LocalServer.DefaultUrl,
                address is null,
                Given(database, ServerSettings.DatabaseVariable) ?? file.GetValueOrDefault("database_url"),
                concurrency == 0 ? ServerSettings.DefaultConcurrency : concurrency,
                memory == 0 ? null : memory * 1024L * 1024,
                drain == 0 ? ServerSettings.DefaultDrain : TimeSpan.FromSeconds(drain),
                publicUrl.Value,
                oidc.Value,
                proxies)
            : problem;
    }

    private static bool IsNumber(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most;

    private static string? BadUrl(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .DefaultIfEmpty(urls)
        .FirstOrDefault(url => !Uri.TryCreate(url.Replace("*", "any", StringComparison.Ordinal).Replace("+", "any", StringComparison.Ordinal), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"));
}
