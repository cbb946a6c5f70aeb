namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>The shape of a credential. What it says is compared and forgotten.</summary>
internal static class Credentials
{
    public static string? Bearer(IHeaderDictionary headers) =>
        headers.Authorization.ToString() is var given && given.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && given[7..].Trim() is { Length: > 0 } key
            ? key
            : null;

    public static string? ApiKey(IHeaderDictionary headers) => headers["x-api-key"].ToString().Trim() is { Length: > 0 } key ? key : null;

    public static bool Accepted(string given, string? key) => key is null ? !given.Contains("invalid", StringComparison.OrdinalIgnoreCase) : given == key;

    public static string Kind(IHeaderDictionary headers) => ApiKey(headers) is not null ? "x-api-key" : Bearer(headers) is not null ? "bearer" : "";
}
