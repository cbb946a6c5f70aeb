namespace Lanekeeper.Gateway.Serving;

/// <summary>The largest bodies of requests, in bytes; what is larger is refused before it is read.</summary>
internal static class BodySizes
{
    /// <summary>Of an endpoint of the API that does not say another.</summary>
    public const int Usual = 1024 * 1024;

    /// <summary>Of a project or a source: 32 MB of files, in base64, with their names.</summary>
    public const int Files = 48 * 1024 * 1024;

    /// <summary>Of an app's request. Above what is taken, so that what is too large is refused in the format of its SDK.</summary>
    public const int Relayed = 48 * 1024 * 1024;
}
