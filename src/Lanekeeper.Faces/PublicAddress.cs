namespace Lanekeeper.Faces;

/// <summary>Under which address people reach the server, which behind a proxy is not the one it listens at.</summary>
/// <param name="Url"><see langword="null"/> where nobody has said; then it is the one that a request came to.</param>
public sealed record PublicAddress(Uri? Url)
{
    /// <summary>Whether cookies must be kept from plain HTTP.</summary>
    public bool IsSecure => Url?.Scheme == Uri.UriSchemeHttps;

    /// <param name="scheme">Of the request at hand.</param>
    /// <param name="host">Of the request at hand, with its port.</param>
    /// <param name="path">Begins with a slash.</param>
    public string Of(string scheme, string host, string path) => Url is null ? $"{scheme}://{host}{path}" : Of(path, Url);

    /// <param name="path">Begins with a slash.</param>
    /// <param name="listening">Where the server listens.</param>
    public string Of(string path, Uri listening) => (Url ?? listening).GetLeftPart(UriPartial.Authority) + path;
}
