using System.Globalization;
using Lanekeeper.Faces;

namespace Lanekeeper.Host.Settings;

/// <summary>Finds each setting in the first place that has it.</summary>
internal static class SettingsReader
{
    private const int MostConcurrency = 1_000;
    private const int MostRequestMemory = 1_000_000;

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

        var concurrency = Given(null, ServerSettings.ConcurrencyVariable) ?? file.GetValueOrDefault("concurrency") ?? ServerSettings.DefaultConcurrency.ToString(CultureInfo.InvariantCulture);
        if (!IsNumber(concurrency, MostConcurrency, out var number))
        {
            return new Problem(ProblemKind.Invalid, "settings.bad-concurrency", $"'{concurrency}' is no number of runs; write 1 to {MostConcurrency}.");
        }

        var memory = Given(null, ServerSettings.RequestMemoryVariable) ?? file.GetValueOrDefault("request_memory_mb");
        var megabytes = 0;
        if (memory is not null && !IsNumber(memory, MostRequestMemory, out megabytes))
        {
            return new Problem(ProblemKind.Invalid, "settings.bad-request-memory", $"'{memory}' is no number of megabytes for apps' requests; write 1 to {MostRequestMemory}.");
        }

        var people = new PeopleSettings(name => environment($"LANEKEEPER_{name.ToUpperInvariant()}") is { Length: > 0 } set ? set : file.GetValueOrDefault(name), environment);
        return people.ReadPublicUrl().Succeeded(out var publicUrl, out problem) && people.ReadOidc(publicUrl.Value).Succeeded(out var oidc, out problem)
            ? new ServerSettings(
                folder,
                address ?? LocalServer.DefaultUrl,
                address is null,
                Given(database, ServerSettings.DatabaseVariable) ?? file.GetValueOrDefault("database_url"),
                number,
                memory is null ? null : megabytes * 1024L * 1024,
                publicUrl.Value,
                oidc.Value)
            : problem;
    }

    private static bool IsNumber(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most;

    private static string? BadUrl(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .DefaultIfEmpty(urls)
        .FirstOrDefault(url => !Uri.TryCreate(url.Replace("*", "any", StringComparison.Ordinal).Replace("+", "any", StringComparison.Ordinal), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"));
}
