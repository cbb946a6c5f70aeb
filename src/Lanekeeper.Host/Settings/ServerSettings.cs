using System.Net;

namespace Lanekeeper.Host.Settings;

/// <summary>Where this server works: from flags, then the environment, then <c>server.yaml</c> in the data folder, then defaults.</summary>
/// <param name="DataFolder">Absolute.</param>
/// <param name="Urls">Where it listens; several are separated by semicolons.</param>
/// <param name="UrlsAreDefault">Nobody asked for this address, so another one will do.</param>
/// <param name="DatabaseUrl"><see langword="null"/> for the built-in cluster.</param>
/// <param name="Concurrency">How many runs are worked on at once.</param>
/// <param name="RequestMemory">Bytes that apps' requests may take together; <see langword="null"/> for what suits the machine.</param>
/// <param name="Drain">How long a stop waits for apps' calls that are under way.</param>
/// <param name="PublicUrl">Where people reach it, when that is not where it listens.</param>
/// <param name="Oidc">The provider at which people may sign in.</param>
/// <param name="TrustedProxies">Who is believed about whom they stand for, beside proxies on this machine.</param>
internal sealed record ServerSettings(
    string DataFolder, string Urls, bool UrlsAreDefault, string? DatabaseUrl, int Concurrency, long? RequestMemory, TimeSpan Drain, Uri? PublicUrl, OidcSettings? Oidc,
    IReadOnlyList<IPNetwork> TrustedProxies)
{
    public const string DataVariable = "LANEKEEPER_DATA";
    public const string UrlsVariable = "LANEKEEPER_URLS";
    public const string DatabaseVariable = "LANEKEEPER_DATABASE_URL";
    public const string ConcurrencyVariable = "LANEKEEPER_CONCURRENCY";
    public const string RequestMemoryVariable = "LANEKEEPER_REQUEST_MEMORY_MB";
    public const string DrainVariable = "LANEKEEPER_DRAIN_SECONDS";
    public const string FileName = "server.yaml";
    public const int DefaultConcurrency = 32;

    public static readonly TimeSpan DefaultDrain = TimeSpan.FromSeconds(20);
}
