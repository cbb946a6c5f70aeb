namespace Lanekeeper.Models.Translating.Asking;

/// <summary>The images that both providers take.</summary>
internal static class Images
{
    public const string Known = "Known are image/png, image/jpeg, image/gif and image/webp.";

    /// <param name="given">As apps write it: in any case, with what browsers append, under the name that many files have.</param>
    /// <returns><see langword="null"/> where it is none of the known.</returns>
    public static string? MediaType(string given) => given.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "image/jpeg" or "image/jpg" => "image/jpeg",
        "image/png" => "image/png",
        "image/gif" => "image/gif",
        "image/webp" => "image/webp",
        _ => null,
    };
}
